"""What stands on the machine's screen, as a picture. Only before the first restored snapshot: after one, QEMU's graphics card
shows no change any more, and cases ask the daemon for the screen that it sends."""
import os, struct, tempfile, time, zlib


def look(qmp):
    """(width, height, RGB bytes) of the screen now."""
    with tempfile.TemporaryDirectory() as folder:
        return qmp.glass(os.path.join(folder, "glass.ppm"))


def is_welcome(picture):
    """The yellow of the first choice and the blue of the others; "out of service" has neither."""
    width, _, pixels = picture
    return pixels.count(bytes((255, 214, 0))) > width * 20 and pixels.count(bytes((0, 80, 120))) > width * 20


def until(qmp, what, holds, seconds=120):
    """Waits for a picture; gives it."""
    deadline = time.monotonic() + seconds
    while True:
        picture = look(qmp)
        if holds(picture):
            return picture
        if time.monotonic() > deadline:
            raise TimeoutError(f"the glass: {what}: not after {seconds} s")
        time.sleep(0.25)


def save(qmp, path):
    """Writes the screen as PNG."""
    width, height, pixels = look(qmp)
    lines = b"".join(b"\0" + pixels[y * width * 3:(y + 1) * width * 3] for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                   chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))
