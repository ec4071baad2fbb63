#!/bin/sh
# Makes the Debian packages bedside_VERSION_amd64.deb and bedside-central_VERSION_amd64.deb.
#
#   sh systemd/build.sh OUT                 builds the programs (release), links them for the package, writes to OUT
#   sh systemd/build.sh OUT --from FOLDER   takes the objects of an existing release build, such as .build/release
#
# The objects are those of the tests. Only the link differs: Swift's runtime inside the program, and small (see link/).
# The same commit in the same folder gives the same bytes: times come from git, names are sorted, nothing of this machine goes in.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
project=$(dirname "$here")
. "$project/assets/lib/packages.sh"
usage() { sed -n '2,/^#$/{/^#$/d;s/^# \{0,1\}//;p}' "$0" >&2; exit 64; }

out=${1-}
[ -n "$out" ] || usage
shift
objects=
while [ $# -gt 0 ]; do
    case "$1" in
        --from) objects=$(cd "${2:?--from needs a folder}" && pwd) ;;
        *) usage ;;
    esac
    shift 2
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
need_swift
# The list is words, meant to be split.
install_missing $bedside_build_packages $bedside_package_packages

# One version for all: the daemon's. The others must tell the same.
told() { sed -n 's/.*\(static let [a-z]* =\|version:\) "\([0-9][0-9.]*\)".*/\2/p' "$project/Sources/$1"; }
version=$(told BedsideDaemon/API/StatusReporter.swift)
for file in BedsideCentral/Server/CentralVersion.swift bedside/Main.swift bedside-terminal/Main.swift; do
    [ "$(told $file)" = "$version" ] || { say "Sources/$file tells another version than the daemon ($version)" >&2; exit 1; }
done
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "$objects" ]; then
    say "building the programs (release)"
    flags="--package-path $project --configuration release -Xswiftc -enable-testing"
    swift build $flags --product bedside-terminal
    swift build $flags --product bedside-central
    objects=$(swift build $flags --show-bin-path)
fi

say "linking"
. "$here/lib/link.sh"
small_icu "$work"
link_program bedside-terminal "$objects" "$work"
link_program bedside-central "$objects" "$work"

. "$here/lib/tree.sh"
for name in bedside bedside-central; do
    say "packing $name $version"
    tree=$work/tree/$name
    mkdir -p "$tree/DEBIAN"
    case "$name" in
        bedside) terminal_tree "$tree" "$work" ;;
        bedside-central) central_tree "$tree" "$work" ;;
    esac
    finish_tree "$name" "$tree" "$work"
done
ls -l "$out"/*_"${version}"_*.deb
