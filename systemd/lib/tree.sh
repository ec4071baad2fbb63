# Lays out what a package holds. Sourced by build.sh, which sets here, project, version and out; POSIX sh.

put() { install -D -m "$1" "$2" "$3"; }

# terminal_tree TREE WORK
terminal_tree() {
    put 755 "$2/bedside-terminal" "$1/usr/libexec/bedside/bedside-terminal"
    put 755 "$here/bedside/cups-privacy" "$1/usr/libexec/bedside/cups-privacy"
    mkdir -p "$1/usr/bin"
    ln -s ../libexec/bedside/bedside-terminal "$1/usr/bin/bedsided"
    ln -s ../libexec/bedside/bedside-terminal "$1/usr/bin/bedside"
    # bedsided looks for it beside itself.
    ln -s bedside-terminal "$1/usr/libexec/bedside/bedside-report"

    for unit in "$here"/units/terminal/*; do put 644 "$unit" "$1/lib/systemd/system/${unit##*/}"; done
    # kmscon brings a login of its own, and enables it.
    for login in getty kmsconvt; do put 644 "$here/kiosk/getty.conf" "$1/lib/systemd/system/$login@.service.d/50-bedside.conf"; done
    put 644 "$here/udev/72-bedside.rules" "$1/lib/udev/rules.d/72-bedside.rules"
    put 644 "$here/sysusers/bedside.conf" "$1/usr/lib/sysusers.d/bedside.conf"
    put 644 "$here/tmpfiles/bedside.conf" "$1/usr/lib/tmpfiles.d/bedside.conf"
    put 644 "$here/kiosk/sysctl.conf" "$1/usr/lib/sysctl.d/60-bedside.conf"
    for daemon in logind system journald coredump; do
        put 644 "$here/kiosk/$daemon.conf" "$1/usr/lib/systemd/$daemon.conf.d/50-bedside.conf"
    done
    for screen in kiosk ward; do put 644 "$here/kiosk/$screen.ini" "$1/etc/bedside/$screen.ini"; done
    put 644 "$here/kiosk/xkb/symbols/bedside" "$1/usr/share/bedside/xkb/symbols/bedside"

    for text in "$project"/assets/texts.*.json; do put 644 "$text" "$1/usr/share/bedside/${text##*/}"; done
    put 644 "$project/assets/bedside.sample.yaml" "$1/usr/share/bedside/bedside.sample.yaml"
    put 644 "$project/assets/import.md" "$1/usr/share/doc/bedside/import.md"
    put 644 "$here/udev/71-bedside-devices.example" "$1/usr/share/doc/bedside/examples/71-bedside-devices.rules"

    programs=$2/programs
    mkdir -p "$programs"
    ln -sf ../bedside-terminal "$programs/bedside"
    ln -sf ../bedside-terminal "$programs/bedsided"
    sample=$2/sample.roff
    sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\&&/" "$project/assets/bedside.sample.yaml" >"$sample"
    pages "$1" "$programs/bedside" "$here/bedside/man"
    completion "$1" "$programs/bedside" bedside
    completion "$1" "$programs/bedsided" bedsided
}

# central_tree TREE WORK
central_tree() {
    put 755 "$2/bedside-central" "$1/usr/bin/bedside-central"
    put 755 "$here/bedside-central/backup" "$1/usr/lib/bedside-central/backup"
    for unit in "$here"/units/central/*; do put 644 "$unit" "$1/lib/systemd/system/${unit##*/}"; done
    put 644 "$here/sysusers/bedside-central.conf" "$1/usr/lib/sysusers.d/bedside-central.conf"
    put 644 "$here/tmpfiles/bedside-central.conf" "$1/usr/lib/tmpfiles.d/bedside-central.conf"
    put 644 "$here/bedside-central/default" "$1/etc/default/bedside-central"
    put 644 "$project/assets/import.md" "$1/usr/share/doc/bedside-central/import.md"
    sample=/dev/null
    pages "$1" "$2/bedside-central" "$here/bedside-central/man"
    completion "$1" "$2/bedside-central" bedside-central
}

# pages TREE PROGRAM FOLDER: the folder's manual pages; NAME.head and NAME.tail get the program's commands between them.
pages() {
    for page in "$3"/*; do
        page_file=${page##*/}
        case "$page_file" in *.tail) continue ;; esac
        mkdir -p "$1/usr/share/man/man$(section "$page_file")"
        case "$page_file" in
            *.head)
                cat "$page"
                "$2" --experimental-dump-help | /usr/bin/python3 "$here/lib/commands_page.py"
                cat "${page%.head}.tail"
                ;;
            *) cat "$page" ;;
        esac | sed -e "s/@VERSION@/$version/" -e "/^@SAMPLE@\$/{r $sample" -e 'd}' |
            gzip -9n >"$1/usr/share/man/man$(section "$page_file")/${page_file%.head}.gz"
    done
}
section() { page_name=${1%.head}; echo "${page_name##*.}"; }

# completion TREE PROGRAM NAME
completion() {
    mkdir -p "$1/usr/share/bash-completion/completions" "$1/usr/share/zsh/vendor-completions" "$1/usr/share/fish/vendor_completions.d"
    # Its first line names an interpreter, but the shell reads it in.
    "$2" --generate-completion-script bash | sed '1{/^#!/d}' >"$1/usr/share/bash-completion/completions/$3"
    "$2" --generate-completion-script zsh >"$1/usr/share/zsh/vendor-completions/_$3"
    "$2" --generate-completion-script fish >"$1/usr/share/fish/vendor_completions.d/$3.fish"
}

# finish_tree NAME TREE WORK: control files, and the package in $out.
finish_tree() {
    doc=$2/usr/share/doc/$1
    put 644 "$here/$1/copyright" "$doc/copyright"
    {
        printf '%s (%s) stable; urgency=medium\n\n  * Built from the sources of this version.\n\n' "$1" "$version"
        printf ' -- Bedside <bedside@example.org>  %s\n' "$(date -R -d "@$SOURCE_DATE_EPOCH")"
    } | gzip -9n >"$doc/changelog.gz"
    [ ! -e "$here/$1/lintian-overrides" ] || put 644 "$here/$1/lintian-overrides" "$2/usr/share/lintian/overrides/$1"
    for script in preinst postinst prerm postrm; do
        [ -e "$here/$1/$script" ] || continue
        sed "s/@VERSION@/$version/" "$here/$1/$script" >"$2/DEBIAN/$script"
        chmod 755 "$2/DEBIAN/$script"
    done
    # What lies in /etc is the administrator's from the day that it is installed.
    (cd "$2" && find etc -type f 2>/dev/null | sort | sed 's|^|/|') >"$2/DEBIAN/conffiles"
    [ -s "$2/DEBIAN/conffiles" ] || rm "$2/DEBIAN/conffiles"

    # dpkg-shlibdeps wants a source package's shape around it.
    shape=$3/shape/$1
    mkdir -p "$shape/debian"
    printf 'Source: %s\n\nPackage: %s\nArchitecture: any\n' "$1" "$1" >"$shape/debian/control"
    linked=$(cd "$shape" && find "$2" -type f -size +1M \( -path '*/bin/*' -o -path '*/libexec/*' \) -exec dpkg-shlibdeps -O {} + 2>"$3/shlibdeps.log" |
        sed -n 's/^shlibs:Depends=//p') || { cat "$3/shlibdeps.log" >&2; return 1; }
    [ -n "$linked" ] || { cat "$3/shlibdeps.log" >&2; say "no libraries found for $1" >&2; return 1; }
    size=$(cd "$2" && find . -path ./DEBIAN -prune -o -type f -printf '%s\n' | awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }')
    sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$(dpkg --print-architecture)/" -e "s/@SIZE@/$size/" \
        -e "s|@LINKED@|$linked|" "$here/$1/control" >"$2/DEBIAN/control"
    (cd "$2" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
    find "$2" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -z1 --build "$2" "$out" >/dev/null
    say "$1: $size KiB installed"
}
