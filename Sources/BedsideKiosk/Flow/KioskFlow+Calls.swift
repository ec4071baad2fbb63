import BedsideDomain

/// How far the calls from this place are, and what of it is told to whoever stands here.
extension KioskFlow {
    /// The one that needs most, of the beds here and of the last call from this kiosk; nil when nothing is open.
    var callsHere: CallProgress? {
        settings.callPlaces.union([calledFrom].compactMap(\.self)).compactMap { calls[$0] }.min()
    }

    mutating func take(_ calls: [AlarmPlace: CallProgress]) {
        let before = callsHere
        self.calls = calls
        let now = callsHere
        if now == nil { calledFrom = nil }
        guard before != now else { return }
        switch overlay {
        // What is still being sent is answered by its own answer.
        case .help(.sending), .help(.failed), .notice: break
        case .help: overlay = .help(HelpCall(now))
        // Nobody there: the first screen says it by itself. Typing and paying are not cut into.
        case nil where session != nil && pending == nil && !steps.top.habits.defersNotices && now != .called:
            overlay = .help(HelpCall(now))
        case nil: break
        }
    }

    /// The answer to the key "call a person".
    mutating func noteHelp(_ answer: KioskAnswer) {
        guard case .called(let place) = answer else { return overlay = .help(.failed) }
        calledFrom = place
        if case .help = overlay { overlay = .help(HelpCall(calls[place] ?? .called)) }
    }
}

extension CallProgress {
    /// The line of the first screen.
    var line: TextKey {
        switch self {
        case .called: .welcomeCalled
        case .accepted: .welcomeCallAccepted
        case .attended: .welcomeCallAttended
        }
    }
}
