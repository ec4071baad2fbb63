#!/bin/sh
# Opens the demo ward in this terminal, or tells its whole story by itself. Installs what is missing and builds first.
#
#   sh assets/demo.sh                      the patient's screen here; a help line says which key scans which code
#   sh assets/demo.sh --walkthrough DIR    leaves DIR/screens, DIR/papers and DIR/summary.json; exits 0 only if all held
#
# Everything runs in a temporary folder with a private print server; Ctrl-C leaves nothing behind.
set -eu
started=$(pwd)
cd "$(dirname "$0")/.."
. assets/lib/packages.sh

walkthrough=
case "${1-}" in
    "") ;;
    --walkthrough)
        walkthrough=${2:?name the folder: sh assets/demo.sh --walkthrough DIR}
        case "$walkthrough" in /*) ;; *) walkthrough="$started/$walkthrough" ;; esac
        ;;
    *)
        echo "usage: sh assets/demo.sh [--walkthrough DIR]" >&2
        exit 64
        ;;
esac

need_swift
# The lists are words, meant to be split.
install_missing $bedside_build_packages $bedside_demo_packages

# The flags of assets/test.sh, so that both share one build.
flags="--configuration release -Xswiftc -enable-testing"
say "building bedsided and bedside (the first time takes some minutes)"
swift build $flags --product bedsided
swift build $flags --product bedside-report
swift build $flags --product bedside
programs=$(swift build $flags --show-bin-path)

if [ -n "$walkthrough" ]; then
    say "telling the story into $walkthrough"
    exec "$programs/bedside" demo --walkthrough "$walkthrough"
fi
say "opening the demo ward"
exec "$programs/bedside" demo
