/// Events that nobody fetched yet, merged by the rules of ``ContactOutlet``.
struct PendingContacts: Sendable {
    private var order: [Key] = []
    private var presses: [PointName: Int] = [:]
    private var levels: [PointName: Turns<Bool>] = [:]
    private var sight: [ContactSubject: Turns<Sight>] = [:]
    private var strangers: Set<InputName> = []

    var isEmpty: Bool { order.isEmpty }

    mutating func add(_ event: ContactEvent) {
        switch event {
        case .pressed(let point, let count):
            if presses[point] == nil { order.append(.press(point)) }
            presses[point, default: 0] &+= count
        case .level(let point, let isActive):
            if levels[point] == nil { order.append(.level(point)) }
            levels[point, default: Turns()].add(isActive)
        case .lost(let subject, let loss): see(subject, .lost(loss))
        case .back(let subject): see(subject, .back)
        case .stranger(let input):
            if strangers.insert(input).inserted { order.append(.stranger(input)) }
        }
    }

    /// All of them, in the order of their first arrival; none is left.
    mutating func take() -> [ContactEvent] {
        defer { self = PendingContacts() }
        return order.flatMap { key -> [ContactEvent] in
            switch key {
            case .press(let point): [.pressed(point, count: presses[point] ?? 0)]
            case .level(let point): (levels[point]?.all ?? []).map { .level(point, isActive: $0) }
            case .sight(let subject): (sight[subject]?.all ?? []).map { $0.event(of: subject) }
            case .stranger(let input): [.stranger(input)]
            }
        }
    }

    private mutating func see(_ subject: ContactSubject, _ seen: Sight) {
        if sight[subject] == nil { order.append(.sight(subject)) }
        sight[subject, default: Turns()].add(seen)
    }

    private enum Key: Sendable {
        case press(PointName)
        case level(PointName)
        case sight(ContactSubject)
        case stranger(InputName)
    }
}

/// The turns of something that is either one way or the other, at most three of them: what it turned to first, that it
/// turned since, and how it is now. Of more, a pair of turns in the middle goes: it began and ended as those that stay.
struct Turns<Value: TwoSided & Sendable>: Sendable {
    private(set) var all: [Value] = []

    mutating func add(_ value: Value) {
        if let last = all.last, last.side == value.side {
            all[all.count - 1] = value
            return
        }
        all.append(value)
        if all.count > 3 { all.removeSubrange(1...2) }
    }
}

/// A value that stands on one of two sides; values of one side replace each other.
protocol TwoSided {
    var side: Bool { get }
}

extension Bool: TwoSided {
    var side: Bool { self }
}

/// Whether something can be seen.
enum Sight: TwoSided, Sendable {
    case back
    case lost(ContactLoss)

    var side: Bool {
        switch self {
        case .back: true
        case .lost: false
        }
    }

    func event(of subject: ContactSubject) -> ContactEvent {
        switch self {
        case .back: .back(subject)
        case .lost(let loss): .lost(subject, loss)
        }
    }
}
