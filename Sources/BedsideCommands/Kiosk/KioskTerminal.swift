package import BedsideDomain
package import BedsideScreen
package import BedsideTerminal
import BedsideWire
import Dispatch
import Foundation
import Glibc

/// The glass: draws the daemon's screens, sends keys, and says "out of service" when nobody answers.
///
/// It holds no rule and no data of a patient beyond the one screen that is shown.
package struct KioskTerminal: Sendable {
    /// What comes from the terminal besides keys.
    package enum Signal: Sendable {
        /// Pressed while the screen with this revision stood on the glass.
        case key(Key, seen: UInt64)
        case resized
        case interrupt
    }

    private let glass: Glass
    private let terminal: TerminalSession
    private let feed: any ScreenFeed
    private let leavable: Bool
    /// The bottom line of a demo: which key scans which code. Empty in a ward.
    private let onKey: @Sendable (Unicode.Scalar) -> Bool

    /// - Parameter onKey: takes a character before the kiosk sees it; true when it was the demo's.
    package init(
        terminal: TerminalSession, client: LocalClient, leavable: Bool, footer: [String] = [],
        onKey: @escaping @Sendable (Unicode.Scalar) -> Bool = { _ in false }
    ) {
        self.init(
            terminal: terminal, feed: KioskFeed(client: client), leavable: leavable, footer: footer, onKey: onKey)
    }

    /// A ward screen, with a demo's keys.
    package init(
        terminal: TerminalSession, ward: LocalClient, name: WardScreenName, footer: [String],
        onKey: @escaping @Sendable (Unicode.Scalar) -> Bool
    ) {
        self.init(
            terminal: terminal, feed: WardFeed(client: ward, name: name), leavable: true, footer: footer, onKey: onKey)
    }

    /// For any daemon's screens.
    init(
        terminal: TerminalSession, feed: any ScreenFeed, leavable: Bool, footer: [String] = [],
        onKey: @escaping @Sendable (Unicode.Scalar) -> Bool = { _ in false }
    ) {
        self.terminal = terminal
        self.feed = feed
        self.leavable = leavable
        self.onKey = onKey
        glass = Glass(terminal: terminal, footer: footer)
    }

    /// Until Ctrl-C (when it may) or the terminal goes away.
    package func run() async throws {
        let (signals, signal) = AsyncStream<Signal>.makeStream(bufferingPolicy: .bufferingOldest(256))
        let window = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
        window.setEventHandler { signal.yield(.resized) }
        window.resume()
        defer { window.cancel() }
        KeyboardReader(terminal: terminal, glass: glass, onKey: onKey).start { event in
            if let event { signal.yield(event) } else { signal.finish() }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watch() }
            group.addTask { try await send(signals) }
            // The first to end is the keyboard: the terminal closed or somebody left.
            try await group.next()
            group.cancelAll()
        }
    }

    /// Screens for ever: a broken stream is shown within a moment and joined again as soon as the daemon is back.
    private func watch() async throws {
        while !Task.isCancelled {
            var refusal: String?
            do {
                try await feed.resize(glass.viewport)
                try await feed.watch(on: glass)
            } catch is CancellationError {
                return
            } catch let error as CommandError where error.code == .refused || error.code == .notAllowed {
                refusal = error.sentence
            } catch {
                // Whatever broke, people need one sentence, and this loop tries again at once.
            }
            guard !Task.isCancelled else { return }
            try glass.show(feed.away(refusal))
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func send(_ signals: AsyncStream<Signal>) async throws {
        for await signal in signals {
            do {
                switch signal {
                case .key(let key, let seen): try await feed.press([key], seen: seen)
                case .resized:
                    try glass.redraw()
                    try await feed.resize(glass.viewport)
                case .interrupt: if leavable { return }
                }
            } catch is CommandError {
                // The daemon is away: the watcher has said so on the screen already.
            }
        }
    }
}
