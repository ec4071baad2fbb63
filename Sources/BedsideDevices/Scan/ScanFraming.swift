/// A character that ends a scan, whichever way the scanner sends it.
package enum ScanEnding: UInt8, Sendable, Hashable, CaseIterable {
    case tab = 0x09
    case lineFeed = 0x0A
    case carriageReturn = 0x0D
}

/// Where one scan ends and how long it may be. Own prefixes and suffixes of a scanner belong here too.
package struct ScanFraming: Sendable, Hashable {
    /// The longest payload of any scan, in bytes.
    package static let longest = 4096

    /// The characters that end a scan; a CRLF is a CR and an empty scan, which is none. Empty: silence ends a scan.
    package let endings: Set<ScanEnding>
    /// Silence after which a scan is over: discarded and reported when ``endings`` were expected, else complete.
    /// There is no limit on the whole: a long label typed through Alt codes takes seconds.
    package let idleGap: Duration
    /// The longest payload in bytes.
    package let limit: Int

    /// Any of CR, LF and TAB, 300 ms: real holes inside scans are up to 124 ms, people are slower than 500 ms.
    package static let standard = ScanFraming(trusted: Set(ScanEnding.allCases), .milliseconds(300), longest)
    /// For a scanner without a suffix: 150 ms of silence is the end.
    package static let silence = ScanFraming(trusted: [], .milliseconds(150), longest)

    /// Throws ``DeviceError`` `invalidFraming` for a gap outside 10 ms to 10 s or a limit outside 1 to ``longest``.
    package init(
        endings: Set<ScanEnding> = Set(ScanEnding.allCases), idleGap: Duration? = nil, limit: Int = longest
    ) throws(DeviceError) {
        let gap = idleGap ?? (endings.isEmpty ? Self.silence : Self.standard).idleGap
        guard (.milliseconds(10) ... .seconds(10)).contains(gap) else {
            throw DeviceError(.invalidFraming, "The idle gap of a scanner must be 10 ms to 10 s (got \(gap)).")
        }
        guard (1...Self.longest).contains(limit) else {
            throw DeviceError(
                .invalidFraming, "The longest scan must be 1 to \(Self.longest) bytes (got \(limit)).")
        }
        self.init(trusted: endings, gap, limit)
    }

    private init(trusted endings: Set<ScanEnding>, _ idleGap: Duration, _ limit: Int) {
        self.endings = endings
        self.idleGap = idleGap
        self.limit = limit
    }
}
