#!/bin/bash
# Makes the machine's disk: Debian 12 with everything a terminal needs, and the packages under test.
#
#   image.sh DIR DEB...
#
# Two layers. DIR/base is Debian alone; it depends on the list below only and is kept between runs. The packages go into an
# overlay on top of it, so that a new build costs a copy of no file that Debian brought. Needs root, for the overlay.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=${1:?usage: image.sh DIR DEB...}
shift
[ "$(id -u)" = 0 ] || { echo "image.sh: needs root (chroot, overlay)" >&2; exit 1; }

# What a terminal has: boot, screen, fonts, printing, USB guard, encrypted data; and what the tests ask with.
terminal=(systemd systemd-sysv udev dbus libpam-systemd kmod linux-image-amd64 initramfs-tools lz4 procps iproute2 kbd
    cage foot foot-terminfo seatd kmscon fonts-noto-cjk poppler-data fontconfig usbguard
    cups cups-daemon cups-client cups-filters cups-filters-core-drivers
    cryptsetup-bin tpm2-tools libtss2-esys-3.0.2-0 libtss2-rc0 libtss2-mu0 libtss2-tcti-device0 xdg-utils)
asking=(python3-minimal libpython3-stdlib sqlite3 cups-ipp-utils evtest dosfstools e2fsprogs apt-utils ca-certificates)
# What the packages under test pull in, so that installing them fetches nothing.
linked=(libasound2 libcairo2 libpango-1.0-0 libpangocairo-1.0-0 libpangoft2-1.0-0 libpoppler-glib8 libcups2 libqrencode4
    libmodbus5 libpcsclite1 libpq5 libsqlite3-0 libstdc++6 libudev1 adduser xkb-data pcscd alsa-utils)

sources() {
    if [ -n "${MIRROR-}" ]; then
        echo "deb $MIRROR bookworm main"
        return
    fi
    # One-line and deb822 forms both come out of indextargets.
    apt-get indextargets --format 'deb $(REPO_URI) $(CODENAME) $(COMPONENT)' 'Origin: Debian' 'Identifier: Packages' |
        grep -E ' bookworm(-updates|-security)? main$' | sort -u
}

base() {
    local tmp=$dir/base.tmp
    rm -rf "$tmp"
    mkdir -p "$tmp"
    sources >"$tmp/sources.list"
    grep -q . "$tmp/sources.list" || { echo "image.sh: no Debian 12 in this machine's apt: run apt-get update" >&2; exit 1; }
    apt-config dump | grep -E '^Acquire::[a-z]+::(Proxy|Verify)' >"$tmp/apt.conf" || true
    local list="${terminal[*]} ${asking[*]} ${linked[*]}"
    mmdebstrap --quiet --variant=minbase --include="${list// /,}" --aptopt="$tmp/apt.conf" --skip=output/dev,cleanup/apt/lists \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --essential-hook="sh '$here/image-initramfs.sh' \"\$1\"" bookworm "$tmp/root" "$tmp/sources.list"
    rm -rf "$dir/base"
    mv "$tmp/root" "$dir/base"
    rm -rf "$tmp"
    echo "$stamp" >"$dir/base.stamp"
}

stamp=$(cat "$here/image.sh" "$here/image-initramfs.sh" | sha256sum | cut -d' ' -f1)
mkdir -p "$dir"
if [ "$(cat "$dir/base.stamp" 2>/dev/null)" != "$stamp" ]; then
    rm -f "$dir/base.stamp"
    base
fi

# The overlay: what the packages and the tests add.
umount -R "$dir/root" 2>/dev/null || true
rm -rf "$dir/upper" "$dir/work"
mkdir -p "$dir/upper" "$dir/work" "$dir/root"
mount -t overlay overlay -o "lowerdir=$dir/base,upperdir=$dir/upper,workdir=$dir/work" "$dir/root"
trap 'umount -R "$dir/root"' EXIT
root=$dir/root
mkdir -p "$root/debs"
cp "$@" "$root/debs/"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
chroot "$root" sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends /debs/*' >"$dir/install.log" 2>&1 ||
    { cat "$dir/install.log" >&2; exit 1; }
umount "$root/proc"
rm -rf "$root/debs" "$root/etc/resolv.conf"
sh "$here/image-test-parts.sh" "$root" "$here/guest" "$here/terminal.yaml"

cp "$root"/boot/vmlinuz-* "$dir/vmlinuz"
cp "$root"/boot/initrd.img-* "$dir/initrd"
rm -f "$dir/disk.raw"
mke2fs -q -t ext4 -O ^metadata_csum_seed -d "$root" -L machine "$dir/disk.raw" "${BEDSIDE_MACHINE_DISK:-4G}"
