# Steps that say what they showed. Sourced by package.sh; POSIX sh.

checks_held=0 checks_failed=0
title() { printf '\n== %s (%s s)\n' "$*" "$(($(date +%s) - ${started:=$(date +%s)}))"; }
held() { checks_held=$((checks_held + 1)); printf '   ok    %s\n' "$*"; }
failed() { checks_failed=$((checks_failed + 1)); printf '   FAIL  %s\n' "$*" >&2; }

# check SENTENCE COMMAND...: the command's exit status decides; what it wrote is shown when it failed.
check() {
    sentence=$1
    shift
    if "$@" >"$work/check.log" 2>&1; then held "$sentence"; else failed "$sentence"; sed 's/^/         /' "$work/check.log" >&2; fi
}
# refused SENTENCE COMMAND...: it must fail.
refused() {
    sentence=$1
    shift
    if "$@" >"$work/check.log" 2>&1; then failed "$sentence"; sed 's/^/         /' "$work/check.log" >&2; else held "$sentence"; fi
}
# same SENTENCE FOUND WANTED
same() { if [ "$2" = "$3" ]; then held "$1: $2"; else failed "$1: found \"$2\", wanted \"$3\""; fi; }
# says SENTENCE WORDS: the last check's command wrote the words.
says() { if grep -qF -- "$2" "$work/check.log"; then held "$1: $2"; else failed "$1: not a word of \"$2\" in:"; sed 's/^/         /' "$work/check.log" >&2; fi; }

# only FILE...: the one file of a pattern.
only() {
    if [ $# -eq 1 ] && [ -e "$1" ]; then echo "$1"; else say "want one package, found: $*" >&2; return 1; fi
}
verdict() {
    title "$checks_held checks held, $checks_failed failed"
    [ "$checks_failed" -eq 0 ]
}
