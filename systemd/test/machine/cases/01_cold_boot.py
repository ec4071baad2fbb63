"""Power on: everything starts by itself, nothing fails or starts twice, and the terminal can be used. Says what took how long."""
import re, time

import glass


def run(stage):
    machine = stage.machine
    machine.cut_power()
    machine.fresh_disk()
    stage.kept.clear()
    power = time.monotonic()
    machine.power_on()
    # Until the kernel shows a picture of its own, then until cage and foot show the daemon's first screen.
    machine.guest.see("welcome", seconds=600)
    api = time.monotonic() - power
    glass.until(machine.qmp, "the welcome screen", glass.is_welcome, 300)
    drawn = time.monotonic() - power
    machine.guest.press("call")
    machine.guest.see(ward="desk", has="呼叫", seconds=120)
    alarm = time.monotonic() - power
    # A key of the console's keyboard goes all the way: cage, foot, bedside, daemon, and back to the glass.
    before = glass.look(machine.qmp)
    machine.qmp.keys("asterisk")
    glass.until(machine.qmp, "a key's effect", lambda picture: picture != before, 60)
    machine.qmp.keys("asterisk")
    state = machine.up()
    guest = machine.guest
    failed = guest.run("systemctl --failed --plain --no-legend")
    assert state == "running" and not failed, f"{state}: {failed}"
    for unit in ("bedsided", "bedside-kiosk@tty1"):
        told = dict(line.split("=", 1) for line in guest.run(f"systemctl show -p ActiveState,SubState,NRestarts {unit}").splitlines() if line)
        assert (told["ActiveState"], told["SubState"], told["NRestarts"]) == ("active", "running", "0"), f"{unit}: {told}"
    total = guest.run("systemd-analyze time | head -1")
    kernel, user = (seconds(re.search(pattern, total)[1]) for pattern in (r"in (.*?) \(kernel\)", r"\+ (.*?) \(userspace\)"))
    # Moments on the machine's own clock, from the kernel's start.
    def at(unit, what="ActiveEnterTimestampMonotonic"):
        return int(guest.run(f"systemctl show -p {what} --value {unit}")) / 1e6
    ready = at("bedsided")
    return (f"running, no failed unit, no restart; on the machine's clock: kernel {kernel:.1f} s, to bedsided's start "
            f"{at('bedsided', 'ExecMainStartTimestampMonotonic'):.1f} s, ready {ready:.1f} s; from power on: first screen sent {api:.1f} s, "
            f"drawn on the glass {drawn:.1f} s, first alarm on a ward screen {alarm:.1f} s; everything else {kernel + user:.1f} s")


def seconds(text):
    """`1min 2.5s` and `890ms` as seconds."""
    return sum(float(value) * {"min": 60, "s": 1, "ms": 0.001}[unit] for value, unit in re.findall(r"([\d.]+)(min|ms|s)", text))
