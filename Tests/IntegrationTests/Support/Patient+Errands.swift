import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire

extension Patient {
    /// From the slip to the bed, with the deposit paid by phone.
    mutating func beAdmitted() async throws {
        let (ward, codes, patient) = (ward, codes, self)
        try await goOn(within: .seconds(60), until: ["admitted", "home"]) { screen in
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
            case "home": try await patient.press(1)
            // It is drawn empty until its first page is there.
            case "daily-bill" where screen.choices.isEmpty: break
            default: try await patient.answer(screen)
            }
            return false
        }
        try await goOn(within: .seconds(60), until: []) { screen in
            // Its list of papers is there once the page is in the ledger.
            if screen.name == "specimen-report", screen.hasTable { return true }
            if screen.name != "specimen-report" { try ward.visitor.scan(DemoCodes.specimen) }
            return false
        }
    }
}

extension Patient {
    /// A cashier comes and confirms all that was paid at the desk, and goes; nothing when nothing waits.
    mutating func letCashierConfirm() async throws {
        let (ward, patient) = (ward, self)
        var waits = try await ward.admin.status().waiting.openPayments
        guard waits > 0 else { return }
        try await goOn(within: .seconds(60), until: []) { screen in
            waits = try await ward.admin.status().waiting.openPayments
            switch screen.name {
            case "staff-pin": try await patient.type(DemoCodes.cashier.pin, screen)
            case "staff" where waits > 0: try await patient.press(2)
            case "staff-payments" where !screen.choices.isEmpty, "staff-received": try await patient.press(1)
            case "printer-waits", "print-unknown", "print-refused": try await patient.press(1)
            case "staff", "staff-payments": try await ward.visitor.press(.back)
            case _ where waits > 0: try ward.visitor.scan(DemoCodes.cashier.badge)
            default: return true
            }
            return false
        }
    }
}
