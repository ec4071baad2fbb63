import BedsideDomain

/// What a nurse does, in the table's words.
extension NurseAct {
    /// - Parameter id: finds the alarm that a nurse means.
    func onTable(_ id: (AlarmName) throws -> AlarmID) throws -> AlarmAct {
        switch self {
        case .accept(let name): .accept(try id(name))
        case .reject(let name): .reject(try id(name))
        case .attend(let name): .attend(try id(name))
        case .attendAll(let place): .attendAll(place)
        case .leave(let name): .leave(try id(name))
        case .shelve(let name, let time, let reason):
            .shelve(try id(name), minutes: Int(time.milliseconds / 60_000), reason: reason)
        case .outOfService(let name, let time, let reason):
            .outOfService(try id(name), hours: Int(time.milliseconds / 3_600_000), reason: reason)
        case .bringBack(let name): .unshelve(try id(name))
        case .pauseSound: .pauseSound
        }
    }
}

extension AlarmName {
    /// Whether the other name, which says what it is about, is one of these.
    func covers(_ other: AlarmName) -> Bool {
        switch (self, other) {
        case (.technical(let fault, about: nil), .technical(let same, _)): fault == same
        default: self == other
        }
    }
}

extension AlarmAudit.Finding {
    var line: WardView.AuditLine {
        switch self {
        case .forgotten(let id): WardView.AuditLine(id: id, word: .forgotten)
        case .overdue(let id): WardView.AuditLine(id: id, word: .overdue)
        case .unarmed(let id): WardView.AuditLine(id: id, word: .unarmed)
        }
    }
}
