#!/usr/bin/python3
"""Runs a command in a terminal of its own, drawn by pyte, an emulator that has nothing of ours.

    terminal.py COLUMNS ROWS COMMAND [ARGUMENT...]

Orders come on standard input, one a line; each is answered on standard output with `ok` or `error SENTENCE`.

    type HEX        the bytes of keys or of a mouse
    resize C R      the window changes its size
    show            answers `ok` and a JSON object: lines (what is on the glass), history (lines that were scrolled away),
                    wipes (how often the scrollback was erased), left (whether the alternate screen was left),
                    ended (the exit code, 128 and the signal's number, or null)
    signal NUMBER   sends a signal to the command
    pid             answers `ok PID` of the command

At the end of standard input the terminal hangs up. Needs: python3-pyte.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios

import pyte


class Terminal:
    def __init__(self, columns, rows, command):
        self.screen = pyte.HistoryScreen(columns, rows, history=10_000)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self.ended = None
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            # The window has its size before anybody asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ["TERM"] = "xterm-256color"
            os.execvp(command[0], command)

    def read(self):
        """Takes one piece of output; False at the end."""
        try:
            data = os.read(self.master, 65536)
        except OSError:
            data = b""
        self.raw += data
        # pyte 0.8 takes private modes that it does not know for others; only drawing is its business here.
        self.stream.feed(data)
        return bool(data)

    def drain(self):
        while self.master >= 0 and select.select([self.master], [], [], 0)[0]:
            if not self.read():
                self.hang_up()

    def hang_up(self):
        if self.master >= 0:
            os.close(self.master)
            self.master = -1
            status = os.waitpid(self.pid, 0)[1]
            code = os.waitstatus_to_exitcode(status)
            self.ended = code if code >= 0 else 128 - code
            say(f"exit {self.ended}")

    def obey(self, line):
        verb, *words = line.split(" ")
        if verb == "type":
            os.write(self.master, bytes.fromhex(words[0]))
        elif verb == "resize":
            columns, rows = map(int, words)
            self.drain()
            self.screen.resize(rows, columns)
            fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        elif verb == "show":
            self.drain()
            history = [self.text(row) for row in self.screen.history.top]
            return json.dumps({
                "lines": list(self.screen.display), "history": history, "wipes": self.raw.count(b"\x1b[3J"),
                "left": b"\x1b[?1049l" in self.raw, "ended": self.ended,
            }, ensure_ascii=False)
        elif verb == "signal":
            os.kill(self.pid, int(words[0]))
        elif verb == "pid":
            return str(self.pid)
        else:
            raise ValueError(f"no such order: {verb}")
        return ""

    def text(self, row):
        return "".join(row[column].data for column in range(self.screen.columns))


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    terminal = Terminal(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
    pending = b""
    while True:
        sources = [0] + ([terminal.master] if terminal.master >= 0 else [])
        ready = select.select(sources, [], [])[0]
        if terminal.master in ready and not terminal.read():
            terminal.hang_up()
        if 0 in ready:
            data = os.read(0, 65536)
            if not data:
                break
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                try:
                    say(f"ok {terminal.obey(line.decode())}".rstrip())
                except Exception as error:
                    say(f"error {type(error).__name__}: {error}")
    terminal.hang_up()


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main()
