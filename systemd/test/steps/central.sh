# The life of the central store's package.

title "install bedside-central 0.0.1"
check "apt installs it" install_in_root /debs/bedside-central_earlier.deb
same "its state" "$(state bedside-central)" "ii  0.0.1"
same "the store's folder" "$(in_root stat -c '%A %U %G' /var/lib/bedside-central)" "drwx------ bedside-central bedside-central"
for unit in bedside-central.service bedside-central-backup.timer; do
    same "$unit" "$(in_root systemctl is-enabled "$unit" 2>&1)" "enabled"
done
same "its version" "$(in_root bedside-central --version)" "$version"
check "systemd-analyze verify finds nothing to say about its units" in_root sh -c '
    said=$(systemd-analyze verify --man=no --recursive-errors=no bedside-central.service bedside-central-backup.service \
        bedside-central-backup.timer 2>&1)
    rc=$?
    said=$(echo "$said" | grep -i bedside)
    echo "$said"
    [ $rc -eq 0 ] && [ -z "$said" ]'
threshold bedside-central.service 15
threshold bedside-central-backup.service 15

# Runs the server as its own user, and what the timer runs.
run_central() {
    in_root sh -c '
        as="setpriv --reuid=bedside-central --regid=bedside-central --init-groups"
        ip link set lo up 2>/dev/null
        $as bedside-central serve --data /var/lib/bedside-central --listen 127.0.0.1:18443 --admin-listen 127.0.0.1:19480 \
            >/tmp/central.log 2>&1 &
        server=$!
        tries=0
        until $as bedside-central hospital list >/tmp/hospital.log 2>&1; do
            tries=$((tries + 1))
            if [ $tries -gt 150 ] || ! kill -0 $server 2>/dev/null; then cat /tmp/central.log /tmp/hospital.log; exit 1; fi
            sleep 0.2
        done
        $as /usr/lib/bedside-central/backup || exit 1
        kill -TERM $server
        wait $server'
}
check "the server runs as its own user, makes its store and its nightly copy, and ends at SIGTERM" run_central
says "the copy" "is written"
same "the copy's store" "$(in_root sh -c 'sqlite3 /var/lib/bedside-central/backups/*/central.sqlite "PRAGMA integrity_check"')" "ok"

title "upgrade, downgrade"
check "apt upgrades it" install_in_root "/debs/${central##*/}"
same "its state" "$(state bedside-central)" "ii  $version"
check "the store is there" in_root sh -c 'test -s /var/lib/bedside-central/backups/*/central.sqlite'
check "the new server runs on the old store" run_central
refused "a downgrade" install_in_root --allow-downgrades /debs/bedside-central_earlier.deb
says "it says why" "the later version has changed the store in"
same "the later one stays" "$(state bedside-central)" "ii  $version"
