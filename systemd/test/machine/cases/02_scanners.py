"""A keyboard scanner and a serial scanner are plugged in, allowed, and a slip that they scan changes the patient's screen."""
import ward
from scanners import SERIAL, WEDGE


def run(stage):
    stage.begin("ward")
    guest, told = stage.guest, []
    for scanner in (WEDGE, SERIAL):
        ward.scan(stage, ward.ZHANG[0], scanner)
        shown = guest.see("admission-order", seconds=60)
        assert "张" in str(shown) and "张明华" not in str(shown["place"]), "the top bar names nobody whole"
        ward.home(stage)
        told.append(scanner.kind)
    # A scanner that nobody grabbed would type into the patient's screen.
    grabbed = guest.try_run("timeout 2 evtest --grab /dev/input/by-id/*Wedge*event-kbd 2>&1 | grep -c 'Device or resource busy\\|grabbed by'")[1]
    assert grabbed.strip() != "0", "the keyboard scanner is not grabbed"
    return f"{' and '.join(told)}: plugged in, allowed, scanned, the slip's screen came; the keyboard one is grabbed"
