import BedsideScreen
import BedsideTerminal
import CPosix
import Glibc
import Testing

/// On a pseudo-terminal: the test holds the other end.
struct TerminalSessionTests {
    private struct Pair {
        let outer: Int32
        let inner: Int32

        init(columns: UInt16, rows: UInt16) throws {
            var outer: Int32 = -1
            var inner: Int32 = -1
            var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
            let result = unsafe openpty(&outer, &inner, nil, nil, &size)
            try #require(result == 0)
            self.outer = outer
            self.inner = inner
        }

        var mode: termios {
            var mode = termios()
            _ = unsafe tcgetattr(inner, &mode)
            return mode
        }

        /// What has arrived at the outer end.
        func output() -> String {
            var bytes: [UInt8] = []
            var entry = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
            while unsafe poll(&entry, 1, 100) > 0 {
                var buffer = [UInt8](repeating: 0, count: 65536)
                let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(outer, $0.baseAddress, $0.count) }
                if count <= 0 { break }
                bytes += buffer.prefix(count)
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        func type(_ text: String) {
            let bytes = Array(text.utf8)
            _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(outer, $0.baseAddress, $0.count) }
        }
    }

    @Test func itIsRawWhileOpenAndAsBeforeAfter() throws {
        let pair = try Pair(columns: 80, rows: 20)
        let before = pair.mode
        let session = try TerminalSession(borrowing: pair.inner)
        #expect(pair.mode.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0)
        let entered = pair.output()
        for mode in ["\u{1B}[?1049h", "\u{1B}[?25l", "\u{1B}[?1000h", "\u{1B}[?1006h", "\u{1B}[?2004h", "\u{1B}[3J"] {
            #expect(entered.contains(mode))
        }
        #expect(session.viewport == .standard)
        session.close()
        session.close()
        let left = pair.output()
        for mode in ["\u{1B}[?1049l", "\u{1B}[?25h", "\u{1B}[?1000l", "\u{1B}[?1006l", "\u{1B}[?2004l"] {
            #expect(left.components(of: mode) == 1)
        }
        #expect(pair.mode.c_lflag == before.c_lflag)
        #expect(pair.mode.c_iflag == before.c_iflag)
        #expect(pair.mode.c_oflag == before.c_oflag)
    }

    @Test func releasingItRestoresToo() throws {
        let pair = try Pair(columns: 80, rows: 20)
        let before = pair.mode
        do { _ = try TerminalSession(borrowing: pair.inner) }
        #expect(pair.mode.c_lflag == before.c_lflag)
    }

    @Test func typingIsRead() throws {
        let pair = try Pair(columns: 64, rows: 16)
        let session = try TerminalSession(borrowing: pair.inner)
        #expect(session.viewport == .smallest)
        pair.type("1\u{3}")
        var buffer: [UInt8] = []
        try session.read(into: &buffer, timeout: .seconds(5))
        #expect(buffer == [0x31, 0x03])
        try session.read(into: &buffer, timeout: .zero)
        #expect(buffer.isEmpty)
    }

    @Test func aFileIsNoTerminal() throws {
        let descriptor = unsafe open("/dev/null", O_RDWR)
        defer { close(descriptor) }
        #expect {
            _ = try TerminalSession(borrowing: descriptor)
        } throws: { error in
            (error as? TerminalError)?.code == .notATerminal
        }
    }

    @Test func nothingIsWrittenOnceItIsClosed() throws {
        let pair = try Pair(columns: 80, rows: 20)
        let session = try TerminalSession(borrowing: pair.inner)
        session.close()
        _ = pair.output()
        #expect {
            try session.write([0x41])
        } throws: { error in
            (error as? TerminalError)?.code == .gone
        }
        #expect(pair.output().isEmpty)
    }

    @Test func aTerminalThatHangsUpIsGone() throws {
        let pair = try Pair(columns: 80, rows: 20)
        let session = try TerminalSession(borrowing: pair.inner)
        close(pair.outer)
        var buffer: [UInt8] = []
        #expect {
            try session.read(into: &buffer, timeout: .seconds(5))
        } throws: { error in
            (error as? TerminalError)?.code == .gone
        }
        session.close()
    }
}

extension String {
    /// How often `part` occurs.
    fileprivate func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
