import BedsideDomain
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
