import CPosix

/// The code page in which a scanner sends text that is not ASCII, as its manual or its setup page says.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8
    /// GB18030, which holds all of GBK and GB 2312.
    case gbk
    /// ISO 8859-1.
    case latin1

    /// The bytes as UTF-8; nil when they are no text of this code page. `utf8` is returned as it came: ``PayloadRule``
    /// judges it anyhow.
    func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        switch self {
        case .utf8: return Array(bytes)
        case .gbk:
            if bytes.allSatisfy({ $0 < 0x80 }) { return Array(bytes) }
            // Made for this one text: converters keep state and belong to one thread.
            guard let converter = CodePageConverter(from: "GB18030") else { return nil }
            return converter.convert(bytes)
        case .latin1:
            return bytes.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
        }
    }
}

/// An open converter of the C library from one code page to UTF-8; closed with its owner.
@safe
private struct CodePageConverter: ~Copyable {
    private let handle: UnsafeMutableRawPointer

    /// Nil when the C library of this machine lacks the code page.
    init?(from page: String) {
        guard let handle = unsafe bedside_iconv_open("UTF-8", page) else { return nil }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe bedside_iconv_close(handle) }

    /// Nil for bytes that are no text of the code page, or that end inside a character.
    func convert(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        // No byte of a code page becomes more than three of UTF-8.
        let capacity = bytes.count * 3
        var written = 0
        let text = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            written = unsafe bytes.withUnsafeBytes { from in
                unsafe bedside_iconv(handle, from.baseAddress, from.count, buffer.baseAddress, capacity)
            }
            count = max(0, written)
        }
        return written < 0 ? nil : text
    }
}
