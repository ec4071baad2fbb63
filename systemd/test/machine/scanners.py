"""The scanners of the tests: what they are, and what they send for a code."""
import base64, string
from dataclasses import dataclass

# US layout: HID usages 4... in this order.
KEYS = string.ascii_lowercase + "1234567890\n"
SHIFT = string.ascii_uppercase + "!@#$%^&*()"


@dataclass(frozen=True)
class Scanner:
    name: str
    kind: str
    vendor: str
    product: str
    serial: str
    title: str

    def plug(self, guest):
        return guest.ask("plug", name=self.name, kind=self.kind, vendor=self.vendor, product=self.product,
                         serial=self.serial, title=self.title)

    def unplug(self, guest):
        guest.ask("unplug", name=self.name)

    def scan(self, guest, code, ending="\n", gap=0):
        """Sends a code; given a gap in seconds, slowly. Returns a function that waits for its end."""
        data, size = (reports(code + ending), 8) if self.kind == "wedge" else ((code + ending).encode(), 1 if gap else 4096)
        return guest.start("report", name=self.name, data=base64.b64encode(data).decode(), size=size, gap=gap)


def reports(text):
    """Key presses and releases of a boot keyboard."""
    out = b""
    for letter in text:
        shift, usage = (0, KEYS.index(letter)) if letter in KEYS else (2, SHIFT.index(letter))
        out += bytes([shift, 0, usage + 4, 0, 0, 0, 0, 0]) + bytes(8)
    return out


WEDGE = Scanner("wedge", "wedge", "0c2e", "0b61", "HW0001", "Wedge Scanner")
SERIAL = Scanner("line", "acm", "1eab", "8303", "NL0001", "Serial Scanner")
# Same maker, model and name as the wedge, another serial number: what an attacker would bring.
STRANGER = Scanner("stranger", "wedge", "0c2e", "0b61", "EVIL01", "Wedge Scanner")
