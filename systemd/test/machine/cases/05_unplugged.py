"""Unplugged in the middle of a scan: half a code is no code, the terminal's state tells it, and the scanner works when it is back."""
import ward
from scanners import SERIAL, WEDGE


def run(stage):
    stage.begin("ward")
    guest = stage.guest
    for scanner in (WEDGE, SERIAL):
        first, rest = ward.ZHANG[0][:8], ward.ZHANG[0][8:]
        scanner.scan(guest, first, ending="")()
        scanner.unplug(guest)
        guest.until("the loss in the terminal's state", f"bedside status --json | python3 -c 'import json,sys; s=json.load(sys.stdin); "
                    f"sys.exit(0 if s[\"state\"] == \"attention\" and any(d[\"name\"] == \"{scanner.name}\" and d[\"state\"] == \"absent\" "
                    "for d in s[\"devices\"]) else 1)'", 120)
        # At most a sentence that the scan did not come whole.
        shown = guest.see()
        assert shown["name"] in ("welcome", "scan-again"), f"half a code led to {shown['name']}: {shown['heading']}"
        ward.home(stage)
        scanner.plug(guest)
        ward.ready(stage, scanner)
        # The other half must not be joined to the first.
        scanner.scan(guest, rest)()
        shown = guest.see(r"(?!admission-order).*")
        ward.home(stage)
        ward.scan(stage, ward.ZHANG[0], scanner)
        guest.see("admission-order")
        ward.home(stage)
    return "keyboard and serial scanner: no half code taken, the terminal's state says which is away, works again after replugging"
