import BedsideDomain

/// What may stand before the first thing that happens.
enum HeadLine: Sendable, Hashable {
    case title(String)
    case needs(Capability)
    case screens([WardScreenName])
    case sounder(AlarmAudience.SounderRole)
    case team(AlarmPlace, [Set<WardScreenName>])
}

let headForms: [Form<HeadLine>] = [
    Form("title:", "TEXT") { reader throws(Complaint) in .title(try reader.rest("the title")) },
    Form("needs", "journal|timer|days") { reader throws(Complaint) in
        .needs(try reader.choice("a capability", of: Capability.allCases.map { ($0.rawValue, $0) }))
    },
    Form("screens none") { _ throws(Complaint) in .screens([]) },
    Form("screens", "NAME, NAME") { reader throws(Complaint) in .screens(try reader.screens()) },
    Form("sounder at", "bed|desk") { reader throws(Complaint) in
        .sounder(try reader.choice("a place", of: [("bed", .bed), ("desk", .desk)]))
    },
    Form("team", "PLACE asks NAME, NAME then NAME then NAME") { reader throws(Complaint) in
        let place = try reader.place()
        try reader.take("asks")
        var levels = [Set(try reader.screens())]
        while reader.skip("then") { levels.append(Set(try reader.screens())) }
        guard levels.count < AlarmRules.lastLevel else {
            throw Complaint("a team has at most three levels; the last one is everybody")
        }
        return .team(place, levels)
    },
]
