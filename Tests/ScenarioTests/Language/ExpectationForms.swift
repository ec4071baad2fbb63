import BedsideDomain

/// What may be expected of the ward as a whole.
let wardForms: [Form<Expectation>] = [
    Form("list empty") { _ throws(Complaint) in .list([]) },
    Form("list", "ALARM, ALARM") { reader throws(Complaint) in
        .list(try reader.list { reader throws(Complaint) in try reader.alarm() })
    },
    Form("sound none") { _ throws(Complaint) in .sound(nil, level: nil) },
    Form("sound", "none | emergency|infusion|call|technical [level N]") { reader throws(Complaint) in
        let priority = try reader.choice(
            "a priority",
            of: [
                ("emergency", AlarmPriority.emergency), ("infusion", .infusion), ("call", .call),
                ("technical", .technical),
            ])
        return .sound(priority, level: reader.skip("level") ? try reader.count("a level") : nil)
    },
    Form("paused for", "TIME") { reader throws(Complaint) in .paused(try reader.duration()) },
    Form("patient", "PLACE sees called|accepted|attended|quiet") { reader throws(Complaint) in
        let place = try reader.place()
        try reader.take("sees")
        let progress = try reader.choice(
            "what the patient sees", of: CallProgress.allCases.map { ($0.rawValue, $0) } + [("quiet", nil)])
        return .patient(place, progress)
    },
    Form("refused because", "REASON") { reader throws(Complaint) in
        let known = AlarmRefusal.allCases.map { (phrase: $0.rawValue.replacing("-", with: " "), value: $0) }
        return .refused(try reader.choice("a reason", of: known))
    },
    Form("screen", "NAME live|lost") { reader throws(Complaint) in
        let name = try reader.screen()
        let isLive = try reader.choice("how the screen is", of: [("live", true), ("lost", false)])
        return .screen(name, isLive: isLive)
    },
    Form("path to", "NAME proven TIME ago | proven within TIME | not proven") { reader throws(Complaint) in
        let name = try reader.screen()
        if reader.skip("not proven") { return .path(name, .never) }
        if reader.skip("proven within") { return .path(name, .within(try reader.duration())) }
        try reader.take("proven")
        let time = try reader.duration()
        try reader.take("ago")
        return .path(name, .ago(time))
    },
    Form("folded", "N") { reader throws(Complaint) in .folded(try reader.count("how many")) },
    Form("audit finds nothing") { _ throws(Complaint) in .audit(.nothing) },
    Form("audit finds", "nothing | ALARM forgotten|overdue|unarmed") { reader throws(Complaint) in
        let words = AuditWord.allCases.map { (phrase: $0.rawValue, value: $0) }
        let alarm = try reader.alarm(reserved: Set(words.map(\.phrase)))
        return .audit(.finds(alarm, try reader.choice("what the audit finds", of: words)))
    },
    Form("recorded", "N alarms | ALARM open|closed") { reader throws(Complaint) in
        guard reader.isAtAlarm else {
            let count = try reader.count("how many")
            try reader.take("alarms")
            return .records(count)
        }
        let alarm = try reader.alarm(reserved: ["open", "closed"])
        return .recorded(alarm, isOpen: try reader.choice("its state", of: [("open", true), ("closed", false)]))
    },
    Form("restart note") { _ throws(Complaint) in .restartNote(true) },
    Form("no restart note") { _ throws(Complaint) in .restartNote(false) },
]

/// What may be expected of one alarm, after its name.
let stateForms: [Form<AlarmState>] = [
    Form("open") { _ throws(Complaint) in .open },
    Form("closed") { _ throws(Complaint) in .closed },
    Form("absent") { _ throws(Complaint) in .absent },
    Form("unacked") { _ throws(Complaint) in .unacked },
    Form("acked", "[by nurse A]") { reader throws(Complaint) in
        .acked(by: reader.isAtEnd ? nil : try reader.nurse())
    },
    Form("attended", "[by nurse A]") { reader throws(Complaint) in
        .attended(by: reader.isAtEnd ? nil : try reader.nurse())
    },
    Form("returned") { _ throws(Complaint) in .returned },
    Form("shelved") { _ throws(Complaint) in .shelved },
    Form("out of service") { _ throws(Complaint) in .outOfService },
    Form("escalated level", "N") { reader throws(Complaint) in .level(try reader.count("a level")) },
    Form("level", "N") { reader throws(Complaint) in .level(try reader.count("a level")) },
    Form("raised", "N times") { reader throws(Complaint) in
        let times = try reader.count("how often")
        try reader.take("times")
        return .raised(times: times)
    },
    Form("due in", "TIME") { reader throws(Complaint) in .due(try reader.duration()) },
    Form("waited", "TIME") { reader throws(Complaint) in .waited(try reader.duration()) },
    Form("asks everybody") { _ throws(Complaint) in .asks(nil) },
    Form("asks", "everybody | NAME, NAME") { reader throws(Complaint) in .asks(Set(try reader.screens())) },
]

/// The first words of what may be expected of an alarm.
let stateWords = Set(stateForms.compactMap { $0.phrase.split(separator: " ").first.map(String.init) })
