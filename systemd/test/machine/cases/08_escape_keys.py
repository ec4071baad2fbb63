"""Keys with which somebody leaves a kiosk: the patient's screen stays, no shell, no login, no restart."""
CHORDS = [("ctrl", "alt", f"f{number}") for number in range(2, 7)] + [
    ("alt", "f2"), ("alt", "right"), ("ctrl", "alt", "backspace"), ("alt", "sysrq", "b"), ("alt", "sysrq", "k"),
    ("alt", "sysrq", "f"), ("ctrl", "shift", "n"), ("ctrl", "shift", "c"), ("ctrl", "c"), ("ctrl", "z"), ("ctrl", "d"),
    ("ctrl", "backslash"), ("alt", "esc"), ("alt", "f4"), ("alt", "tab"), ("meta_l", "ret"), ("ctrl", "shift", "r"), ("f1",), ("esc",)]
STATE = """
    cat /sys/class/tty/tty0/active /proc/sys/kernel/random/boot_id
    systemctl show -p MainPID,NRestarts --value bedside-kiosk@tty1 bedsided
    ps -o comm= -u bedside-kiosk | sort | uniq -c
    systemctl list-units --plain --no-legend --state=active 'getty@*' 'autovt@*'
"""


def run(stage):
    stage.begin("ward")
    guest = stage.guest
    before = guest.run(STATE)
    assert before.startswith("tty1"), before
    for chord in CHORDS:
        stage.qmp.keys(*chord, hold=60)
        # At once: on a console of the kernel's own, a later chord leads back.
        active = guest.run("cat /sys/class/tty/tty0/active")
        assert active == "tty1", f"{'-'.join(chord)} led to {active}"
    for _ in range(9):
        stage.qmp.keys("ctrl", "alt", "delete", hold=60)
    # It still is a kiosk, and keys come in their order: once this one has done its work, the chords have come too.
    ward_home(guest)
    stage.qmp.keys("asterisk")
    guest.see("welcome", has='"heading": "Scan a code')
    after = guest.run(STATE)
    assert after == before, f"before:\n{before}\nafter:\n{after}"
    stage.qmp.keys("asterisk")
    guest.see("welcome", has='"heading": "请扫码')
    shells = guest.try_run("ps -eo comm=,user= | grep -E '^(ba|da|z|)sh .*bedside'")[1].strip()
    assert not shells, shells
    return f"{len(CHORDS)} chords and nine times Ctrl-Alt-Del: same programs, same screen, same boot, no login"


def ward_home(guest):
    for _ in range(6):
        if guest.see()["name"] == "welcome":
            return
        guest.press("back")
    guest.see("welcome")
