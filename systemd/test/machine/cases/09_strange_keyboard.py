"""A second keyboard that nobody allowed: USBGuard refuses it, it types nothing, and the ward reads of it."""
import ward
from scanners import STRANGER


def run(stage):
    stage.begin("ward")
    guest = stage.guest
    assert guest.try_run("systemctl is-active usbguard")[1].strip() == "active", "usbguard does not run: who lets strange keyboards out?"
    place = STRANGER.plug(guest)
    guest.until("USBGuard's refusal", "usbguard list-devices --blocked | grep -q 0c2e:0b61", 60)
    authorized, nodes = guest.run(f"cat {place}/authorized"), guest.ask("nodes", place=place)
    assert authorized == "0" and not nodes, f"authorized={authorized}, nodes {nodes}"
    assert guest.see()["name"] == "welcome"
    guest.see(ward=ward.DESK, has="陌生设备", seconds=120)
    return "same maker, model and name, another serial number: not authorized, no node, a technical alarm at the ward's screen"
