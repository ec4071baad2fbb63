"""This side of the agent in the machine: requests over the virtio port, several at a time."""
import base64, itertools, json, os, queue, secrets, socket, threading, time


class GuestError(Exception):
    """What the machine refused, or did not do in time."""


class Guest:
    """One connection to the agent; it lasts as long as QEMU runs, also over restored snapshots."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.waiting, self.sending, self.count = {}, threading.Lock(), itertools.count()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            for line in self.socket.makefile("rb"):
                try:
                    reply = json.loads(line)
                except ValueError:  # the rest of an answer that a power cut or a snapshot tore
                    continue
                waiter = self.waiting.pop(reply["id"], None)
                if waiter:
                    waiter.put(reply)
        except OSError:
            pass
        for waiter in list(self.waiting.values()):
            waiter.put({"error": "the machine went away"})

    def start(self, do, **arguments):
        """Asks, and gives a function that waits for the answer."""
        number, box = f"{secrets.token_hex(6)}-{next(self.count)}", queue.Queue()
        self.waiting[number] = box
        with self.sending:
            self.socket.sendall(json.dumps({"id": number, "do": do, **arguments}).encode() + b"\n")

        def wait(seconds=300):
            try:
                reply = box.get(timeout=seconds)
            except queue.Empty:
                raise GuestError(f"no answer to {do} after {seconds} s") from None
            if "error" in reply:
                raise GuestError(reply["error"])
            return reply["value"]
        return wait

    def ask(self, do, within=300, **arguments):
        return self.start(do, **arguments)(within)

    def try_run(self, script, stdin="", limit=120):
        """Runs a shell script as root: (status, output)."""
        value = self.ask("run", within=limit + 120, script=script, stdin=stdin, limit=limit)
        return value["status"], value["out"]

    def run(self, script, stdin="", limit=120):
        """The same, for one that must succeed: its output."""
        status, out = self.try_run(script, stdin, limit)
        if status:
            raise GuestError(f"`{script.strip()[:200]}` ended with {status}: {out.strip()[-2000:]}")
        return out.strip()

    def until(self, what, script, seconds=90):
        """Waits in the machine until a shell condition holds."""
        status, _ = self.try_run(f"until {script}; do sleep 0.1; done", limit=seconds)
        if status:
            raise GuestError(f"{what}: not after {seconds} s")

    def put(self, file, path, mode=0o644):
        data = file if isinstance(file, bytes) else open(file, "rb").read()
        self.ask("put", path=path, data=base64.b64encode(data).decode(), mode=mode)

    def get(self, path):
        return base64.b64decode(self.ask("get", path=path))

    def see(self, name=None, **arguments):
        """Waits for a screen of the kiosk, or of a ward screen (ward=...)."""
        return self.ask("see", within=arguments.get("seconds", 60) + 60, name=name, **arguments)

    def press(self, *keys, ward=None):
        self.ask("post", keys=list(keys), ward=ward)

    def choose(self, digit, **arguments):
        """Presses a choice once it is there."""
        self.see(has=rf'"digit": {digit}\b', **arguments)
        self.press(f"digit:{digit}", ward=arguments.get("ward"))

    def close(self):
        self.socket.close()
