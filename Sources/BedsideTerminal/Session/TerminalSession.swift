package import BedsideScreen
import CPosix
import Glibc
import Synchronization

/// A terminal while Bedside has it: raw, on its alternate screen, and put back as it was when closed or released.
///
/// Reads and writes block, so call them off the cooperative pool. Signals are the caller's business: on SIGWINCH ask for
/// ``viewport`` again.
package final class TerminalSession: Sendable {
    /// To wait on for input; reading goes through ``read(into:)``.
    package let descriptor: Int32
    private let owns: Bool
    private let state: Mutex<State>

    private struct State {
        /// How the terminal was before; nil once it is restored.
        var original: termios?
    }

    /// The terminal that controls this process.
    package static func controlling() throws(TerminalError) -> TerminalSession {
        let descriptor = unsafe bedside_open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC, 0)
        guard descriptor >= 0 else {
            throw TerminalError(
                .cannotOpen, "This process has no terminal. Start it in a terminal, not from a pipe or a service.",
                errno: -descriptor)
        }
        return try TerminalSession(owning: descriptor)
    }

    /// Takes the descriptor over and closes it in the end, also when this throws.
    package convenience init(owning descriptor: Int32) throws(TerminalError) {
        try self.init(descriptor, owns: true)
    }

    /// Uses a descriptor that stays open after, such as standard input's.
    package convenience init(borrowing descriptor: Int32) throws(TerminalError) {
        try self.init(descriptor, owns: false)
    }

    private init(_ descriptor: Int32, owns: Bool) throws(TerminalError) {
        self.descriptor = descriptor
        self.owns = owns
        var original = termios()
        let read = unsafe tcgetattr(descriptor, &original)
        let reason = errno
        guard read == 0 else {
            if owns { Glibc.close(descriptor) }
            throw TerminalError(.notATerminal, "Descriptor \(descriptor) is not a terminal.", errno: reason)
        }
        state = Mutex(State(original: original))
        try enter(from: original)
    }

    deinit { close() }

    private func enter(from original: termios) throws(TerminalError) {
        var raw = original
        unsafe cfmakeraw(&raw)
        guard unsafe tcsetattr(descriptor, TCSAFLUSH, &raw) == 0 else {
            throw TerminalError(.cannotConfigure, "The terminal refuses raw mode.", errno: errno)
        }
        try Self.send(ControlBytes.enter, to: descriptor)
    }

    /// Puts the terminal back as it was; a second call does nothing. A terminal that has gone away is left as it is.
    package func close() {
        state.withLock { state in
            guard var original = state.original else { return }
            state.original = nil
            // A terminal that is gone needs no goodbye, and there is nobody left to tell.
            do throws(TerminalError) { try Self.send(ControlBytes.leave, to: descriptor) } catch {}
            _ = unsafe tcsetattr(descriptor, TCSAFLUSH, &original)
            if owns { _ = Glibc.close(descriptor) }
        }
    }

    /// Runs `act` on the open descriptor; a closed one may already be somebody else's file.
    func whileOpen(_ act: () throws(TerminalError) -> Void) throws(TerminalError) {
        let failure: TerminalError? = state.withLock { state in
            guard state.original != nil else { return TerminalError(.gone, "The terminal was given back already.") }
            do throws(TerminalError) { try act() } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }

    /// The size now; ``Viewport/standard`` if the terminal does not know its own.
    package var viewport: Viewport {
        var columns: Int32 = 0
        var rows: Int32 = 0
        let result = unsafe bedside_window_size(descriptor, &columns, &rows)
        guard result == 0, columns > 0, rows > 0 else { return .standard }
        return Viewport(columns: Int(columns), rows: Int(rows))
    }
}
