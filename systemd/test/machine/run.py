"""Runs the machine's cases: run.py DIR ASSETS RESULTS [CASE...]. One line a case; exits 1 when one failed.

Every case is a file in cases/ with run(m); it begins from a kept state of the machine, so that none needs another.
"""
import importlib, os, subprocess, sys, time, traceback

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, "cases"))

import ward
from glass import save
from qemu import Machine
from wallet import Wallet


class Stage:
    """What cases share: the machine, the wallet, and the states that they begin from."""

    def __init__(self, folder, assets):
        self.machine, self.assets = Machine(folder), assets
        self.wallet = Wallet(self.machine.path("wallet.sock"))
        # States that an earlier run left; a new image has none.
        self.kept = self.machine.states()

    def __getattr__(self, name):
        return getattr(self.machine, name)

    def begin(self, state):
        """Goes to a state, making it when this is the first case that needs it."""
        if state in self.kept:
            self.wallet.clear()
            self.machine.restore(state)
            ward.home(self.machine)
            return
        before = {"ready": None, "ward": "ready", "stay": "ward"}[state]
        if before:
            self.begin(before)
        elif self.machine.process is None:
            self.machine.fresh_disk()
            self.machine.power_on()
        t = time.monotonic()
        if state == "ready":
            self.machine.up()
            self.machine.guest.see(seconds=300)
            ward.home(self.machine)
            ward.set_up(self.machine, self.assets)
        elif state == "ward":
            ward.plug_in(self.machine)
        else:
            ward.admit(self.machine)
        self.machine.keep(state)
        self.kept.add(state)
        print(f"     {time.monotonic() - t:6.1f} s  (made the state `{state}`)", flush=True)


def tell_failure(stage, name, results):
    """Keeps what a person needs to find the cause."""
    try:
        save(stage.qmp, os.path.join(results, name + ".png"))
        out = stage.guest.try_run("systemctl --failed --no-pager; journalctl -b -n 200 --no-pager -o short-precise", limit=60)[1]
        with open(os.path.join(results, name + ".journal"), "w") as file:
            file.write(out)
        print("     the glass and the journal: " + os.path.join(results, name) + ".{png,journal}", flush=True)
    except Exception as error:
        print(f"     and the machine did not say why: {error}", flush=True)


def main(folder, assets, results, *wanted):
    os.makedirs(results, exist_ok=True)
    names = sorted(file[:-3] for file in os.listdir(os.path.join(HERE, "cases")) if file.endswith(".py"))
    names = [name for name in names if not wanted or any(name.startswith(one) for one in wanted)]
    stage, failed, begun = Stage(folder, assets), [], time.monotonic()
    try:
        for name in names:
            case, t = importlib.import_module(name), time.monotonic()
            try:
                told = case.run(stage)
                print(f"ok   {time.monotonic() - t:6.1f} s  {name}: {told}", flush=True)
            except Exception:
                failed.append(name)
                print(f"FAIL {time.monotonic() - t:6.1f} s  {name}: {traceback.format_exc(limit=-3)}", flush=True)
                tell_failure(stage, name, results)
    finally:
        stage.machine.cut_power()
    print(f"{len(names) - len(failed)} of {len(names)} cases hold, {time.monotonic() - begun:.0f} s" +
          (f"; failed: {' '.join(failed)}" if failed else ""))
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
