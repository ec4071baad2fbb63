import BedsideDemo
import Synchronization

/// Patients and nurses at the buttons of a few beds: frames without a pause until they are told to stop, and a note of each.
final class ButtonTraffic: Sendable {
    /// A kind of alarm at a bed, as the board names both.
    struct Button: Hashable {
        let place: String
        let kind: String
    }

    private struct State {
        var pressed: Set<Button> = []
        var cancelled: Set<String> = []
        var isOver = false
    }

    private let state = Mutex(State())

    /// What was pressed so far, and where a cancel key was.
    var pressed: Set<Button> { state.withLock { $0.pressed } }
    var cancelled: Set<String> { state.withLock { $0.cancelled } }

    func stop() { state.withLock { $0.isOver = true } }

    /// - Parameter cancels: whether somebody also comes to the beds; without, whatever is raised stays.
    ///
    /// Throws ``RigError`` when the line does not take a frame.
    func run(at beds: [UInt8], cancels: Bool, on lines: WardLines, _ dice: Dice) async throws {
        var dice = dice
        let choices = Self.choices.filter { cancels || $0.kind != nil }
        while !state.withLock({ $0.isOver }) {
            guard let bed = beds.randomElement(using: &dice) else { return }
            let (command, isToilet, kind) = choices.randomElement(using: &dice) ?? choices[0]
            // Noted first: what is sent may be on the board at once.
            state.withLock { state in
                if let kind {
                    state.pressed.insert(Button(place: "\(bed)", kind: kind))
                } else {
                    state.cancelled.insert("\(bed)")
                }
            }
            try lines.send(command, bed: bed, fromToilet: isToilet)
            try await Task.sleep(for: .milliseconds(.random(in: 1...12, using: &dice)))
        }
    }

    private static let choices: [(WardBells.Command, isToilet: Bool, kind: String?)] = [
        (.call, false, "call"), (.call, true, "toilet"), (.emergency, false, "emergency"),
        (.infusion, false, "infusion-empty"), (.clear, false, nil), (.clear, true, nil),
    ]
}
