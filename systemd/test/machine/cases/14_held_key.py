"""A key that is held down counts once: a weak hand leads to one page, not through all that lie behind it."""
import ward


def run(stage):
    stage.begin("ward")
    ward.hold_a_key(stage)
    return "held for 3 s on the console it leads to one page"
