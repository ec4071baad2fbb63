#!/bin/sh
# Feeds every decoder and parser of outside bytes with what libFuzzer makes up.
#
#   sh assets/fuzz.sh            20,000 inputs each: what the tests run
#   sh assets/fuzz.sh --full     1,000,000 inputs each, from an empty corpus
#   sh assets/fuzz.sh NAME FILE  one input again, such as a crash-... file that a run left
#
# Exits 0 only if no input crashed a decoder, broke its rule, or took longer than two seconds.
set -eu
cd "$(dirname "$0")/.."
. assets/lib/packages.sh

need_swift
install_missing $bedside_build_packages
runs=20000
case "${1-}" in
    --full) runs=1000000; shift ;;
esac

say "building the fuzzer"
BEDSIDE_FUZZ=1
export BEDSIDE_FUZZ
flags="--scratch-path .build-fuzz --configuration release --sanitize fuzzer -Xswiftc -enable-testing"
swift build $flags --product bedside-fuzz
fuzzer="$(swift build $flags --show-bin-path)/bedside-fuzz"

names=$(sed -n 's/^    case \(.*\)$/\1/p' Tests/Fuzz/FuzzTarget.swift | tr ',' '\n' |
    sed 's/.*= *"\(.*\)"/\1/; s/^ *//; s/ *$//')
if [ $# -eq 2 ]; then
    BEDSIDE_FUZZ_TARGET="$1" "$fuzzer" "$2"
    exit
fi
for name in $names; do
    say "fuzzing $name, $runs inputs"
    log=$(mktemp)
    # Swift's own crash report would come before libFuzzer keeps the input.
    if ! SWIFT_BACKTRACE=enable=no BEDSIDE_FUZZ_TARGET="$name" "$fuzzer" -runs="$runs" -max_len=4096 -timeout=2 -print_final_stats=1 \
        -artifact_prefix=".build-fuzz/$name-" >"$log" 2>&1; then
        tail -n 40 "$log"
        rm -f "$log"
        say "$name failed; its input is .build-fuzz/$name-crash-..." >&2
        exit 1
    fi
    grep -E 'number_of_executed_units|average_exec_per_sec' "$log" | sed 's/^/  /'
    rm -f "$log"
done
say "every decoder held"
