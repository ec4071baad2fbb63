"""USB devices that do not exist: gadgets made by configfs and looped back by dummy_hcd, so that the machine's own drivers,
udev and nodes are the real ones, with any maker, model and serial number."""
import base64, os, subprocess, time

ALL = "/sys/kernel/config/usb_gadget"
# A boot keyboard: reports of 8 bytes, five lights.
KEYBOARD = bytes.fromhex(
    "05010906a101050719e029e71500250175019508810295017508810305081901290595057501910295017503910305071900296515002565950675"
    "088100c0")


def write(path, text):
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())


def shell(line):
    subprocess.run(["/bin/sh", "-c", line], check=True, stdout=subprocess.DEVNULL)


def wait(what, found, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        value = found()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"no {what} after {seconds} s")
        time.sleep(0.05)


def below(place, start):
    """Names of the nodes of one device."""
    return [name for _, folders, _ in os.walk(place) for name in folders if name.startswith(start) and name != start]


def plug(name, kind, vendor, product, serial, title):
    """Plugs a keyboard or a serial line (kind `wedge` or `acm`) and waits until the machine has seen it; its place in sysfs.
    It has nodes only once it is let in."""
    shell("modprobe libcomposite; mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config")
    ports = sorted(os.listdir("/sys/class/udc"))
    port = next(port for port in ports if not open(f"/sys/class/udc/{port}/function").read().strip())
    place = f"{ALL}/{name}"
    function = f"{place}/functions/{'hid.0' if kind == 'wedge' else 'acm.0'}"
    for folder in (place, place + "/strings/0x409", place + "/configs/c.1", function):
        os.mkdir(folder)
    write(place + "/idVendor", "0x" + vendor)
    write(place + "/idProduct", "0x" + product)
    write(place + "/strings/0x409/serialnumber", serial)
    write(place + "/strings/0x409/product", title)
    write(place + "/strings/0x409/manufacturer", "Test")
    if kind == "wedge":
        for key, value in (("protocol", "1"), ("subclass", "1"), ("report_length", "8"), ("report_desc", KEYBOARD)):
            write(f"{function}/{key}", value)
    os.symlink(function, f"{place}/configs/c.1/{os.path.basename(function)}")
    write(place + "/UDC", port)
    bus = "/sys/devices/platform/dummy_hcd." + port.removeprefix("dummy_udc.")

    def device():
        # A refused device does not even tell its serial number.
        for folder, _, files in os.walk(bus):
            if "idVendor" in files and open(folder + "/idVendor").read().strip() == vendor:
                return folder
    found = wait("USB device", device)
    shell("udevadm settle -t 30")
    return found


def nodes(place, start="event"):
    """The nodes of a device by its place: `event`, `ttyACM`."""
    return below(place, start)


def unplug(name):
    """Pulls the plug, and forgets the device when udev has finished."""
    place = f"{ALL}/{name}"
    write(place + "/UDC", "\n")
    shell(f"rm {place}/configs/c.1/*.0; rmdir {place}/functions/* {place}/configs/c.1 {place}/strings/0x409 {place}")
    shell("udevadm settle -t 30")


def report(name, data, size, gap=0):
    """Sends base64 bytes from the device, `size` at a time: one key report, or a piece of a line."""
    place, data = f"{ALL}/{name}", base64.b64decode(data)
    if os.path.isdir(place + "/functions/acm.0"):
        port = "/dev/ttyGS" + open(place + "/functions/acm.0/port_num").read().strip()
        shell(f"stty -F {port} raw -echo")
    else:
        port = "/dev/hidg" + open(place + "/functions/hid.0/dev").read().strip().split(":")[1]
    line = os.open(port, os.O_RDWR)
    try:
        for start in range(0, len(data), size):
            os.write(line, data[start:start + size])
            time.sleep(gap)
    finally:
        os.close(line)
