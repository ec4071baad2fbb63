import BedsideTerminal
import CPosix
import Foundation
import Glibc
import Synchronization

/// A pseudo-terminal: the test types at its outer end and reads what would be on the glass.
///
/// It stays open until the tests' process ends: the keyboard's thread may still wait on it, and must not find another
/// test's terminal under its number.
final class FakeTerminal: Sendable {
    private let outer: Int32
    let session: TerminalSession
    private let shown = Mutex<[UInt8]>([])
    private let frozen = Mutex(false)

    init(columns: UInt16, rows: UInt16) throws {
        var outer: Int32 = -1
        var inner: Int32 = -1
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard unsafe openpty(&outer, &inner, nil, nil, &size) == 0 else { throw TerminalError.noPty }
        self.outer = outer
        session = try TerminalSession(borrowing: inner)
        Thread { [self] in
            let outer = self.outer
            while true {
                while frozen.withLock({ $0 }) { usleep(2000) }
                var buffer = [UInt8](repeating: 0, count: 65536)
                let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(outer, $0.baseAddress, $0.count) }
                if count <= 0 { return }
                shown.withLock { $0 += buffer.prefix(count) }
            }
        }.start()
    }

    enum TerminalError: Error { case noPty }

    /// Everything that was written so far.
    var text: String { shown.withLock { String(decoding: $0, as: UTF8.self) } }
    var bells: Int { shown.withLock { $0.count { $0 == 0x07 } } }

    /// Takes nothing any more, as a terminal that was stopped.
    func freeze(_ isFrozen: Bool) { frozen.withLock { $0 = isFrozen } }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(outer, $0.baseAddress, $0.count) }
    }
}
