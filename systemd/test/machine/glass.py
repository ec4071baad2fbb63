"""What stands on the machine's screen, as a picture, and whether it changed."""
import os, struct, tempfile, time, zlib


def look(qmp):
    """(width, height, RGB bytes) of the screen now."""
    with tempfile.TemporaryDirectory() as folder:
        return qmp.glass(os.path.join(folder, "glass.ppm"))


def colours(picture):
    """How many colours are there, up to a few: a boot text has two or three, the kiosk's letters have dozens."""
    _, _, pixels = picture
    return len({pixels[i:i + 3] for i in range(0, len(pixels) - 2, 3 * 7)})


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
