"""A patient presses the call key on the keyboard; the ward sees it, a nurse accepts, the patient reads who knows."""
import time

import ward


def run(stage):
    stage.begin("stay")
    guest = stage.guest
    ward.scan(stage, ward.ZHANG[1])
    guest.see("home")
    begun = time.monotonic()
    stage.qmp.keys("kp_add")
    guest.see("call-noted")
    guest.see(ward=ward.DESK, has="3床")
    seen = time.monotonic() - begun
    # The call of the cold boot's case may stand above it, nobody's yet: the nurse takes both.
    ward.accept_at_desk(stage)
    guest.see(ward=ward.DESK, has='"state": "(?!无人应答)[^"]+"')
    for _ in range(20):
        # A key right after the list has gone on to its next row does nothing.
        guest.press("digit:1", ward=ward.DESK)
        try:
            guest.see("call-accepted", seconds=3)
            break
        except Exception:
            continue
    guest.see("call-accepted")
    return f"key on the console to the ward's screen {seen:.1f} s; accepted with badge and PIN; the patient's screen says so"
