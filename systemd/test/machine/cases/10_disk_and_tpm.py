"""The data partition opens with this machine's TPM and with no other: a disk that was carried away stays shut."""
import os, shutil, subprocess, tempfile

# As the operations guide says, on a file instead of a partition.
MAKE = """
    truncate -s 64M /root/data.img; d=$(losetup -f --show /root/data.img)
    printf once >/dev/shm/key
    cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 $d /dev/shm/key
    PASSWORD=once systemd-cryptenroll --tpm2-device=auto --tpm2-pcrs=7 --wipe-slot=0 $d >/dev/null
    rm /dev/shm/key; losetup -d $d; sync
"""
OPEN = """
    d=$(losetup -f --show /root/data.img)
    timeout 60 /lib/systemd/systemd-cryptsetup attach data $d - tpm2-device=auto,headless
"""


def boot(machine, place):
    """Boots as far as the tests' hands only, with the TPM whose state is in a folder."""
    os.makedirs(place, exist_ok=True)
    socket = place + "/sock"
    tpm = subprocess.Popen(["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={place}", "--ctrl", f"type=unixio,path={socket}",
                            "--flags", "startup-clear"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not os.path.exists(socket):
        assert tpm.poll() is None, "swtpm did not start"
    machine.power_on("-chardev", f"socket,id=tpm,path={socket}", "-tpmdev", "emulator,id=tpm0,chardev=tpm",
                     "-device", "tpm-crb,tpmdev=tpm0", only="machine-agent.service")
    machine.guest.until("the TPM", "[ -e /dev/tpmrm0 ]", 300)
    return tpm


def run(stage):
    machine = stage.machine
    machine.cut_power()
    folder = tempfile.mkdtemp(prefix="tpm", dir="/tmp")
    disk, machine.disk = machine.disk, "tpm.qcow2"
    tpm = None
    try:
        machine.fresh_disk()
        tpm = boot(machine, folder + "/own")
        machine.guest.run(MAKE, limit=180)
        machine.guest.run(OPEN + "mkfs.ext4 -q /dev/mapper/data && cryptsetup status data | grep -q LUKS2; "
                          "/lib/systemd/systemd-cryptsetup detach data; sync", limit=180)
        machine.cut_power()
        tpm.terminate()
        tpm.wait()
        tpm = boot(machine, folder + "/other")
        status, said = machine.guest.try_run(OPEN, limit=180)
        assert status != 0, f"another TPM opened it: {said}"
        status, _ = machine.guest.try_run("[ -e /dev/mapper/data ]")
        assert status != 0, "the mapping is there"
    finally:
        machine.cut_power()
        if tpm:
            tpm.terminate()
            tpm.wait()
        machine.disk = disk
        shutil.rmtree(folder)
    return "LUKS2, sealed to PCR 7: opened with this machine's TPM, refused with another's, no password left"
