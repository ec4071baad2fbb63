import BedsideDemo
import BedsideRigs
import BedsideScreen

extension Patient {
    /// From the slip to the bed, with the deposit paid by phone.
    mutating func beAdmitted() async throws {
        let (ward, codes, patient) = (ward, codes, self)
        try await goOn(within: .seconds(60), until: ["admitted"]) { screen in
            if ["welcome", "goodbye"].contains(screen.name) {
                try ward.visitor.scan(codes.slip)
            } else {
                try await patient.answer(screen)
            }
            return false
        }
    }

    /// One day's bill, then a report by its slip; each asked for until the screen says that it is on its way.
    mutating func askForPapers() async throws {
        let (ward, codes, patient) = (ward, codes, self)
        try await goOn(within: .seconds(60), until: ["printing"]) { screen in
            switch screen.name {
            case "welcome", "goodbye": try ward.visitor.scan(codes.wristband)
            case "home": try await ward.visitor.choose(1)
            // It is drawn empty until its first page is there.
            case "daily-bill" where screen.choices.isEmpty: break
            default: try await patient.answer(screen)
            }
            return false
        }
        try await goOn(within: .seconds(60), until: ["specimen-report"]) { screen in
            try ward.visitor.scan(DemoCodes.specimen)
            return false
        }
    }
}
