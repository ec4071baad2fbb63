"""QEMU's own socket: its monitor, the keys of the machine's keyboard, and what its glass shows."""
import json, os, socket, time


class QMP:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.file = self.socket.makefile("rw")
        self.file.readline()
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.file.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.file.flush()
        for line in self.file:
            reply = json.loads(line)
            if "error" in reply:
                raise RuntimeError(f"{command}: {reply['error']['desc']}")
            if "return" in reply:
                return reply["return"]
        return None

    def monitor(self, line):
        """A line of the human monitor; savevm and loadvm say something only when they failed."""
        said = self.ask("human-monitor-command", **{"command-line": line}).strip()
        if said:
            raise RuntimeError(f"{line}: {said}")

    def keys(self, *chord, hold=100):
        """Presses keys together, by QEMU's names, and waits until they are let go: QEMU itself only queues them."""
        self.ask("send-key", keys=[{"type": "qcode", "data": key} for key in chord], **{"hold-time": hold})
        # The time stands before every stroke and every release.
        time.sleep(2 * len(chord) * hold / 1000)

    def hold(self, key, seconds):
        """Holds a key down, as a weak hand does."""
        for down in (True, False):
            stroke = {"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": key}}}
            self.ask("input-send-event", events=[stroke])
            time.sleep(seconds if down else 0)

    def glass(self, path):
        """The picture on the machine's screen: (width, height, bytes of RGB)."""
        self.ask("screendump", filename=path)
        with open(path, "rb") as file:
            data = file.read()
        magic, size, depth, pixels = data.split(b"\n", 3)
        width, height = map(int, size.split())
        return width, height, pixels

    def close(self):
        self.file.close()
        self.socket.close()
