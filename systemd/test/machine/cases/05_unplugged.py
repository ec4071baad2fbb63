"""Unplugged in the middle of a scan: half a code is no code, the ward reads of it, and the scanner works when it is back."""
import ward
from scanners import SERIAL, WEDGE


def run(stage):
    stage.begin("ward")
    guest = stage.guest
    for scanner in (WEDGE, SERIAL):
        first, rest = ward.ZHANG[0][:8], ward.ZHANG[0][8:]
        scanner.scan(guest, first, ending="")()
        scanner.unplug(guest)
        guest.see(ward=ward.DESK, has=scanner.name, seconds=120)
        assert guest.see()["name"] == "welcome", "half a code changed the screen"
        scanner.plug(guest)
        ward.ready(stage, scanner)
        # The other half must not be joined to the first.
        scanner.scan(guest, rest)()
        shown = guest.see(r"(?!admission-order).*")
        ward.home(stage)
        ward.scan(stage, ward.ZHANG[0], scanner)
        guest.see("admission-order")
        ward.home(stage)
    return "keyboard and serial scanner: no half code taken, a technical alarm at the ward's screen, works again after replugging"
