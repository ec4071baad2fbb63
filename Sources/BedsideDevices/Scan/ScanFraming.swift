/// A character that ends a scan, whichever way the scanner sends it.
package enum ScanEnding: UInt8, Sendable, Hashable, CaseIterable {
    case tab = 0x09
    case lineFeed = 0x0A
    case carriageReturn = 0x0D
}

/// Where one scan ends and how long it may be: prefix, payload, suffix, ending.
package struct ScanFraming: Sendable, Hashable {
    /// The longest payload of any scan, in bytes.
    package static let longest = 4096
    /// The longest prefix or suffix, in bytes.
    package static let longestMark = 16

    /// The characters that end a scan; a CRLF is a CR and an empty scan, which is none. Empty: silence ends a scan.
    package let endings: Set<ScanEnding>
    /// Silence after which a scan is over: discarded and reported when ``endings`` were expected, else complete.
    /// There is no limit on the whole: a long label typed through Alt codes takes seconds.
    package let idleGap: Duration
    /// The longest payload in bytes.
    package let limit: Int
    /// The scanner's own mark before each payload, such as STX or a letter; empty for none. A scan without it is not
    /// whole.
    package let prefix: [UInt8]
    /// The scanner's own mark after each payload, before the ending; empty for none. A scan without it is not whole. One
    /// that closes with a control character, such as ETX, ends the scan at once.
    package let suffix: [UInt8]

    /// Any of CR, LF and TAB, 300 ms: real holes inside scans are up to 124 ms, people are slower than 500 ms.
    package static let standard = ScanFraming(trusted: Set(ScanEnding.allCases), .milliseconds(300), longest)
    /// For a scanner without a suffix: 150 ms of silence is the end.
    package static let silence = ScanFraming(trusted: [], .milliseconds(150), longest)

    /// Throws ``DeviceError`` `invalidFraming` for a gap outside 10 ms to 10 s, a limit outside 1 to ``longest``, and a
    /// prefix or suffix that is longer than ``longestMark``, is not ASCII, or holds an ending or the separator of GS1.
    package init(
        endings: Set<ScanEnding> = Set(ScanEnding.allCases), idleGap: Duration? = nil, limit: Int = longest,
        prefix: [UInt8] = [], suffix: [UInt8] = []
    ) throws(DeviceError) {
        let gap = idleGap ?? (endings.isEmpty ? Self.silence : Self.standard).idleGap
        guard (.milliseconds(10) ... .seconds(10)).contains(gap) else {
            throw DeviceError(.invalidFraming, "The idle gap of a scanner must be 10 ms to 10 s (got \(gap)).")
        }
        guard (1...Self.longest).contains(limit) else {
            throw DeviceError(
                .invalidFraming, "The longest scan must be 1 to \(Self.longest) bytes (got \(limit)).")
        }
        let reserved = endings.map(\.rawValue) + [0x00, ControlByte.groupSeparator, 0x7F]
        for mark in [prefix, suffix] {
            guard mark.count <= Self.longestMark, mark.allSatisfy({ $0 < 0x80 && !reserved.contains($0) }) else {
                throw DeviceError(
                    .invalidFraming,
                    "A scanner's prefix or suffix must be at most \(Self.longestMark) ASCII characters other than NUL, GS, DEL and its endings (got \(mark.count))."
                )
            }
        }
        self.init(trusted: endings, gap, limit, prefix: prefix, suffix: suffix)
    }

    private init(
        trusted endings: Set<ScanEnding>, _ idleGap: Duration, _ limit: Int, prefix: [UInt8] = [], suffix: [UInt8] = []
    ) {
        self.endings = endings
        self.idleGap = idleGap
        self.limit = limit
        self.prefix = prefix
        self.suffix = suffix
    }
}

extension ScanFraming {
    /// The scanner has marks of its own.
    var hasMarks: Bool { !prefix.isEmpty || !suffix.isEmpty }

    /// A control character that closes the suffix, and with it the scan: no payload may hold it.
    var closingControl: UInt8? { suffix.last.flatMap { $0 < 0x20 ? $0 : nil } }

    /// Without prefix and suffix; nil when one of them is missing, or when it may be two scans: where only silence ends
    /// a scan, and the suffix with the next prefix stands in the middle.
    func unframed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard hasMarks else { return bytes }
        guard bytes.count >= prefix.count + suffix.count, bytes.starts(with: prefix),
            bytes.suffix(suffix.count).elementsEqual(suffix)
        else { return nil }
        let body = bytes.dropFirst(prefix.count).dropLast(suffix.count)
        return endings.isEmpty && contains(suffix + prefix, in: body) ? nil : body
    }
}

/// Bytes that frame a transmission or separate its parts.
enum ControlByte {
    static let startOfText: UInt8 = 0x02
    static let endOfText: UInt8 = 0x03
    static let escape: UInt8 = 0x1B
    static let groupSeparator: UInt8 = 0x1D
}

private func contains(_ part: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = part.first else { return false }
    return bytes.indices.contains { bytes[$0] == first && bytes[$0...].starts(with: part) }
}
