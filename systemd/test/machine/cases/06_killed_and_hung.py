"""The daemon is killed, and hangs: it is back within seconds on the same sockets, and the patient's screen with it."""
import time


def run(stage):
    stage.begin("ward")
    guest, told = stage.guest, []
    sockets = inodes(guest)
    for signal, limit in (("KILL", 30), ("STOP", 60)):
        before = guest.run("systemctl show -p MainPID --value bedsided")
        begun = time.monotonic()
        guest.run(f"kill -{signal} {before}")
        guest.until("another daemon", f"p=$(systemctl show -p MainPID --value bedsided); [ $p != 0 ] && [ $p != {before} ] && "
                    "[ $(systemctl is-active bedsided) = active ]", 120)
        guest.run("bedside status --json >/dev/null")
        took = time.monotonic() - begun
        assert took < limit * 3, f"back after {took:.0f} s"
        assert inodes(guest) == sockets, "the listening sockets are others"
        guest.see("welcome")
        # The patient's screen has joined again, by itself.
        guest.until("the screen's connection", "ss -xp | grep -q '\"bedside\",pid'", 60)
        why = guest.run("journalctl -b -u bedsided -o cat | grep -oE 'code=(killed|dumped), status=[0-9]+/[A-Z]+|Watchdog timeout' | tail -2 | tr '\\n' ' '")
        told.append(f"{signal} {took:.1f} s ({why.strip()})")
    assert "Watchdog" in told[1] and "ABRT" in told[1], f"the hung one was not ended by the watchdog: {told[1]}"
    assert guest.run("systemctl show -p NRestarts --value bedside-kiosk@tty1") == "0", "the screen's unit was started again"
    return "back on the same sockets, screen too: " + "; ".join(told)


def inodes(guest):
    return guest.run("cd /run/bedside && stat -c '%n %i %a %G' *.sock")
