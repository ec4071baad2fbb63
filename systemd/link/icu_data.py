#!/usr/bin/python3
"""Writes a small ICU data package for Foundation: what Chinese and English terminals need, out of the toolchain's whole.

usage: icu_data.py LIB_FOUNDATION_ICU.a FOLDER

Foundation links 34 MB of ICU data: 700 languages, dictionaries for breaking Thai into words, code pages of mainframes.
Bedside formats nothing with it (its dates, sums and texts are its own), so the root of every table, English and Chinese, the
time zones and the normalisation tables stay; a table that is not there falls back to its root. Leaves FOLDER/icu_data.S.
"""
import pathlib
import struct
import subprocess
import sys

TOP = set(
    """pool root en en_US en_US_POSIX zh zh_Hans zh_Hans_CN zh_CN res_index supplementalData likelySubtags zoneinfo64
    metaZones timezoneTypes windowsZones numberingSystems plurals pluralRanges dayPeriods currencyNumericCodes keyTypeData
    icustd icuver tzdbNames genderList grammaticalFeatures langInfo units metadata cnvalias uemoji ulayout nfkc nfkc_cf
    nfkc_scf uts46""".split()
)
TREES = {
    **{tree: {"pool", "root", "en", "zh", "res_index"} for tree in ("curr", "lang", "region", "unit", "zone", "rbnf")},
    "brkitr": {"res_index", "root", "en", "char", "word", "sent", "line", "title"},
    "coll": {"res_index", "root", "ucadata"},
}


def is_kept(name):
    """Whether `icudt76l/coll/root.res` and the like stays."""
    *tree, leaf = name.split("/")[1:]
    stem, _, kind = leaf.rpartition(".")
    return kind != "dict" and stem in (TREES.get(tree[0], set()) if tree else TOP)


def entries(data):
    """The header's length and each (name, bytes) of a package in ICU's common data format."""
    start, magic = struct.unpack_from("<HH", data)
    if magic != 0x27DA or data[12:16] != b"CmnD":
        raise SystemExit("icu_data.py: the toolchain's ICU data has another format than this program knows")
    (count,) = struct.unpack_from("<I", data, start)
    table = [struct.unpack_from("<II", data, start + 4 + 8 * index) for index in range(count)]
    ends = [offset for _, offset in table[1:]] + [len(data) - start]
    found = []
    for (name, offset), end in zip(table, ends):
        name_end = data.index(b"\0", start + name)
        found.append((data[start + name : name_end].decode(), data[start + offset : start + end]))
    return start, found


def package(header, kept):
    """The same format with fewer entries; the table stays sorted, as ICU searches it by halves."""
    names_at = 4 + 8 * len(kept)
    body_at = (names_at + sum(len(name) + 1 for name, _ in kept) + 15) // 16 * 16
    table, names, body = struct.pack("<I", len(kept)), b"", b""
    for name, content in kept:
        table += struct.pack("<II", names_at + len(names), body_at + len(body))
        names += name.encode() + b"\0"
        body += content + b"\0" * (-len(content) % 16)
    return header + (table + names).ljust(body_at, b"\0") + body


def main(library, folder):
    folder = pathlib.Path(folder)
    member = "icu_packaged_data.cpp.o"
    subprocess.run(["ar", "x", str(pathlib.Path(library).resolve()), member], cwd=folder, check=True)
    symbols = subprocess.run(["nm", member], cwd=folder, check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata*", member, "whole.dat"], cwd=folder, check=True)
    whole = (folder / "whole.dat").read_bytes()
    start, found = entries(whole)
    kept = [(name, content) for name, content in found if is_kept(name)]
    # A toolchain whose tables have other names would leave a package without a root.
    if not {"root.res", "zoneinfo64.res", "coll/root.res"} <= {name.split("/", 1)[1] for name, _ in kept}:
        raise SystemExit("icu_data.py: the toolchain's ICU data lacks tables that this program keeps")
    small = package(whole[:start], kept)
    (folder / "icu.dat").write_bytes(small)
    symbol = symbols[-1]
    (folder / "icu_data.S").write_text(
        f'.section .rodata\n.globl {symbol}\n.balign 16\n{symbol}:\n.incbin "icu.dat"\n'
        f'.type {symbol},@object\n.size {symbol},.-{symbol}\n.section .note.GNU-stack,"",@progbits\n'
    )
    print(f"ICU data: {len(kept)} of {len(found)} tables, {len(small)} of {len(whole)} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2])
