import BedsideDomain

/// What screens, the terminal, its clock, its disk and its timer do; and time.
let technicalForms: [Form<Command>] = [
    Form("screen", "NAME joins|stops confirming|freezes|falls behind|leaves|comes back") { reader throws(Complaint) in
        let name = try reader.screen()
        let behaviour = try reader.choice(
            "what the screen does", of: ScreenBehaviour.allCases.map { ($0.rawValue, $0) })
        return .screen(name, behaviour)
    },
    Form("terminal dies") { _ throws(Complaint) in .die },
    Form("terminal starts", "[after reboot [clock TIME ahead|back]]") { reader throws(Complaint) in
        guard reader.skip("after reboot") else { return .start(Start()) }
        return .start(Start(isBoot: true, clock: try reader.clockAfterBoot()))
    },
    Form("restart") { _ throws(Complaint) in .restart(Start()) },
    Form("reboot", "[clock TIME ahead|back]") { reader throws(Complaint) in
        .restart(Start(isBoot: true, clock: try reader.clockAfterBoot()))
    },
    Form("clock", "TIME ahead|back") { reader throws(Complaint) in .clock(try reader.clockStep()) },
    Form("journal", "fails|is slow|recovers") { reader throws(Complaint) in
        .journal(
            try reader.choice("what the journal does", of: JournalCondition.allCases.map { ($0.rawValue, $0) }))
    },
    Form("timer", "dies|recovers") { reader throws(Complaint) in
        .timer(isAlive: try reader.choice("what the timer does", of: [("dies", false), ("recovers", true)]))
    },
    Form("probe") { _ throws(Complaint) in .probe },
    Form("+", "TIME, as in +30s") { reader throws(Complaint) in .pass(try reader.duration()) },
]

extension WordReader {
    fileprivate mutating func clockAfterBoot() throws(Complaint) -> Duration {
        skip("clock") ? try clockStep() : .zero
    }
}
