# The life of the terminal's package: install, run, upgrade, downgrade, remove.

title "install bedside 0.0.1"
check "apt installs it with what it depends on" install_in_root /debs/bedside_earlier.deb
says "and says what to do next" "bedsided --check-config"
same "its state" "$(state bedside)" "ii  0.0.1"
same "the daemon's user" "$(in_root getent passwd bedside | cut -d : -f 6-)" "/var/lib/bedside:/usr/sbin/nologin"
for group in bedside-dev bedside-admin bedside-kiosk bedside-ward; do check "group $group" in_root getent group "$group"; done
same "the store's folder" "$(in_root stat -c '%A %U %G' /var/lib/bedside)" "drwx------ bedside bedside"
same "the configuration" "$(in_root stat -c '%A %U %G' /etc/bedside/bedside.yaml)" "-rw-r----- root bedside"
same "the terminal's name" "$(in_root sed -n 's/^terminal: //p' /etc/bedside/bedside.yaml)" "ward-9"
for unit in bedsided.service bedsided-kiosk.socket bedsided-ward.socket bedsided-admin.socket bedside-kiosk@tty1.service \
    bedside-cups-privacy.service bedside-nightly.timer seatd.service; do
    same "$unit" "$(in_root systemctl is-enabled "$unit" 2>&1)" "enabled"
done
same "Ctrl-Alt-Del" "$(in_root systemctl is-enabled ctrl-alt-del.target 2>&1)" "masked"

title "the programs in a machine without a toolchain"
check "bedsided --check-config takes the sample" in_root bedsided --check-config
says "it" "ok"
check "bedside is the tools" in_root bedside --help
says "it" "USAGE: bedside <subcommand>"
check "bedside-report is the drawer of reports" in_root sh -c '/usr/libexec/bedside/bedside-report </dev/null | cat'
says "it" "cut off"
same "their version" "$(in_root bedsided --version) $(in_root bedside --version)" "$version $version"
refused "every library is there" in_root sh -c 'ldd /usr/bin/bedsided | grep "not found"'

# Runs the daemon as its own user for some seconds; it must make its store, take a command and end by itself at SIGTERM.
run_daemon() {
    in_root sh -c '
        systemd-tmpfiles --create bedside.conf
        # Without systemd the daemon opens its sockets itself.
        chown bedside /run/bedside
        setpriv --reuid=bedside --regid=bedside --init-groups bedsided >/tmp/daemon.log 2>&1 &
        daemon=$!
        tries=0
        until [ -S /run/bedside/admin.sock ] && bedside status >/tmp/status.log 2>&1; do
            tries=$((tries + 1))
            if [ $tries -gt 150 ] || ! kill -0 $daemon 2>/dev/null; then cat /tmp/daemon.log /tmp/status.log; exit 1; fi
            sleep 0.2
        done
        cat /tmp/status.log
        kill -TERM $daemon
        wait $daemon'
}
check "the daemon runs as its own user, answers bedside status and ends at SIGTERM" run_daemon
sed 's/^/         /' "$work/check.log" | head -5
check "it has made its store" in_root test -s /var/lib/bedside/bedside.sqlite
same "the store" "$(in_root sqlite3 /var/lib/bedside/bedside.sqlite 'PRAGMA integrity_check')" "ok"
schema=$(in_root sqlite3 /var/lib/bedside/bedside.sqlite .schema | md5sum)

title "upgrade to $version"
in_root sh -c 'echo "# ours" >>/etc/bedside/bedside.yaml; echo "# ours" >>/etc/bedside/kiosk.ini
    systemctl --quiet disable bedside-kiosk@tty1.service; systemctl --quiet enable bedside-ward@desk.service'
kept=$(in_root sh -c 'cd /var/lib/bedside && find . -type f | sort | xargs sha256sum' | sha256sum)
check "apt upgrades it" install_in_root "/debs/${terminal##*/}"
same "its state" "$(state bedside)" "ii  $version"
same "the store is the same, byte by byte" "$(in_root sh -c 'cd /var/lib/bedside && find . -type f | sort | xargs sha256sum' | sha256sum)" "$kept"
same "the configuration is the administrator's" "$(in_root tail -n 1 /etc/bedside/bedside.yaml)" "# ours"
same "so are the screen's looks" "$(in_root tail -n 1 /etc/bedside/kiosk.ini)" "# ours"
same "a screen that was disabled" "$(in_root systemctl is-enabled bedside-kiosk@tty1.service 2>&1 || true)" "disabled"
same "one that was enabled" "$(in_root systemctl is-enabled bedside-ward@desk.service 2>&1)" "enabled"
check "the new daemon runs on the old store" run_daemon
same "its tables" "$(in_root sqlite3 /var/lib/bedside/bedside.sqlite .schema | md5sum)" "$schema"

title "what a package must bear"
check "installing it again" install_in_root --reinstall "/debs/${terminal##*/}"
check "configuring it twice" in_root sh -c '/var/lib/dpkg/info/bedside.postinst configure '"$version"' && /var/lib/dpkg/info/bedside.postinst configure '"$version"
refused "a downgrade" install_in_root --allow-downgrades /debs/bedside_earlier.deb
says "it says why" "the later version has changed the store in"
same "the later one stays" "$(state bedside)" "ii  $version"
check "and runs" in_root bedside --version
