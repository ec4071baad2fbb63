import BedsideDomain
import BedsideScreen

/// Keys, clicks and touches.
extension WardFlow {
    mutating func press(_ key: Key, _ now: Duration) -> [WardEffect] {
        touched = now
        // Acts and answers count once; fields, lists and pages take a key as often as it comes.
        let isDoubled = strokes.isDoubled(key, at: now)
        if key == .language {
            language = language.other
            return []
        }
        switch question {
        case nil:
            if isDoubled, key.acts { return [] }
            return page == .alarms ? pressOnAlarms(key, now) : pressOnPage(key, now)
        case .reason(let row, let hold):
            guard let choice = key.choice else { return leave(key) }
            guard !isDoubled else { return [] }
            let reasons = HoldReason.allCases
            if reasons.indices.contains(choice - 1) { question = .time(row, hold, reasons[choice - 1]) }
        case .time(let row, let hold, let reason):
            guard let choice = key.choice else { return leave(key) }
            guard !isDoubled else { return [] }
            let times = hold.times(settings.rules)
            guard times.indices.contains(choice - 1) else { return [] }
            question = nil
            return want(
                WardIntent(act: hold.act(row.id, times[choice - 1], reason), verb: hold.verb, row: row), now)
        case .badge(let intent, let field): return typeBadge(key, intent, field, now)
        case .pin(let intent, let badge, let field): return typePIN(key, intent, badge, field)
        }
        return []
    }

    private mutating func pressOnAlarms(_ key: Key, _ now: Duration) -> [WardEffect] {
        switch key {
        case .digit(8), .choose(8): turn(to: .held)
        case .digit(9), .choose(9): turn(to: .faults)
        case .digit(0), .back: actor = nil
        case .digit(let digit), .choose(let digit): return act(digit, now)
        case .enter: return act(1, now)
        case .letter:
            // A scanner that types like a keyboard, or somebody who says first who they are.
            question = .badge(for: nil)
            return press(key, now)
        default: move(key)
        }
        return []
    }

    private mutating func pressOnPage(_ key: Key, _ now: Duration) -> [WardEffect] {
        switch key {
        case .digit(0), .choose(0), .back, .backspace: turn(to: .alarms)
        case .digit(8): turn(to: .held)
        case .digit(9): turn(to: .faults)
        case .digit(1), .choose(1), .enter:
            guard page == .held, let row = cursor.row(in: rows) else { return [] }
            return want(WardIntent(act: .unshelve(row.id), verb: .wardUnshelve, row: row), now)
        default: move(key)
        }
        return []
    }

    private mutating func turn(to page: WardPage) {
        self.page = page
        cursor.follow()
    }

    private mutating func move(_ key: Key) {
        let rows = rows
        let pages = pages(of: page)
        let index = cursor.index(in: rows) ?? 0
        switch key {
        case .up: cursor.step(-1, in: rows)
        case .down: cursor.step(1, in: rows)
        case .left: cursor.step(pages.start(before: index) - index, in: rows)
        case .right: cursor.step(pages.start(after: index) - index, in: rows)
        case .row(let row):
            let shown = pages.indices(around: index)
            if shown.indices.contains(row) { cursor.choose(rows[shown[row]]) }
        default: break
        }
    }

    /// Only what leads out of a question does anything beside its choices.
    private mutating func leave(_ key: Key) -> [WardEffect] {
        if key == .back || key == .backspace || key == .digit(0) { question = nil }
        return []
    }

    private mutating func typeBadge(
        _ key: Key, _ intent: WardIntent?, _ field: Field, _ now: Duration
    ) -> [WardEffect] {
        var field = field
        switch key {
        case .back: question = nil
        case .backspace where field.isEmpty: question = nil
        case .digit(0) where field.isEmpty: question = nil
        case .enter where !field.isEmpty:
            do {
                question = .pin(intent, try StaffID(field.text.uppercased()), Field(limit: 12))
            } catch {
                question = .badge(for: intent)
                say(Saying(.wardBadNumber), isTrouble: true, now)
            }
        case .choose, .enter: break
        default:
            field.take(key)
            question = .badge(intent, field)
        }
        return []
    }

    private mutating func typePIN(
        _ key: Key, _ intent: WardIntent?, _ badge: StaffID, _ field: Field
    ) -> [WardEffect] {
        var field = field
        switch key {
        case .back: question = nil
        case .backspace where field.isEmpty: question = .badge(for: intent)
        case .enter where !field.isEmpty:
            question = .pin(intent, badge, Field(limit: 12))
            return check(
                badge, intent, .logOn(badge, pin: Sensitive(field.text), right: intent?.right ?? .shelveAlarms))
        default:
            field.take(key)
            question = .pin(intent, badge, field)
        }
        return []
    }
}

extension Key {
    /// It does something to the selected alarm.
    fileprivate var acts: Bool { choice.map { $0 < 8 } ?? (self == .enter) }

    /// The digit of a choice, pressed or clicked; 0 leads back and is none.
    fileprivate var choice: Int? {
        switch self {
        case .digit(let digit) where digit > 0: digit
        case .choose(let digit) where digit > 0: digit
        default: nil
        }
    }
}
