"""One connection of the machine to the wallet's gateway: standard input and output here, a socket there."""
import os, socket, sys, threading

there = socket.socket(socket.AF_UNIX)
there.connect(sys.argv[1])


def up():
    while data := os.read(0, 65536):
        there.sendall(data)
    there.shutdown(socket.SHUT_WR)


threading.Thread(target=up, daemon=True).start()
while data := there.recv(65536):
    os.write(1, data)
