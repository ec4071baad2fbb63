import BedsideDomain

/// What nurses and technicians do.
let nurseForms: [Form<Command>] = [
    Form("accept", "ALARM by nurse A [at screen NAME]") { reader throws(Complaint) in
        try reader.act { .accept($0) }
    },
    Form("reject", "ALARM by nurse A [at screen NAME]") { reader throws(Complaint) in
        try reader.act { .reject($0) }
    },
    Form("attend", "ALARM by nurse A at bed | at screen [NAME]") { reader throws(Complaint) in
        try reader.act(mustSayWhere: true) { .attend($0) }
    },
    Form("attend bed", "PLACE by nurse A") { reader throws(Complaint) in
        let place = try reader.place()
        return .act(.attendAll(place), nurse: try reader.nurse(), .bed)
    },
    Form("leave", "ALARM by nurse A [at bed]") { reader throws(Complaint) in
        try reader.act { .leave($0) }
    },
    Form("shelve", "ALARM by nurse A for TIME because REASON") { reader throws(Complaint) in
        try reader.hold { .shelve($0, $1, reason: $2) }
    },
    Form("out of service", "ALARM by nurse A for TIME because REASON") { reader throws(Complaint) in
        try reader.hold { .outOfService($0, $1, reason: $2) }
    },
    Form("bring back", "ALARM by nurse A") { reader throws(Complaint) in
        try reader.act { .bringBack($0) }
    },
    Form("pause sound", "by nurse A") { reader throws(Complaint) in
        .act(.pauseSound, nurse: try reader.nurse(), .screen(nil))
    },
]

extension WordReader {
    /// `ALARM by nurse A at bed`
    fileprivate mutating func act(
        mustSayWhere: Bool = false, _ act: (AlarmName) -> NurseAct
    ) throws(Complaint) -> Command {
        let alarm = try alarm()
        let nurse = try nurse()
        if isAtEnd, !mustSayWhere { return .act(act(alarm), nurse: nurse, .screen(nil)) }
        if skip("at bed") { return .act(act(alarm), nurse: nurse, .bed) }
        try take("at screen")
        return .act(act(alarm), nurse: nurse, .screen(isAtEnd ? nil : try screen()))
    }

    /// `ALARM by nurse A for 30m because of the cable`
    fileprivate mutating func hold(
        _ act: (AlarmName, Duration, String) -> NurseAct
    ) throws(Complaint) -> Command {
        let alarm = try alarm()
        let nurse = try nurse()
        try take("for")
        let time = try duration()
        // A scenario may try to do it without a reason.
        let reason = skip("because") ? try rest("the reason") : ""
        return .act(act(alarm, time, reason), nurse: nurse, .screen(nil))
    }
}
