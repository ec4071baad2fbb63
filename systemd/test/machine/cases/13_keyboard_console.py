"""Where cage can't draw: the same screen on kmscon, by keyboard only, with nothing behind it; and no screen that goes dark."""
import glass
import ward


def run(stage):
    machine = stage.machine
    machine.cut_power()
    # A picture of the glass is true only before the first restored state.
    machine.fresh_disk()
    stage.kept.clear()
    machine.power_on()
    machine.up()
    guest = machine.guest
    guest.see("welcome", seconds=300)
    glass.until(machine.qmp, "the welcome screen", glass.is_welcome, 300)
    dark = guest.run("cat /sys/module/kernel/parameters/consoleblank; "
                     "busctl get-property org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager IdleAction")
    assert dark.split() == ["0", "s", '"ignore"'], f"the screen may go dark: {dark}"
    # As the manual says.
    guest.run("systemctl disable --now bedside-kiosk@tty1; systemctl enable --now bedside-kiosk-console@tty1")
    guest.until("kmscon and the screen's program", "pgrep kmscon && pgrep -u bedside-kiosk bedside", 120)
    before = glass.until(machine.qmp, "the welcome screen on kmscon", glass.is_welcome, 120)
    # A key goes all the way: the kernel's keyboard, kmscon, bedside, daemon, and back to the glass.
    machine.qmp.keys("asterisk")
    glass.until(machine.qmp, "a key's effect", lambda picture: picture != before, 60)
    machine.qmp.keys("asterisk")
    ward.hold_a_key(machine)
    state = "systemctl show -p MainPID,NRestarts --value bedside-kiosk-console@tty1; cat /sys/class/tty/tty0/active; pgrep -c kmscon"
    stood = guest.run(state)
    for chord in (("ctrl", "alt", "f2"), ("ctrl", "alt", "f6"), ("alt", "right"), ("ctrl", "alt", "delete"), ("meta_l", "ret"),
                  ("ctrl", "meta_l", "ret"), ("meta_l", "left"), ("ctrl", "c"), ("ctrl", "d"), ("ctrl", "z")):
        machine.qmp.keys(*chord, hold=60)
        active = guest.run("cat /sys/class/tty/tty0/active")
        assert active == "tty1", f"{'-'.join(chord)} led to {active}"
    after = guest.run(state)
    assert after == stood, f"before:\n{stood}\nafter:\n{after}"
    who = guest.run("ps -o user:20=,comm= -C kmscon,bedside | sort | uniq -c")
    assert "bedside-kiosk bedside" in " ".join(who.split()), f"not as its own user: {who}"
    # IT's own way out is free again once the screen is stopped.
    guest.run("systemctl stop bedside-kiosk-console@tty1; chvt 2; [ $(cat /sys/class/tty/tty0/active) = tty2 ]")
    machine.cut_power()
    machine.fresh_disk()
    return "drawn by kmscon, a key goes all the way, a held one once, chords lead nowhere; nothing turns the screen dark"

