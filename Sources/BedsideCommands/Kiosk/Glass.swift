import BedsideDomain
import BedsideScreen
import BedsideTerminal
import Synchronization

/// What is on the terminal now. Draws the smallest change, and nothing when nothing changed.
final class Glass: Sendable {
    private struct State {
        var renderer = Renderer()
        var screen: Screen?
        var layout: Layout?
        var revision: UInt64 = 0
        var viewport: Viewport
        var bytes: [UInt8] = []
    }

    private let terminal: TerminalSession
    private let footer: [String]
    private let state: Mutex<State>

    init(terminal: TerminalSession, footer: [String]) {
        self.terminal = terminal
        self.footer = footer
        state = Mutex(State(viewport: Self.size(terminal, footer)))
    }

    var viewport: Viewport { state.withLock { $0.viewport } }
    /// What stands before whoever presses a key now, and the daemon's revision of it.
    var seen: (layout: Layout?, revision: UInt64) { state.withLock { ($0.layout, $0.revision) } }

    /// - Parameter revision: the daemon's; 0 for a screen that is not the daemon's.
    func show(_ screen: Screen, revision: UInt64 = 0) throws(TerminalError) { try draw(screen, revision) }

    /// One BEL, for terminals that make a sound of it.
    func ring() throws(TerminalError) { try terminal.write([0x07]) }

    /// After the window changed its size.
    func redraw() throws(TerminalError) {
        let (screen, revision) = state.withLock { state in
            state.viewport = Self.size(terminal, footer)
            state.renderer.forget()
            return (state.screen, state.revision)
        }
        if let screen { try draw(screen, revision) }
    }

    private func draw(_ screen: Screen, _ revision: UInt64) throws(TerminalError) {
        let bytes = state.withLock { state in
            let layout = Layout(screen: screen, viewport: state.viewport)
            state.bytes.removeAll(keepingCapacity: true)
            state.renderer.render(layout.grid, wiping: screen.wipes, into: &state.bytes)
            state.screen = screen
            state.layout = layout
            state.revision = revision
            if !footer.isEmpty { state.bytes += Self.footerBytes(footer, below: state.viewport) }
            return state.bytes
        }
        try terminal.write(bytes)
    }

    /// The kiosk's part of the terminal: all of it but the demo's help lines.
    private static func size(_ terminal: TerminalSession, _ footer: [String]) -> Viewport {
        let whole = terminal.viewport
        return Viewport(columns: whole.columns, rows: whole.rows - footer.count)
    }

    private static func footerBytes(_ lines: [String], below viewport: Viewport) -> [UInt8] {
        // Saved and restored around it: the renderer relies on the style and place that it left.
        var text = "\u{1B}7"
        for (index, line) in lines.enumerated() {
            text += "\u{1B}[\(viewport.rows + 1 + index);1H\u{1B}[0;2m"
            text += Text(line).shortened(to: viewport.columns).string + "\u{1B}[0m\u{1B}[K"
        }
        return Array((text + "\u{1B}8").utf8)
    }
}
