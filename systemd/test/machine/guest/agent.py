"""The tests' hands in the machine: does what lines of JSON on a virtio port ask, several at a time.

A request is {"id", "do", ...arguments}; its answer {"id", "value"} or {"id", "error"}. Runs as root; only in the tests' image.
"""
import base64, json, os, subprocess, threading, time, traceback

import gadget, local_api

PORT = "/dev/virtio-ports/machine"
writing = threading.Lock()


def run(script, stdin="", limit=120):
    """Runs a shell script; gives its status and what it said. The whole group ends at the limit."""
    process = subprocess.Popen(
        ["/bin/bash", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True)
    try:
        out, _ = process.communicate(stdin.encode(), timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        out, _ = process.communicate()
        out += f"\n(ended after {limit} s)".encode()
    return {"status": process.returncode, "out": out.decode(errors="replace")}


def put(path, data, mode=0o644):
    with open(path, "wb") as file:
        file.write(base64.b64decode(data))
    os.chmod(path, mode)


def get(path):
    with open(path, "rb") as file:
        return base64.b64encode(file.read()).decode()


DOES = {
    "run": run, "put": put, "get": get,
    "plug": gadget.plug, "unplug": gadget.unplug, "nodes": gadget.nodes, "report": gadget.report,
    "see": local_api.see, "screen": local_api.screen, "post": local_api.post, "call": local_api.call,
}


def answer(port, request):
    number = request.pop("id")
    try:
        reply = {"id": number, "value": DOES[request.pop("do")](**request)}
    except Exception as error:
        told = str(error) if isinstance(error, (TimeoutError, OSError)) else traceback.format_exc()
        reply = {"id": number, "error": told}
    data = json.dumps(reply).encode() + b"\n"
    with writing:
        while data:
            data = data[os.write(port, data):]


def main():
    while not os.path.exists(PORT):
        time.sleep(0.1)
    port = os.open(PORT, os.O_RDWR)
    kept = b""
    while True:
        data = os.read(port, 65536)
        if not data:  # nobody is connected
            time.sleep(0.1)
            kept = b""
            continue
        *lines, kept = (kept + data).split(b"\n")
        for line in lines:
            try:
                request = json.loads(line)
            except ValueError:  # what an aborted client left behind
                continue
            threading.Thread(target=answer, args=(port, request), daemon=True).start()


main()
