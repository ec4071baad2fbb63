import Foundation

/// Which run of the machine this is, and how long it has been up: an outbox row carries both, so that the central store
/// can order facts of a terminal whose wall clock was wrong (sync.md 2, "Clock").
struct TerminalBoot: Sendable {
    /// Sixteen bytes of the kernel's boot id; zeros where there is none.
    let bootID: [UInt8]
    private let origin: ContinuousClock.Instant
    private let upAtOrigin: Int64

    init() {
        origin = .now
        upAtOrigin = Int64(ProcessInfo.processInfo.systemUptime * 1000)
        bootID = Self.readBootID()
    }

    /// Milliseconds of a clock that nobody can set.
    var monotonicMilliseconds: Int64 {
        let passed = origin.duration(to: .now).components
        return upAtOrigin + passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    }

    private static func readBootID() -> [UInt8] {
        let none = [UInt8](repeating: 0, count: 16)
        do {
            let text = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
            let hex = text.filter(\.isHexDigit)
            return hexBytes(hex).flatMap { $0.count == 16 ? $0 : nil } ?? none
        } catch { return none }
    }
}

/// The bytes of a run of hexadecimal digits; nil when it is none.
func hexBytes(_ text: String) -> [UInt8]? {
    let digits = text.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        case 0x41...0x46: byte - 0x41 + 10
        default: nil
        }
    }
    guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// Lower-case hexadecimal digits.
func hexText(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
