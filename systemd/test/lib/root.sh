# A clean Debian 12 in a folder. Sourced by package.sh; POSIX sh.

# make_root FOLDER: Debian's smallest system with systemd, and apt that works in it.
make_root() {
    title "a clean Debian 12"
    root=$1
    # Mirror, suite and proxy as this machine's apt has them; both forms of sources come out of indextargets.
    apt-get indextargets --format 'deb $(REPO_URI) $(CODENAME) $(COMPONENT)' 'Origin: Debian' 'Identifier: Packages' |
        grep -E ' bookworm(-updates|-security)? main$' | sort -u >"$work/sources.list"
    if ! [ -s "$work/sources.list" ]; then
        say "this machine's apt knows no Debian 12: run apt-get update, or add it to the sources" >&2
        exit 1
    fi
    apt-config dump | grep -E '^Acquire::[a-z]+::(Proxy|Verify)' >"$work/apt.conf" || true
    mmdebstrap --quiet --variant=minbase --include=systemd,systemd-sysv,udev,sqlite3 --aptopt="$work/apt.conf" \
        --dpkgopt=force-unsafe-io --skip=cleanup/apt/lists bookworm "$root" "$work/sources.list"
    echo ward-9 >"$root/etc/hostname"
    mkdir "$root/debs"
    # As in Debian's own builds: nothing is started in a folder.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    in_root find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /debs -o -path /tmp \) -prune -o -print |
        sort >"$work/before"
    held "$(du -sm "$root" | cut -f 1) MB, $(in_root dpkg-query -W | wc -l) packages, no running systemd"
}

# in_root COMMAND...: with /proc of its own and an empty /run.
in_root() {
    unshare --mount --pid --fork --kill-child sh -c '
        mount -t proc proc "$0/proc" && mount -t tmpfs -o mode=755 run "$0/run" && mount --rbind /dev "$0/dev" &&
        exec chroot "$0" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root \
            DEBIAN_FRONTEND=noninteractive "$@"' "$root" "$@"
}
install_in_root() { in_root apt-get -q -y -o Dpkg::Use-Pty=0 -o DPkg::Options::=--force-confold install --no-install-recommends "$@"; }
state() { in_root dpkg-query -W -f='${db:Status-Abbrev} ${Version}' "$1"; }

# earlier_package FILE NEW VERSION: the same programs as a package of an earlier version.
earlier_package() {
    rm -rf "$work/earlier"
    dpkg-deb -R "$1" "$work/earlier"
    sed -i "s/^Version: .*/Version: $3/" "$work/earlier/DEBIAN/control"
    sed -i "s/${version}/$3/g" "$work/earlier/DEBIAN/preinst"
    dpkg-deb --root-owner-group -Znone -b "$work/earlier" "$2" >/dev/null
    rm -rf "$work/earlier"
}
