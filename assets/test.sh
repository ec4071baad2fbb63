#!/bin/sh
# Installs what is missing, builds, and runs every test.
#
#   sh assets/test.sh            one release build of everything, then all tests on it
#   sh assets/test.sh --debug    the tests on a debug build: quicker to build again while developing
#
# Then feeds every decoder with 20,000 made-up inputs (assets/fuzz.sh), and makes the Debian packages of the same objects,
# takes them through their life in a clean Debian, and boots them in an emulated machine (as root). Exits 0 only if all of it
# held.
set -eu
cd "$(dirname "$0")/.."
. assets/lib/packages.sh

configuration=release
case "${1-}" in
    "") ;;
    --debug) configuration=debug ;;
    *)
        echo "usage: sh assets/test.sh [--debug]" >&2
        exit 64
        ;;
esac

need_swift
# The lists are words, meant to be split.
install_missing $bedside_build_packages $bedside_demo_packages $bedside_test_packages $bedside_package_packages \
    $bedside_package_test_packages $bedside_machine_packages

# Some tests drive an independent terminal (pyte) and emulated devices (umockdev) through Debian's Python; another
# python3 may come first on the PATH and not have their modules.
BEDSIDE_PYTHON="${BEDSIDE_PYTHON:-/usr/bin/python3}"
export BEDSIDE_PYTHON
"$BEDSIDE_PYTHON" -c 'import gi, pyte' || {
    say "$BEDSIDE_PYTHON cannot import gi and pyte; set BEDSIDE_PYTHON to a Python that can" >&2
    exit 1
}

# One build for all: the same flags in both commands, so that the second finds everything done.
flags="--configuration $configuration -Xswiftc -enable-testing"
say "building programs and tests ($configuration)"
swift build $flags --build-tests
say "running every test"
# One after another: tests count descriptors and threads of their process, and both cores are busy with real programs.
work=$(mktemp -d "${TMPDIR:-/var/tmp}/bedside-test-XXXXXX")
trap 'rm -rf "$work"' EXIT
{ swift test $flags --skip-build --disable-xctest --no-parallel 2>&1 || echo "the tests exited with $?" >"$work/failure"; } |
    tee "$work/tests"
# Thousands of lines: what failed is said once more at their end, where a log that was cut short still shows it.
if [ -e "$work/failure" ]; then
    say "what failed:" >&2
    grep -a -A 12 -e '^✘ ' -e 'Fatal error' "$work/tests" | grep -a -v -e '^◇' -e '^✔' >&2 || true
    cat "$work/failure" >&2
    exit 1
fi
sh assets/fuzz.sh

# The same objects, linked as they are delivered: installed, upgraded and removed in a clean Debian, then booted.
if [ "$configuration" != release ]; then
    say "the packages and the machine are tested on a release build only: run this without --debug" >&2
    exit 0
fi
debs=$work/debs
mkdir "$debs"
sh systemd/build.sh "$debs" --from "$(swift build $flags --show-bin-path)"
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
$as_root sh systemd/test/package.sh --debs "$debs"
$as_root bash systemd/test/machine.sh "$debs"/bedside_*.deb
