"""The machine: one QEMU, its disk, its snapshots, its power switch. No KVM is needed; nothing listens on a network."""
import os, signal, subprocess, time

from guest import Guest
from qmp import QMP

HERE = os.path.dirname(os.path.abspath(__file__))
# The wallet's gateway as the machine sees it; behind it stands wallet.py on this side, which no power cut reaches.
WALLET = "10.0.2.100:9000"


class Machine:
    def __init__(self, folder):
        self.folder, self.process, self.guest, self.qmp = folder, None, None, None
        self.disk = "disk.qcow2"
        self.memory = os.environ.get("BEDSIDE_MACHINE_MEMORY", "1536")

    def path(self, name):
        return os.path.join(self.folder, name)

    def fresh_disk(self):
        """Forgets everything that was ever written, snapshots too: a terminal out of the box."""
        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-b", self.path("disk.raw"), "-F", "raw",
                        self.path(self.disk)], check=True)
        open(self.path("console.log"), "w").close()

    def states(self):
        """The names of what was kept on the disk."""
        if not os.path.exists(self.path(self.disk)):
            return set()
        listed = subprocess.run(["qemu-img", "snapshot", "-l", self.path(self.disk)], check=True, capture_output=True, text=True)
        return {line.split()[1] for line in listed.stdout.splitlines()[2:]}

    def power_on(self, *more, only=None):
        """Starts QEMU; returns as soon as it runs, long before the machine is up. `only`: the one unit to boot to."""
        for name in ("agent.sock", "qmp.sock"):
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))
        relay = f"guestfwd=tcp:{WALLET}-cmd:python3 {HERE}/relay.py {self.path('wallet.sock')}"
        self.process = subprocess.Popen([
            "qemu-system-x86_64", "-accel", os.environ.get("BEDSIDE_MACHINE_ACCEL", "tcg,thread=multi"), "-machine", "q35",
            "-cpu", "max", "-m", self.memory, "-smp", "2", "-nodefaults", "-display", "none", "-device", "virtio-vga",
            "-device", "qemu-xhci,id=xhci", "-device", "vmgenid",
            "-chardev", f"file,id=con,path={self.path('console.log')},append=on", "-serial", "chardev:con",
            "-qmp", f"unix:{self.path('qmp.sock')},server=on,wait=off", "-device", "virtio-serial-pci",
            "-chardev", f"socket,id=agent,path={self.path('agent.sock')},server=on,wait=off",
            "-device", "virtserialport,chardev=agent,name=machine",
            "-netdev", f"user,id=net,restrict=on,{relay}", "-device", "virtio-net-pci,netdev=net",
            "-kernel", self.path("vmlinuz"), "-initrd", self.path("initrd"),
            "-append", "console=ttyS0 root=/dev/vda rw quiet panic=10 net.ifnames=0 mitigations=off random.trust_cpu=on"
            + (f" systemd.unit={only}" if only else ""),
            "-drive", f"file={self.path(self.disk)},format=qcow2,if=virtio,cache=writeback", *more,
        ], stdin=subprocess.DEVNULL, stdout=open(self.path("qemu.log"), "a"), stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 30
        while not (os.path.exists(self.path("qmp.sock")) and os.path.exists(self.path("agent.sock"))):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("QEMU did not start:\n" + open(self.path("qemu.log")).read()[-2000:])
            time.sleep(0.02)
        self.qmp, self.guest = QMP(self.path("qmp.sock")), Guest(self.path("agent.sock"))

    def cut_power(self):
        """Ends QEMU at once: what the guest had not given to its disk is lost."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.qmp.close()
            self.guest.close()
        self.process = None

    def up(self, seconds=600):
        """Waits until systemd says that everything was started: its word for it (running, degraded)."""
        return self.guest.try_run("systemctl is-system-running --wait", limit=seconds)[1].strip()

    def keep(self, name):
        """Keeps the present state, memory and disk, under a name."""
        self.guest.run("sync")
        self.qmp.monitor(f"savevm {name}")

    def restore(self, name):
        """Goes back to a kept state. The machine's clock goes on where it was: setting it would be an alarm of its own."""
        if self.process is None:
            self.power_on("-loadvm", name)
        else:
            self.qmp.monitor(f"loadvm {name}")

    def console(self):
        with open(self.path("console.log"), errors="replace") as file:
            return file.read()
