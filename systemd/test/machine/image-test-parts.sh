#!/bin/sh
# What the tests put into the disk beside the packages: a name, a network that goes nowhere, and the agent that does in the
# guest what a case asks. image-test-parts.sh ROOT GUEST-FOLDER CONFIGURATION
set -eu
root=$1
guest=$2
echo terminal >"$root/etc/hostname"
echo '127.0.0.1 localhost terminal' >"$root/etc/hosts"
echo '/dev/vda / ext4 errors=remount-ro 0 1' >"$root/etc/fstab"
: >"$root/etc/machine-id"
mkdir -p "$root/usr/local/lib/machine" "$root/etc/systemd/system/multi-user.target.wants" "$root/etc/systemd/network"
# The USB controllers to which the gadgets are plugged: this machine's own hardware.
printf 'dummy_hcd\n' >"$root/etc/modules-load.d/machine.conf"
echo 'options dummy_hcd num=4' >"$root/etc/modprobe.d/machine.conf"
cp "$guest"/* "$root/usr/local/lib/machine/"
printf '[Match]\nName=eth0\n[Network]\nDHCP=yes\n' >"$root/etc/systemd/network/machine.network"
cat >"$root/etc/systemd/system/machine-agent.service" <<'X'
[Unit]
Description=The tests' hands in this machine
[Service]
ExecStart=/usr/bin/python3 /usr/local/lib/machine/agent.py
Environment=HOME=/root LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
WorkingDirectory=/root
Restart=always
KillMode=process
TasksMax=infinity
[Install]
WantedBy=multi-user.target
X
ln -sf /etc/systemd/system/machine-agent.service "$root/etc/systemd/system/multi-user.target.wants/"
ln -sf /dev/null "$root/etc/systemd/system/serial-getty@ttyS0.service"
chroot "$root" systemctl -q enable systemd-networkd
chroot "$root" passwd -qd root
# What an IT person does once at a terminal: its configuration.
cp "$3" "$root/etc/bedside/bedside.yaml"
chroot "$root" chown root:bedside /etc/bedside/bedside.yaml
chmod 640 "$root/etc/bedside/bedside.yaml"
for user in bedside-kiosk bedside-ward; do
    sed -i "s/@$user@/$(chroot "$root" id -u $user)/" "$root/etc/bedside/bedside.yaml"
done
