"""The daemon's own sockets as its clients use them: screens as they change, keys, plain requests."""
import http.client, json, re, socket, threading, time

FOLDER = "/run/bedside"


class Connection(http.client.HTTPConnection):
    def __init__(self, name, timeout=30):
        super().__init__("bedside", timeout=timeout)
        self.name = name

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(f"{FOLDER}/{self.name}.sock")


def call(name, method, path, body=None, timeout=30):
    """One request to a socket; its status and text."""
    connection = Connection(name, timeout)
    try:
        data = None if body is None else body if isinstance(body, str) else json.dumps(body)
        connection.request(method, path, data and data.encode(), {"content-type": "application/json"} if data else {})
        answer = connection.getresponse()
        return {"status": answer.status, "text": answer.read().decode()}
    finally:
        connection.close()


class Watch(threading.Thread):
    """Keeps the newest screen of the kiosk (name None) or of a named ward screen, and confirms what it saw, as glass does."""

    def __init__(self, ward):
        super().__init__(daemon=True)
        self.ward, self.message, self.count, self.changed = ward, None, 0, threading.Condition()

    def run(self):
        while True:
            try:
                self.follow()
            except (OSError, http.client.HTTPException, ValueError):
                time.sleep(0.1)

    def follow(self):
        connection = Connection("ward" if self.ward else "kiosk", timeout=None)
        try:
            connection.request("GET", f"/v1/ward/screens?name={self.ward}" if self.ward else "/v1/kiosk/screens")
            answer = connection.getresponse()
            if answer.status != 200:
                raise ValueError(answer.read())
            for line in answer:
                if not line.startswith(b"data:"):
                    continue
                message = json.loads(line[5:])
                with self.changed:
                    self.message, self.count = message, self.count + 1
                    self.changed.notify_all()
                if self.ward:
                    call("ward", "POST", f"/v1/ward/confirm?name={self.ward}", {"revision": message["revision"]})
        finally:
            connection.close()
            with self.changed:
                self.message = None


watches = {}
starting = threading.Lock()


def watch(ward=None):
    with starting:
        if ward not in watches:
            watches[ward] = Watch(ward)
            watches[ward].start()
        return watches[ward]


def screen(ward=None):
    """The newest screen, or nil before the first."""
    message = watch(ward).message
    return message and message["screen"]


def see(name=None, has=None, lacks=None, seconds=60, ward=None):
    """Waits for a screen by its name, by a pattern in its whole text, or by one that is not there; gives it."""
    follower = watch(ward)
    deadline = time.monotonic() + seconds
    with follower.changed:
        while True:
            shown = follower.message and follower.message["screen"]
            if shown is not None:
                text = json.dumps(shown, ensure_ascii=False)
                if ((name is None or re.fullmatch(name, shown["name"])) and (has is None or re.search(has, text))
                        and (lacks is None or not re.search(lacks, text))):
                    return shown
            left = deadline - time.monotonic()
            if left <= 0:
                seen = f"{shown['name']}: {text[:600]}" if shown else "nothing"
                raise TimeoutError(f"waited {seconds} s for {name or ''} {has or ''} {lacks or ''}; shown is {seen}")
            follower.changed.wait(left)


def post(keys, ward=None):
    """Presses keys at the screen that is shown, by the words of the API: digit:1, enter, back, call."""
    if ward:
        answer = call("ward", "POST", f"/v1/ward/keys?name={ward}", {"keys": keys})
    else:
        message = watch().message
        answer = call("kiosk", "POST", "/v1/kiosk/keys", {"keys": keys, "seen": message["revision"] if message else 0})
    if answer["status"] != 204:
        raise OSError(answer["text"])
