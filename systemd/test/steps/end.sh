# Remove keeps patients' data, purge deletes it; both say so.

for name in bedside bedside-central; do
    title "remove and purge $name"
    deb=$terminal
    [ "$name" = bedside ] || deb=$central
    check "apt removes it" in_root apt-get -q -y -o Dpkg::Use-Pty=0 remove "$name"
    says "it" "patients' data stays in /var/lib/$name"
    check "the data is there" in_root sh -c "test -d /var/lib/$name && find /var/lib/$name -type f | grep -q ."
    check "apt installs it again" install_in_root "/debs/${deb##*/}"
    check "the data is still there" in_root sh -c "find /var/lib/$name -type f | grep -q ."
    check "apt purges it" in_root apt-get -q -y -o Dpkg::Use-Pty=0 purge "$name"
    says "it" "deleting patients' data"
    refused "the data is gone" in_root test -e "/var/lib/$name"
    same "its state" "$(in_root dpkg-query -W -f='${db:Status-Abbrev}' "$name" 2>/dev/null || true)" ""
    # They share a beginning of their names, and nothing else.
    [ "$name" = bedside-central ] ||
        same "bedside-central.service" "$(in_root systemctl is-enabled bedside-central.service 2>&1)" "enabled"
done
refused "Ctrl-Alt-Del is masked no more" in_root test -L /etc/systemd/system/ctrl-alt-del.target
in_root apt-get -q -y -o Dpkg::Use-Pty=0 autoremove --purge >/dev/null 2>&1
# All that is left of both: no file of theirs anywhere.
in_root find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /debs -o -path /tmp \) -prune -o -print |
    sort | comm -13 "$work/before" - >"$work/left"
check "nothing with Bedside's name is left" sh -c '! grep -i bedside "$0"' "$work/left"
