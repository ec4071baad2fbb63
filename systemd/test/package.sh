#!/bin/sh
# Tests the Debian packages: their units, what lintian says, and their whole life in a clean Debian 12.
#
#   sh systemd/test/package.sh                 builds the packages first
#   sh systemd/test/package.sh --from FOLDER   takes the objects of a release build, such as .build/release
#   sh systemd/test/package.sh --debs FOLDER   takes packages that systemd/build.sh made
#
# Needs root (mmdebstrap and chroot) and a mirror, which comes from this machine's apt; says so and fails where it can't run.
# Prints what each step showed, and exits 0 only if all of them held.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
project=$(dirname "$here")
. "$project/assets/lib/packages.sh"
. "$here/test/lib/checks.sh"
. "$here/test/lib/root.sh"

from= debs=
while [ $# -gt 0 ]; do
    case "$1" in
        --from) from=$(cd "${2:?--from needs a folder}" && pwd) ;;
        --debs) debs=$(cd "${2:?--debs needs a folder}" && pwd) ;;
        *) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2; exit 64 ;;
    esac
    shift 2
done
[ "$(id -u)" -eq 0 ] || { say "the package tests make a clean Debian with mmdebstrap: run them as root" >&2; exit 1; }
# The list is words, meant to be split.
install_missing $bedside_package_packages $bedside_package_test_packages

work=$(mktemp -d "${TMPDIR:-/var/tmp}/bedside-package-XXXXXX")
trap 'rm -rf "$work"' EXIT
if [ -z "$debs" ]; then
    debs=$work/debs
    sh "$here/build.sh" "$debs" ${from:+--from "$from"}
fi
terminal=$(only "$debs"/bedside_*.deb)
central=$(only "$debs"/bedside-central_*.deb)
version=$(dpkg-deb -f "$terminal" Version)

. "$here/test/steps/files.sh"
make_root "$work/root"
cp "$terminal" "$central" "$work/root/debs/"
earlier_package "$terminal" "$work/root/debs/bedside_earlier.deb" 0.0.1
earlier_package "$central" "$work/root/debs/bedside-central_earlier.deb" 0.0.1
. "$here/test/steps/terminal.sh"
. "$here/test/steps/units.sh"
. "$here/test/steps/central.sh"
. "$here/test/steps/end.sh"
verdict
