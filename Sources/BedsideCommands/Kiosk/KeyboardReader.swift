import BedsideScreen
import BedsideTerminal
import Foundation

/// Reads the terminal on a thread of its own: reading blocks, and the cooperative pool must not.
struct KeyboardReader: Sendable {
    let terminal: TerminalSession
    let glass: Glass
    let onKey: @Sendable (Unicode.Scalar) -> Bool

    /// Calls `tell` for every event, and once with nil when the terminal is gone.
    func start(_ tell: @escaping @Sendable (KioskTerminal.Signal?) -> Void) {
        let thread = Thread {
            do { try read(tell) } catch {
                // A terminal that is gone is the ordinary end: whoever waits for keys learns it by the nil.
            }
            tell(nil)
        }
        thread.name = "bedside-keys"
        thread.start()
    }

    private func read(_ tell: (KioskTerminal.Signal?) -> Void) throws(TerminalError) {
        var decoder = InputDecoder()
        var events: [InputEvent] = []
        var bytes: [UInt8] = []
        while true {
            let patience = decoder.patience
            try terminal.read(into: &bytes, timeout: patience)
            if bytes.isEmpty, patience != nil {
                decoder.flush(into: &events)
            } else {
                decoder.decode(bytes, into: &events)
            }
            for event in events { deliver(event, tell) }
            events.removeAll(keepingCapacity: true)
        }
    }

    private func deliver(_ event: InputEvent, _ tell: (KioskTerminal.Signal?) -> Void) {
        switch event {
        case .interrupt: tell(.interrupt)
        case .character(let scalar) where onKey(scalar): break
        default:
            let seen = glass.seen
            if let key = KeyMap.key(for: event, on: seen.layout) { tell(.key(key, seen: seen.revision)) }
        }
    }
}
