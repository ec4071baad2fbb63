# The units as they lie in the clean root, where every program that they start is there.

title "units"
# Loaded as systemd would, with the names that their instances have; kmscon is only suggested.
check "systemd-analyze verify finds nothing to say about the terminal's units" in_root sh -c '
    said=$(systemd-analyze verify --man=no --recursive-errors=no bedsided.service bedsided-kiosk.socket bedsided-ward.socket \
        bedsided-admin.socket bedside-kiosk@tty1.service bedside-ward@desk.service bedside-cups-privacy.service bedside-nightly.service \
        bedside-nightly.timer 2>&1)
    rc=$?
    said=$(echo "$said" | grep -i bedside)
    echo "$said"
    [ $rc -eq 0 ] && [ -z "$said" ]'

# threshold UNIT TENTHS
threshold() {
    if score=$(in_root systemd-analyze security --offline=true --threshold="$2" "/lib/systemd/system/$1" 2>&1); then
        held "$1: $(echo "$score" | sed -n 's/.*level for .*: \([0-9.]*\).*/\1/p'), at most ${2%?}.${2#"${2%?}"}"
    else
        failed "$1 is over ${2%?}.${2#"${2%?}"}"
    fi
    echo "$score" | awk '/^✗/ { points = $NF; $1 = ""; $NF = ""; print "         " points "  " $2 }'
}
threshold bedsided.service 15
threshold bedside-kiosk@.service 15
threshold bedside-ward@.service 15
threshold bedside-kiosk-console@.service 20
threshold bedside-cups-privacy.service 15
threshold bedside-nightly.service 15

check "foot takes both screens' settings" in_root sh -c 'for screen in kiosk ward; do foot --config=/etc/bedside/$screen.ini --check-config; done'
check "no key or mouse binding of foot is left" in_root sh -c '
    awk "/^\[(key|mouse)-bindings\]/ { on = 1; next } /^\[/ { on = 0 } on && NF && !/^#/ && !/=none$/ && !/^selection-override/ { print; bad = 1 } END { exit bad }" \
        /etc/bedside/kiosk.ini /etc/bedside/ward.ini'
