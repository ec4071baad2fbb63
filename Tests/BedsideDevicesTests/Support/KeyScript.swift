import BedsideDevices
import BedsideDomain

/// A stream of key events with their times, and what a decoder makes of it.
struct KeyScript {
    private(set) var steps: [(milliseconds: Double, event: KeyEvent)] = []

    /// Reads a script: a line for each event, `MILLISECONDS +KEY` for a press, `-KEY` for a release, `*KEY` for the
    /// kernel's repetition, `SYN` for a report's end, `DROPPED` for a full ring. Text after `;` is a remark.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = line.prefix { $0 != ";" }.split(separator: " ")
            guard words.count == 2, let milliseconds = Double(words[0]) else { continue }
            steps.append((milliseconds, Self.event(String(words[1]))))
        }
    }

    /// Types a text as a scanner does: Shift in a report of its own, one event each millisecond, then an ending key.
    init(typing text: String, ending: String? = "ENTER", from start: Double = 0, shift: String = "LEFTSHIFT") {
        var time = start
        func add(_ event: KeyEvent) {
            steps.append((time, event))
            steps.append((time, .report))
            time += 1
        }
        for character in text {
            guard let key = Keys.typing(character) else { continue }
            if key.shift { add(.down(Keys.code(shift))) }
            add(.down(Keys.code(key.name)))
            add(.up(Keys.code(key.name)))
            if key.shift { add(.up(Keys.code(shift))) }
        }
        if let ending {
            add(.down(Keys.code(ending)))
            add(.up(Keys.code(ending)))
        }
    }

    /// When the last event came.
    var end: Double { steps.last?.milliseconds ?? 0 }

    /// Everything that a fresh decoder tells, as ``shown(_:)``; then the silence after the script, if asked for.
    func outcomes(
        framing: ScanFraming = .standard, capsLock: Bool = false, silenceAfter: Bool = false
    ) -> [String] {
        var decoder = WedgeDecoder(framing: framing, capsLock: capsLock)
        return run(&decoder, silenceAfter: silenceAfter)
    }

    /// The same through a decoder that has a past.
    func run(_ decoder: inout WedgeDecoder, silenceAfter: Bool = false) -> [String] {
        var told: [ScanOutcome] = []
        for step in steps { told += decoder.feed(step.event, at: moment(step.milliseconds)) }
        if silenceAfter { told += decoder.expire(at: moment(end + 2_000)) }
        return told.map(shown)
    }

    private static func event(_ word: String) -> KeyEvent {
        let key = String(word.dropFirst())
        return switch word.first {
        case "+": .down(Keys.code(key))
        case "-": .up(Keys.code(key))
        case "*": KeyEvent(type: 1, code: Keys.code(key), value: 2)
        case "D": .dropped
        default: .report
        }
    }
}

/// The zero of all test times.
private let zero = ContinuousClock.now

/// A moment of a test's own time.
func moment(_ milliseconds: Double) -> ContinuousClock.Instant { zero + .microseconds(Int64(milliseconds * 1000)) }

/// A scan as its text in quotes, a fault as its word.
func shown(_ outcome: ScanOutcome) -> String {
    switch outcome {
    case .scan(let payload): "'\(String(decoding: payload.payload.value, as: UTF8.self))'"
    case .fault(let fault): fault.codeText
    }
}
