import BedsideDomain

/// What patients, drips, pumps and wires do.
let inputForms: [Form<Command>] = [
    Form("press", "call|service|emergency PLACE [N times]") { reader throws(Complaint) in
        let point = try reader.point()
        guard !reader.isAtEnd else { return .press(point, times: 1) }
        let times = try reader.count("how often")
        try reader.take("times")
        guard (1...1000).contains(times) else { throw Complaint("a button is pressed 1 to 1000 times") }
        return .press(point, times: times)
    },
    Form("pull", "ALARM") { reader throws(Complaint) in .contact(try reader.point(), isActive: true) },
    Form("release", "ALARM") { reader throws(Complaint) in .contact(try reader.point(), isActive: false) },
    Form("contact on", "ALARM") { reader throws(Complaint) in .contact(try reader.point(), isActive: true) },
    Form("contact off", "ALARM") { reader throws(Complaint) in .contact(try reader.point(), isActive: false) },
    Form("cancel", "PLACE") { reader throws(Complaint) in .cancel(try reader.place()) },
    Form("infusion", "empty|refilled|clamped|free PLACE") { reader throws(Complaint) in
        let (kind, isActive) = try reader.choice(
            "what the infusion does",
            of: [
                ("empty", (AlarmKind.infusionEmpty, true)), ("refilled", (.infusionEmpty, false)),
                ("clamped", (.infusionStopped, true)), ("free", (.infusionStopped, false)),
            ])
        return .contact(try reader.point(kind), isActive: isActive)
    },
    Form("pump", "alarms|quiet PLACE") { reader throws(Complaint) in
        let isActive = try reader.choice("what the pump does", of: [("alarms", true), ("quiet", false)])
        return .contact(try reader.point(.device), isActive: isActive)
    },
    Form("wire", "cut|mended PLACE") { reader throws(Complaint) in
        // A normally closed loop: a cut wire is what a press is.
        let isActive = try reader.choice("what the wire is", of: [("cut", true), ("mended", false)])
        return .contact(try reader.point(.call), isActive: isActive)
    },
    Form("battery", "low|fine PLACE") { reader throws(Complaint) in
        let isLow = try reader.choice("how the battery is", of: [("low", true), ("fine", false)])
        return .battery(try reader.place(), isLow: isLow)
    },
    Form("input", "lost|back NAME") { reader throws(Complaint) in
        let isSeen = try reader.choice("what the input is", of: [("lost", false), ("back", true)])
        return .input(try reader.screen().text, isSeen: isSeen)
    },
    Form("point", "lost|back ALARM") { reader throws(Complaint) in
        let isSeen = try reader.choice("what the point is", of: [("lost", false), ("back", true)])
        return .point(try reader.point(), isSeen: isSeen)
    },
    Form("stranger at", "NAME") { reader throws(Complaint) in .stranger(try reader.screen().text) },
]
