# The Debian 12 packages that Bedside needs beside the Swift toolchain, and how they are installed.
# Sourced by assets/test.sh and assets/demo.sh; POSIX sh.

# To build: headers of the C libraries, and git with certificates for the Swift packages.
bedside_build_packages="libudev-dev libpcsclite-dev libcups2-dev libcairo2-dev libpango1.0-dev libpoppler-glib-dev
    libqrencode-dev libasound2-dev libmodbus-dev libpq-dev libsqlite3-dev zlib1g-dev pkg-config git ca-certificates"
# To run the demo's private cupsd and virtual printer, and to draw Chinese on paper.
bedside_demo_packages="cups cups-client cups-ipp-utils cups-filters ghostscript dbus-daemon dbus procps fonts-noto-cjk
    poppler-data"
# To test: papers read back, emulated devices, virtual smart cards, an independent terminal, a PostgreSQL and a browser of
# the tests' own, networks and file systems that break.
bedside_test_packages="poppler-utils zbar-tools umockdev libumockdev-dev gir1.2-umockdev-1.0 python3 python3-gi
    python3-pyte curl pcscd vsmartcard-vpcd
    python3-pymodbus postgresql-15 chromium iproute2 xfsprogs e2fsprogs"
# To make the Debian packages (systemd/build.sh), and to test them in a clean root (systemd/test/package.sh).
bedside_package_packages="dpkg-dev binutils python3 git gzip xz-utils"
bedside_package_test_packages="mmdebstrap lintian systemd arch-test"
# To boot them: an emulated machine, its disk and a software TPM.
bedside_machine_packages="mmdebstrap qemu-system-x86 qemu-utils swtpm e2fsprogs cpio python3"

# say WORDS...: one line of progress.
say() { printf '==> %s\n' "$*"; }

# install_missing PACKAGE...: installs those that are not installed; asks apt for nothing when all are there.
install_missing() {
    missing=
    for package; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        say "all $# Debian packages are there"
        return 0
    fi
    say "installing:$missing"
    if ! command -v apt-get >/dev/null; then
        say "this system has no apt-get: install the packages above (Debian's names) and start again" >&2
        return 1
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "neither root nor sudo: as root, run  apt-get install$missing  and start again" >&2
            return 1
        fi
        as_root=sudo
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
            -o Dpkg::Use-Pty=0 install --no-install-recommends $missing
}

# need_swift: fails with a sentence unless the toolchain is there.
need_swift() {
    command -v swift >/dev/null && return 0
    say "there is no swift on the PATH: install the toolchain of .swift-version from swift.org and start again" >&2
    return 1
}
