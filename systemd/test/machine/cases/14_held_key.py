"""A key that is held down counts once: a weak hand leads to one page, not through all that lie behind it."""
import time


def run(stage):
    stage.begin("ward")
    guest = stage.guest
    stage.qmp.hold("2", 3)
    shown = guest.see("identify")
    # On that page 2 leads on to a search, in whose field a repeating key would write.
    assert '"digit": 2' in str(shown).replace("'", '"'), shown
    begun = time.monotonic()
    stage.qmp.keys("asterisk")
    guest.see(lacks='"heading": "%s"' % shown["heading"])
    now = guest.see()
    assert now["name"] == "identify", f"the held key led on to {now['name']}"
    return f"held for 3 s on the console: one page; the next key was taken after {time.monotonic() - begun:.1f} s"
