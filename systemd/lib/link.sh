# Links a program of the package from the objects of a release build. Sourced by build.sh; POSIX sh.

# The C libraries of Package.swift; --as-needed leaves out what a program does not use.
link_libraries="pangocairo alsa libmodbus libpcsclite poppler-glib libpq libqrencode libudev zlib sqlite3"
# Foundation's parts: the toolchain names them only to objects that were compiled for a static runtime, ours were not.
link_foundation="-lFoundation -lFoundationInternationalization -lFoundationEssentials -lCoreFoundation -l_FoundationICU
    -l_FoundationCShims -l_FoundationCollections -lswift_RegexParser -lswift_StringProcessing -lswiftSynchronization
    -lswiftObservation"

# small_icu WORK: WORK/icu_data.o with the few tables that are needed, in the place of the toolchain's 34 MB.
small_icu() {
    toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")
    /usr/bin/python3 "$here/link/icu_data.py" "$toolchain/lib/swift_static/linux/lib_FoundationICU.a" "$1"
    (cd "$1" && "$toolchain/bin/clang" -c icu_data.S -o icu_data.o)
}

# after_the_flags WORD...: each for the linker itself; swiftc puts its own libraries before every -Xlinker, out of
# --as-needed's reach.
after_the_flags() { printf -- '-Xlinker %s ' "$@"; }

# link_program NAME OBJECTS WORK: WORK/NAME, stripped.
link_program() {
    list=$2/$1.product/Objects.LinkFileList
    [ -e "$list" ] || { say "$2 is no release build of $1: there is no $list" >&2; return 1; }
    # Lists of words, meant to be split. lld: it packs relocations and takes the script; symbols for others are not exported,
    # but for libdispatch's, which Swift's concurrency looks up by name.
    swiftc -static-stdlib -emit-executable -module-name package -o "$3/$1" -use-ld=lld -target "$(uname -m)-unknown-linux-gnu" \
        "@$list" "$3/icu_data.o" \
        -Xlinker --defsym -Xlinker "main=$(echo "$1" | tr - _)_main" \
        -Xlinker --gc-sections -Xlinker --as-needed -Xlinker --build-id=sha1 \
        -Xlinker --no-export-dynamic -Xlinker '--export-dynamic-symbol=dispatch_*' \
        -Xlinker -z -Xlinker pack-relative-relocs -Xlinker -z -Xlinker now \
        -Xlinker --no-eh-frame-hdr -Xlinker -T -Xlinker "$here/link/no-unwind.ld" \
        $link_foundation $(after_the_flags $(pkg-config --libs $link_libraries) -lcups -lstdc++ -lm) >"$3/$1.log" 2>&1 || {
        cat "$3/$1.log" >&2
        return 1
    }
    strip --strip-all --remove-section=.comment --remove-section=.note.GNU-stack "$3/$1"
}
