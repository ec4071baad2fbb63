import BedsideWire

/// Asks for the codes of the setup page one after another and records what the scanner makes of each.
enum SetupPage {
    private enum Input: Sendable {
        case step(TraceMessage, [UInt8])
        case tick(ContinuousClock.Instant)
        case ended
    }

    /// A recording with a mark before each code. Throws ``CommandError`` when the daemon ends the trace.
    static func record(_ name: String, _ client: LocalClient) async throws -> [UInt8] {
        let (inputs, input) = AsyncStream<Input>.makeStream(bufferingPolicy: .bufferingOldest(65_536))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                defer { input.yield(.ended) }
                try await client.trace(name, reveal: true) { message, bytes in
                    input.yield(.step(message, bytes))
                    return true
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    try await Task.sleep(for: .milliseconds(100))
                    input.yield(.tick(.now))
                }
            }
            var recorder = SetupRecorder(codes: SetupCodes.all)
            for await next in inputs {
                switch next {
                case .step(let message, let bytes):
                    recorder.take(message, bytes, at: .now)
                    // Not before: what is scanned before the daemon listens would be lost.
                    if case .begin = message.step { ask(recorder) }
                case .tick(let now):
                    guard recorder.tick(at: now) else { continue }
                    guard !recorder.isDone else { return recorder.lines }
                    ask(recorder)
                case .ended:
                    // What the trace ended with, first.
                    try await group.next()
                    throw CommandError(.notUnderstood, "The daemon ended the trace; see its log.")
                }
            }
            throw CancellationError()
        }
    }

    private static func ask(_ recorder: SetupRecorder) {
        if let code = recorder.wanted {
            Output.problem("scan the code \(recorder.index + 1) of the setup page: \(code)")
        }
    }
}

/// Decides which code a scanner's bytes belong to: a code is over after a second of silence. Pure; time is passed in.
struct SetupRecorder {
    /// Far above any pause within a code, far below what a person needs to fetch the next.
    static let silence = Duration.seconds(1)

    let codes: [String]
    /// The code that is awaited, from 0.
    private(set) var index = 0
    /// JSON lines with a mark before each code.
    private(set) var lines: [UInt8] = []
    private var last: ContinuousClock.Instant?
    private var isMarked = false

    init(codes: [String]) { self.codes = codes }

    var isDone: Bool { index == codes.count }
    var wanted: String? { isDone ? nil : codes[index] }

    mutating func take(_ message: TraceMessage, _ json: [UInt8], at time: ContinuousClock.Instant) {
        switch message.step {
        case .key, .bytes:
            guard !isDone else { return }
            if !isMarked {
                lines += mark(message.microseconds)
                isMarked = true
            }
            last = time
        case .begin, .attached, .detached, .scan, .fault, .limited, .mark: break
        }
        lines += json + [0x0A]
    }

    /// True when a code has come to its end.
    mutating func tick(at time: ContinuousClock.Instant) -> Bool {
        guard let last, !isDone, time >= last + Self.silence else { return false }
        self.last = nil
        isMarked = false
        index += 1
        return true
    }

    /// A line that says which code comes.
    private func mark(_ microseconds: Int) -> [UInt8] {
        Array(#"{"lost":0,"microseconds":\#(microseconds),"step":{"mark":{"text":"code \#(index + 1)"}}}"#.utf8) + [
            0x0A
        ]
    }
}
