/// One notice of inotify, read from bytes by hand: its header is four 32-bit words, its name is padded with zeros.
struct InotifyNotice {
    let watch: Int32
    let name: String
    private let mask: UInt32

    /// The kernel's queue was full and notices are missing.
    var isOverflow: Bool { mask & 0x4000 != 0 }
    /// The watched directory itself was removed, renamed or unmounted (`IN_DELETE_SELF`, `IN_MOVE_SELF`, `IN_UNMOUNT`),
    /// or the watch ended with it (`IN_IGNORED`).
    var isAboutDirectory: Bool { mask & (0x400 | 0x800 | 0x2000 | 0x8000) != 0 }

    /// All whole notices of one read.
    static func parse(_ bytes: ArraySlice<UInt8>) -> [InotifyNotice] {
        var notices: [InotifyNotice] = []
        var rest = bytes
        while rest.count >= 16 {
            let length = Int(word(rest, 12))
            guard length <= rest.count - 16 else { break }
            let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
            notices.append(
                InotifyNotice(
                    watch: Int32(bitPattern: word(rest, 0)), name: String(decoding: name, as: UTF8.self),
                    mask: word(rest, 4)))
            rest = rest.dropFirst(16 + length)
        }
        return notices
    }
}

private func word(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt32 {
    let start = bytes.startIndex + offset
    return (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(bytes[start + $1]) }
}
