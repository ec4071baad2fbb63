# What the packages hold, and what lintian says.

title "the packages"
for deb in "$terminal" "$central"; do
    name=$(dpkg-deb -f "$deb" Package)
    echo "   $name $(dpkg-deb -f "$deb" Version): $(dpkg-deb -f "$deb" Installed-Size) KiB installed, $(stat -c %s "$deb") bytes"
    echo "   depends: $(dpkg-deb -f "$deb" Depends)"
done
check "the terminal takes less than 60 MB" [ "$(dpkg-deb -f "$terminal" Installed-Size)" -lt $((60 * 1000 * 1000 / 1024)) ]

dpkg-deb -c "$terminal" | awk '{ print $6 }' >"$work/terminal.list"
dpkg-deb -c "$central" | awk '{ print $6 }' >"$work/central.list"
has() { if grep -qx -- "\./$2" "$work/$1.list"; then checks_held=$((checks_held + 1)); else failed "$1 lacks $2"; fi; }
for file in usr/bin/bedsided usr/bin/bedside usr/libexec/bedside/bedside-report usr/libexec/bedside/bedside-terminal \
    usr/share/bedside/bedside.sample.yaml usr/share/bedside/texts.en.json usr/share/bedside/texts.zh-Hans.json \
    usr/share/man/man1/bedside.1.gz usr/share/man/man8/bedsided.8.gz usr/share/man/man5/bedside.yaml.5.gz \
    usr/share/bash-completion/completions/bedside usr/share/zsh/vendor-completions/_bedside \
    usr/share/fish/vendor_completions.d/bedside.fish usr/share/doc/bedside/copyright usr/share/doc/bedside/changelog.gz \
    lib/systemd/system/bedsided.service lib/systemd/system/bedsided-kiosk.socket lib/systemd/system/bedsided-ward.socket \
    lib/systemd/system/bedsided-admin.socket lib/systemd/system/bedside-kiosk@.service \
    lib/systemd/system/bedside-kiosk-console@.service lib/systemd/system/bedside-ward@.service \
    lib/systemd/system/getty@.service.d/50-bedside.conf lib/systemd/system/kmsconvt@.service.d/50-bedside.conf lib/udev/rules.d/72-bedside.rules etc/bedside/kiosk.ini \
    usr/lib/sysusers.d/bedside.conf usr/lib/tmpfiles.d/bedside.conf usr/lib/sysctl.d/60-bedside.conf \
    usr/lib/systemd/logind.conf.d/50-bedside.conf usr/lib/systemd/system.conf.d/50-bedside.conf \
    usr/lib/systemd/journald.conf.d/50-bedside.conf usr/lib/systemd/coredump.conf.d/50-bedside.conf; do
    has terminal "$file"
done
for file in usr/bin/bedside-central lib/systemd/system/bedside-central.service usr/share/man/man8/bedside-central.8.gz \
    lib/systemd/system/bedside-central-backup.timer usr/lib/sysusers.d/bedside-central.conf etc/default/bedside-central; do
    has central "$file"
done
held "$(wc -l <"$work/terminal.list") and $(wc -l <"$work/central.list") names, with every program, unit, page and setting"

for deb in "$terminal" "$central"; do
    dpkg-deb -x "$deb" "$work/x"
done
check "the programs are stripped and need no Swift library" sh -c '
    for program in "$0/usr/libexec/bedside/bedside-terminal" "$0/usr/bin/bedside-central"; do
        readelf -SW "$program" | grep -q "\.symtab" && exit 1
        readelf -dW "$program" | grep NEEDED | grep -qi swift && exit 1
    done; true' "$work/x"
# The build folder itself stays in: SwiftPM writes it beside resources, and BoringSSL names its own sources.
refused "no path of the builder's settings" grep -rlaF -e "$HOME/." "$work/x/usr/bin/bedside-central" \
    "$work/x/usr/libexec/bedside"
rm -rf "$work/x"

title "lintian"
if lintian --allow-root --fail-on error "$terminal" "$central" >"$work/lintian.log" 2>&1; then
    held "no error, $(grep -c '^W:' "$work/lintian.log" || true) warnings, $(grep -c '^N:.*override' "$work/lintian.log" || true) overridden"
else
    failed "lintian has errors"
fi
sed 's/^/         /' "$work/lintian.log" | grep -v 'maintainer-script-calls-systemctl' || true
