import BedsideDomain

/// Reads a scenario: one thing a line, `#` begins a comment, the head comes first. Pure: text in, value or complaint out.
struct ScenarioParser {
    static let commandForms = inputForms + nurseForms + technicalForms

    private var scenario: Scenario
    private var screens: [WardScreenName]?
    /// The alarm that was spoken of last: `expect escalated level 2` is about it.
    private var subject: AlarmName?

    static func parse(_ text: String, file: String) throws(ScenarioError) -> Scenario {
        var parser = ScenarioParser(file: file)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let text = withoutComment(line)
            guard !text.isEmpty else { continue }
            do throws(Complaint) {
                try parser.read(text, line: index + 1)
            } catch {
                throw ScenarioError(file: file, line: index + 1, message: error.message, known: error.known)
            }
        }
        return try parser.finished()
    }

    private init(file: String) { scenario = Scenario(file: file) }

    private mutating func read(_ text: String, line: Int) throws(Complaint) {
        // `+30s` is two words written as one.
        var reader = WordReader(text.hasPrefix("+") ? "+ " + text.dropFirst() : text)
        if let head = try reader.read(headForms) {
            guard scenario.steps.isEmpty else {
                throw Complaint("\"\(text)\" belongs to the head, before the first thing that happens")
            }
            return take(head)
        }
        let command = try command(&reader)
        if let need = command.needs, !scenario.needs.contains(need) {
            throw Complaint("not every runner can do this: write \"needs \(need.rawValue)\" into the head")
        }
        if let named = command.alarm { subject = named }
        scenario.steps.append(Scenario.Step(line: line, text: text, command: command))
    }

    private mutating func take(_ head: HeadLine) {
        switch head {
        case .title(let text): scenario.title = text
        case .needs(let capability): scenario.needs.insert(capability)
        case .screens(let names): screens = names
        case .sounder(let role): scenario.ward.sounder = role
        case .team(let place, let levels): scenario.ward.teams[place] = levels
        }
    }

    private func command(_ reader: inout WordReader) throws(Complaint) -> Command {
        if reader.skip("expect") { return .expect(try expectation(&reader)) }
        if let command = try reader.read(Self.commandForms) { return command }
        let forms = (headForms.map(\.text) + Self.commandForms.map(\.text)).sorted() + ["expect ..."]
        throw Complaint("nobody understands \"\(reader.peek ?? "")\"", known: forms)
    }

    private func expectation(_ reader: inout WordReader) throws(Complaint) -> Expectation {
        if let expectation = try reader.read(wardForms) { return expectation }
        var subject = subject
        if reader.isAtAlarm { subject = try reader.alarm(reserved: stateWords) }
        guard let state = try reader.read(stateForms) else {
            throw Complaint(
                "nobody understands what is expected at \"\(reader.peek ?? "")\"",
                known: wardForms.map { "expect \($0.text)" } + stateForms.map { "expect [ALARM] \($0.text)" })
        }
        guard let subject else { throw Complaint("of which alarm?", known: AlarmName.forms) }
        return .alarm(subject, state)
    }

    private func finished() throws(ScenarioError) -> Scenario {
        var scenario = scenario
        if let screens { scenario.ward.screens = screens } else { scenario.ward.screens = [try deskScreen()] }
        func complain(_ message: String) -> ScenarioError {
            ScenarioError(file: scenario.file, line: 1, message: message)
        }
        if scenario.title.isEmpty { throw complain("a scenario needs a line \"title: TEXT\"") }
        let isLooking = scenario.steps.contains { if case .expect = $0.command { true } else { false } }
        if !isLooking { throw complain("a scenario that expects nothing proves nothing") }
        let buttons = Set(
            scenario.steps.compactMap { if case .press(let point, _) = $0.command { point } else { nil } })
        if let both = scenario.contacts.first(where: buttons.contains) {
            throw complain("\(both.alarm) is a button in one line and a contact in another")
        }
        for need in Capability.allCases where scenario.needs.contains(need) {
            guard scenario.steps.contains(where: { $0.command.needs == need }) else {
                throw complain("\"needs \(need.rawValue)\" is not used")
            }
        }
        return scenario
    }

    private func deskScreen() throws(ScenarioError) -> WardScreenName {
        do throws(DomainError) { return try WardScreenName("desk") } catch {
            throw ScenarioError(file: scenario.file, line: 1, message: error.sentence)
        }
    }

    private static func withoutComment(_ line: Substring) -> String {
        let words = line.split(whereSeparator: \.isWhitespace)
        return words.prefix { !$0.hasPrefix("#") }.joined(separator: " ")
    }
}

extension Command {
    /// The alarm that this line speaks of.
    fileprivate var alarm: AlarmName? {
        switch self {
        case .press(let point, _), .contact(let point, _), .point(let point, _): point.alarm
        case .act(let act, _, _): act.alarm
        case .expect(.alarm(let name, _)): name
        default: nil
        }
    }
}

extension NurseAct {
    /// Nil when it is about more than one.
    var alarm: AlarmName? {
        switch self {
        case .accept(let name), .reject(let name), .attend(let name), .leave(let name), .bringBack(let name): name
        case .shelve(let name, _, _), .outOfService(let name, _, _): name
        case .attendAll, .pauseSound: nil
        }
    }
}
