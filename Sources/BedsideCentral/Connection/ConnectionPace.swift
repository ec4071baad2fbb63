import NIOCore

/// How long the other end of a connection may take for each step: one that sends a byte a minute, or never reads its answer,
/// must not hold a place. A value: the handler asks it and keeps one timer.
struct ConnectionPace: Sendable {
    struct Limits: Sendable {
        /// From the connection, with its handshake, to the end of the first request's head.
        var head: TimeAmount = .seconds(15)
        /// From a request's head to its end.
        var body: TimeAmount = .seconds(30)
        /// Between two requests.
        var idle: TimeAmount = .seconds(90)
        /// While the other end takes nothing of what it is sent.
        var stalled: TimeAmount = .seconds(60)
        /// Bytes of one request's body; a larger one is refused first, and what still comes is thrown away up to here.
        var bodyBytes = 16 << 20
    }

    private let limits: Limits
    private var bytes = 0
    private(set) var deadline: NIODeadline?

    init(_ limits: Limits, at now: NIODeadline) {
        self.limits = limits
        deadline = now + limits.head
    }

    mutating func headCame(at now: NIODeadline) {
        bytes = 0
        deadline = now + limits.body
    }

    /// False when the connection must be closed.
    mutating func bodyCame(_ count: Int) -> Bool {
        bytes += count
        return bytes <= limits.bodyBytes
    }

    /// The answer may take its time: a long poll waits.
    mutating func requestEnded() { deadline = nil }

    mutating func answerEnded(at now: NIODeadline) { deadline = now + limits.idle }

    mutating func writable(_ is: Bool, at now: NIODeadline) {
        deadline = `is` ? nil : now + limits.stalled
    }
}
