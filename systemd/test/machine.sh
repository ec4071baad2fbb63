#!/bin/bash
# Boots the packages in a whole emulated machine and runs every case of machine/cases; exits 0 only if all of them held.
#
#   machine.sh DEB...                 makes the disk when a package or the list of Debian's packages changed, then runs all
#   CASES="02 06" machine.sh DEB...   only these
#
# BEDSIDE_MACHINE_DIR      where disk and kept states live between runs (default: ${TMPDIR:-/tmp}/bedside-machine)
# BEDSIDE_MACHINE_RESULTS  pictures and journals of failed cases (default: results in that folder)
# BEDSIDE_MACHINE_ACCEL    QEMU's accelerator (default: tcg,thread=multi, which needs nothing of the host)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=${BEDSIDE_MACHINE_DIR:-${TMPDIR:-/tmp}/bedside-machine}
[ $# -gt 0 ] || { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" >&2; exit 64; }
[ "$(id -u)" = 0 ] || { echo "machine.sh: needs root, to make the disk" >&2; exit 1; }
missing=
for tool in mmdebstrap:mmdebstrap qemu-system-x86_64:qemu-system-x86 qemu-img:qemu-utils swtpm:swtpm mke2fs:e2fsprogs python3:python3; do
    command -v "${tool%%:*}" >/dev/null || missing="$missing ${tool#*:}"
done
[ -z "$missing" ] || { echo "machine.sh: not installed:$missing" >&2; exit 1; }

mkdir -p "$dir"
exec 9>"$dir/lock"
flock -n 9 || { echo "machine.sh: another run uses $dir" >&2; exit 1; }
# One machine at a time in a folder; what a run that was killed left behind ends here.
stamp=$(cat "$@" "$here"/machine/*.sh "$here"/machine/terminal.yaml "$here"/machine/guest/* | sha256sum | cut -d' ' -f1)
if [ "$(cat "$dir/disk.stamp" 2>/dev/null)" != "$stamp" ] || [ ! -e "$dir/disk.raw" ]; then
    begun=$(date +%s)
    rm -f "$dir/disk.stamp" "$dir/disk.qcow2"
    bash "$here/machine/image.sh" "$dir" "$@"
    echo "$stamp" >"$dir/disk.stamp"
    echo "     $(($(date +%s) - begun)).0 s  (made the disk, $(du -h "$dir/disk.raw" | cut -f1))"
fi
# The list is words, meant to be split.
python3 "$here/machine/run.py" "$dir" "$here/../../assets" "${BEDSIDE_MACHINE_RESULTS:-$dir/results}" ${CASES-} 9>&-
