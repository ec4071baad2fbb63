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
    guest.see(ward=ward.DESK, has="床头呼叫")
    seen = time.monotonic() - begun
    ward.accept_at_desk(stage)
    guest.see("call-accepted")
    return f"key on the console to the ward's screen {seen:.1f} s; accepted with badge and PIN; the patient's screen says so"
