#!/usr/bin/python3
"""Runs a command among emulated scanners that are plugged in and pulled out while it runs.

    scanner-testbed.py [--paused] COMMAND [ARGUMENT...]

The command sees, through umockdev, a /sys without devices and the udev messages, evdev nodes and serial lines that this
program makes. Orders come on standard input, one a line; each is answered on standard output with `ok` or
`error SENTENCE`. The command's own output goes to standard error. When the command ends, `exit STATUS` is written.

    add wedge NAME [KEY=VALUE...]    plugs in a keyboard wedge; udev properties: ID_SERIAL=NAME, ID_VENDOR_ID=0c2e,
    add serial NAME [KEY=VALUE...]   ID_MODEL_ID=0901 and those given; a serial scanner is a CDC-ACM line
    type NAME TEXT                   a wedge types the text and Enter, Shift in a report of its own
    part NAME TEXT                   the same without Enter
    keys NAME TYPE:CODE:VALUE...     a wedge sends raw events, numbers as in linux/input-event-codes.h; 0:3:0 is SYN_DROPPED
    send NAME TEXT                   a serial scanner sends the text; \\r \\n \\t \\xHH as in Python
    lights NAME                      answers `ok N`: LED events that the command wrote to a wedge since the last time
    pull NAME                        pulled out: reading fails, then udev tells the removal
    remove NAME                      udev tells the removal, then reading fails
    hang NAME                        reading fails; no word from udev (it still lists the device)
    signal NUMBER                    sends a signal to the command
    start                            starts the command again after its end, or at last with --paused: it then finds
                                     what is plugged in already
    pid                              answers `ok PID` of the command

At the end of standard input the command gets SIGTERM; this program ends with its status.

Needs: python3-gi gir1.2-umockdev-1.0 umockdev (Debian 12: 0.17.16).
"""

import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

PRELOAD = "libumockdev-preload.so.0"

EV_SYN, EV_KEY, EV_MSC, EV_LED = 0, 1, 4, 0x11
MSC_SCAN = 4
KEY_ENTER, KEY_LEFTSHIFT = 28, 42

# Keys of a US keyboard: the code of the first key of a row, its characters without and with Shift.
ROWS = [
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", None),
]
KEYS = {}
for first, plain, shifted in ROWS:
    for offset, character in enumerate(plain):
        KEYS[character] = (first + offset, False)
    for offset, character in enumerate(shifted or ""):
        KEYS[character] = (first + offset, True)


def event(kind, code, value):
    """One struct input_event of 64-bit Linux, stamped with the monotonic clock."""
    now = time.monotonic_ns() // 1000
    return struct.pack("=qqHHi", now // 1_000_000, now % 1_000_000, kind, code, value)


def key(code, value):
    """A report as a wedge sends it: scan code, key, end of report."""
    return event(EV_MSC, MSC_SCAN, 0x70000 + code) + event(EV_KEY, code, value) + event(EV_SYN, 0, 0)


def typed(text, enter):
    reports = []
    for character in text:
        if character not in KEYS:
            raise ValueError(f"no key types character {ord(character):#x}")
        code, shift = KEYS[character]
        if shift:
            reports.append(key(KEY_LEFTSHIFT, 1))
        reports += [key(code, 1), key(code, 0)]
        if shift:
            reports.append(key(KEY_LEFTSHIFT, 0))
    if enter:
        reports += [key(KEY_ENTER, 1), key(KEY_ENTER, 0)]
    return reports


class Scanner:
    """A device that is plugged in; its place on the bus is its own, its number is never used again."""

    def __init__(self, bed, kind, name, number, properties):
        self.bed, self.kind, self.name = bed, kind, name
        usb = f"/devices/pci0000:00/0000:00:14.0/usb1/1-{number}/1-{number}:1.0"
        if kind == "wedge":
            self.path = f"{usb}/0003:0C2E:0901.{number:04X}/input/input{number}/event{number}"
            self.node, subsystem, device = f"input/event{number}", "input", (13, 64 + number)
        else:
            self.path = f"{usb}/tty/ttyACM{number}"
            self.node, subsystem, device = f"ttyACM{number}", "tty", (166, number)
        values = {
            "DEVNAME": f"/dev/{self.node}", "SUBSYSTEM": subsystem, "MAJOR": device[0], "MINOR": device[1],
            "ID_BUS": "usb", "ID_SERIAL": name, "ID_SERIAL_SHORT": name, "ID_VENDOR_ID": "0c2e", "ID_MODEL_ID": "0901",
            "ID_MODEL": "Emulated_Scanner", "ID_PATH": f"pci-0000:00:14.0-usb-0:{number}:1.0",
        }
        if kind == "wedge":
            values.update({"ID_INPUT": 1, "ID_INPUT_KEY": 1, "ID_INPUT_KEYBOARD": 1})
        values.update(properties)
        lines = [f"P: {self.path}", f"N: {self.node}"] + [f"E: {k}={v}" for k, v in values.items()]
        lines.append(f"A: dev={device[0]}:{device[1]}")
        # Also tells every monitor inside that the device was added.
        bed.add_from_string("\n".join(lines) + "\n")
        self.master = bed.get_dev_fd(f"/dev/{self.node}")
        os.set_blocking(self.master, False)
        # umockdev's note of which pty stands for the node: it asserts that there is none when the kernel reuses the pty.
        pty = os.readlink(os.path.join(bed.get_root_dir(), "dev", self.node))
        self.note = os.path.join(bed.get_root_dir(), "dev", ".ptymap", pty.replace("/", "_"))

    def write(self, data):
        while data:
            try:
                data = data[os.write(self.master, data):]
            except BlockingIOError:
                if not select.select([], [self.master], [], 10)[1]:
                    raise TimeoutError("nobody reads the device")

    def read(self):
        try:
            return os.read(self.master, 65536)
        except OSError:
            return b""  # Nothing there, or not open inside.

    def hang(self):
        if self.master >= 0:
            os.close(self.master)
            os.unlink(self.note)
        self.master = -1

    def tell_removal(self):
        self.bed.uevent(f"/sys{self.path}", "remove")
        self.bed.remove_device(f"/sys{self.path}")


class Session:
    def __init__(self, command):
        self.bed = UMockdev.Testbed.new()
        self.scanners = {}
        self.count = 0
        self.command = command
        self.child = None

    @property
    def is_running(self):
        return self.child is not None and self.child.poll() is None

    def start(self):
        if self.is_running:
            raise ValueError("the command still runs")
        # Where a killed command listened for udev messages; a new one with the same descriptors would collide.
        root = self.bed.get_root_dir()
        for name in os.listdir(root):
            if name.startswith("event"):
                os.unlink(os.path.join(root, name))
        # setpriv becomes the command; should this program die, the command does too.
        child = self.child = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *self.command], env=dict(os.environ, UMOCKDEV_DIR=root),
            stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=sys.stderr)
        threading.Thread(target=lambda: say(f"exit {child.wait()}"), daemon=True).start()

    def obey(self, line):
        verb, *words = line.split(" ")
        if verb == "add":
            kind, name, *properties = words
            if kind not in ("wedge", "serial") or name in self.scanners:
                raise ValueError("add wedge|serial NAME, with a name that is not plugged in")
            self.count += 1
            self.scanners[name] = Scanner(self.bed, kind, name, self.count, dict(p.split("=", 1) for p in properties))
        elif verb in ("type", "part"):
            name, text = line.split(" ", 2)[1:]
            for report in typed(text, enter=verb == "type"):
                self.scanners[name].write(report)
        elif verb == "keys":
            events = [event(*map(int, word.split(":"))) for word in words[1:]]
            self.scanners[words[0]].write(b"".join(events))
        elif verb == "send":
            name, text = line.split(" ", 2)[1:]
            # Escapes are read, characters beyond ASCII stay what they are in UTF-8.
            self.scanners[name].write(text.encode().decode("unicode_escape").encode("latin-1"))
        elif verb == "lights":
            data = self.scanners[words[0]].read()
            kinds = [struct.unpack_from("=H", data, at + 16)[0] for at in range(0, len(data) - 23, 24)]
            return str(kinds.count(EV_LED))
        elif verb == "pull":
            scanner = self.scanners.pop(words[0])
            scanner.hang()
            scanner.tell_removal()
        elif verb == "remove":
            scanner = self.scanners.pop(words[0])
            scanner.tell_removal()
            scanner.hang()
        elif verb == "hang":
            self.scanners[words[0]].hang()
        elif verb == "start":
            self.start()
        elif verb == "signal":
            self.child.send_signal(int(words[0]))
        elif verb == "pid":
            return str(self.child.pid)
        else:
            raise ValueError(f"no such command: {verb}")
        return ""


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main():
    command = sys.argv[1:]
    is_paused = command[:1] == ["--paused"]
    if is_paused:
        command = command[1:]
    if not command:
        sys.exit(__doc__)
    if PRELOAD not in os.environ.get("LD_PRELOAD", ""):
        # This program sends the udev messages, and looks the devices up in the emulated /sys to do so.
        preloads = " ".join(filter(None, [PRELOAD, os.environ.get("LD_PRELOAD")]))
        os.execve(sys.executable, [sys.executable, *sys.argv], dict(os.environ, LD_PRELOAD=preloads))
    session = Session(command)
    if not is_paused:
        session.start()
    for line in sys.stdin:
        line = line.rstrip("\n")
        if not line:
            continue
        try:
            answer = session.obey(line)
            say(f"ok {answer}".rstrip())
        except Exception as error:  # The tests read the reason; the testbed goes on.
            say(f"error {type(error).__name__}: {error}")
    if session.child is None:
        return
    if session.is_running:
        session.child.send_signal(signal.SIGTERM)
    status = session.child.wait()
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
