"""A keyboard scanner and a serial scanner are plugged in, allowed, and a slip that they scan changes the glass."""
import glass
import ward
from scanners import SERIAL, WEDGE


def run(stage):
    stage.begin("ward")
    guest, told = stage.guest, []
    for scanner in (WEDGE, SERIAL):
        before = glass.look(stage.qmp)
        ward.scan(stage, ward.ZHANG[0], scanner)
        shown = guest.see("admission-order", seconds=60)
        glass.until(stage.qmp, "the slip's screen", lambda picture: picture != before)
        assert "张" in str(shown) and "张明华" not in str(shown["place"]), "the top bar names nobody whole"
        ward.home(stage)
        told.append(scanner.kind)
    # A scanner that nobody grabbed would type into the patient's screen.
    grabbed = guest.try_run("timeout 2 evtest --grab /dev/input/by-id/*Wedge*event-kbd 2>&1 | grep -c 'Device or resource busy\\|grabbed by'")[1]
    assert grabbed.strip() != "0", "the keyboard scanner is not grabbed"
    return f"{' and '.join(told)}: plugged in, allowed, scanned, on the glass; the keyboard one is grabbed"
