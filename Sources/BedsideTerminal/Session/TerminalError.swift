/// Why the terminal cannot be used.
package struct TerminalError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        case notATerminal = "not-a-terminal"
        case cannotOpen = "cannot-open-terminal"
        case cannotConfigure = "cannot-configure-terminal"
        case cannotRead = "cannot-read-terminal"
        case cannotWrite = "cannot-write-terminal"
        case gone = "terminal-gone"
        case stuck = "terminal-stuck"
    }

    package let code: Code
    /// For IT: what failed and what to do.
    package let sentence: String
    /// The system's error number; 0 if there was none.
    package let errno: Int32
    package var codeText: String { code.rawValue }
    package var description: String {
        errno == 0 ? "\(codeText): \(sentence)" : "\(codeText): \(sentence) (errno \(errno))"
    }

    init(_ code: Code, _ sentence: String, errno: Int32 = 0) {
        self.code = code
        self.sentence = sentence
        self.errno = errno
    }
}
