/// What a device sent, with the times between: the raw material of a replay and of learning. Pure.
package struct Recording: Sendable {
    /// One thing that happened to or came from the device.
    package enum Event: Sendable, Hashable {
        /// With what it says of the form of its reports.
        case attached(ScannerKind, descriptor: [UInt8])
        case detached
        case key(KeyEvent)
        case bytes([UInt8])
    }

    /// An event and when it came, since the recording began.
    package struct Step: Sendable, Hashable {
        package let elapsed: Duration
        package let event: Event

        package init(_ elapsed: Duration, _ event: Event) {
            self.elapsed = elapsed
            self.event = event
        }
    }

    /// In their order.
    package var steps: [Step]

    package init(steps: [Step] = []) { self.steps = steps }

    /// What the device sent, without its coming and going.
    var sent: [Step] {
        steps.filter { step in
            switch step.event {
            case .key, .bytes: true
            case .attached, .detached: false
            }
        }
    }

    /// The longest pause between two things that it sent.
    var longestGap: Duration {
        zip(sent, sent.dropFirst()).map { $1.elapsed - $0.elapsed }.max() ?? .zero
    }
}
