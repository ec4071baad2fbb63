import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideScreen
import BedsideWire
import Testing

extension TestWard {
    /// The serial lines of a ward with the part `.bells`.
    var lines: WardLines { get throws { try #require(bells, "the ward has no bells") } }

    /// Somebody before a ward screen that confirms what it shows.
    func nurse(_ name: String = "desk") throws -> Visitor {
        Visitor(ward: nurses, name: try WardScreenName(name), scanner: bells?.badges ?? scanner)
    }

    /// Waits until the board on the admin's socket fits; throws ``RigError`` with what is on it instead.
    @discardableResult
    func board(
        _ what: String, within time: Duration = .seconds(20), where wants: (OpenAlarmsMessage) -> Bool
    ) async throws -> OpenAlarmsMessage {
        let deadline = ContinuousClock.now + time
        while true {
            let board = try await admin.openAlarms()
            if wants(board) { return board }
            guard ContinuousClock.now < deadline else {
                let seen = board.alarms.map { "\($0.place) \($0.kind) \($0.about) \($0.state) \($0.level)" }
                throw RigError("waited \(time) for \(what); on the board: \(seen), inputs \(board.inputs)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits until an input is seen: what is sent before is nobody's.
    func inputIs(_ state: String, _ name: String = "bells") async throws {
        try await board("the input \(name) to be \(state)") { board in
            board.inputs.contains { $0.name == name && $0.state == state }
        }
    }
}

extension OpenAlarmsMessage {
    /// What is open of a kind, wherever and whatever it is about.
    func all(_ kind: String) -> [Alarm] { alarms.filter { $0.kind == kind } }

    func has(_ kind: String, at place: String? = nil, about: String? = nil) -> Bool {
        alarms.contains { alarm in
            alarm.kind == kind && (place ?? alarm.place) == alarm.place && (about ?? alarm.about) == alarm.about
        }
    }
}

extension Screen {
    /// The alarms of a ward screen.
    var alarmRows: [AlarmList.Row] {
        blocks.flatMap { block -> [AlarmList.Row] in
            guard case .alarms(let list) = block else { return [] }
            return list.rows
        }
    }

    /// Whether it asks for a badge's number, or for a PIN.
    func asks(isSecret: Bool) -> Bool {
        blocks.contains { if case .entry(let entry) = $0 { entry.isSecret == isSecret } else { false } }
    }

    /// Every text on it, as a failure shows it.
    var words: String { "\(heading) \(blocks)" }
}

extension Visitor {
    /// Presses a choice of the selected alarm again until something comes of it: a key just after the list moved is not
    /// taken. Throws ``RigError``.
    @discardableResult
    func insist(_ digit: Int, until what: String, where wants: @escaping @Sendable (Screen) -> Bool) async throws
        -> Screen
    {
        for _ in 0..<20 {
            try await press(.digit(digit))
            do { return try await see(what, within: .milliseconds(500), where: wants) } catch { continue }
        }
        throw RigError("pressed \(digit) for \(what); shown is \(screen?.words ?? "nothing")")
    }
}
