import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen

/// An ordinary patient, with a nurse and a phone at hand: does what the screen asks, patiently, and begins again from the
/// first screen when the terminal has gone away and come back.
struct Patient {
    let ward: TestWard
    /// Whose papers they carry.
    let codes: DemoCodes.Patient
    /// Called when the terminal was found dead, before it is started again.
    var restarting: () throws -> Void = {}
    var deposit = Deposit.byPhone

    /// How money is paid, here and later.
    enum Deposit { case byPhone, atTheDesk, later }

    /// How often it had to be started again.
    private(set) var restarts = 0

    init(_ ward: TestWard, _ codes: DemoCodes.Patient) {
        self.ward = ward
        self.codes = codes
    }

    /// From the slip to the settled stay. Throws ``RigError`` at a screen that leads nowhere, or after the time.
    mutating func stayAndLeave(within time: Duration = .seconds(90)) async throws {
        let (ward, codes, patient) = (ward, codes, self)
        let deadline = ContinuousClock.now + time
        var isAtTheDesk = true
        while isAtTheDesk {
            isAtTheDesk = false
            try await goOn(within: ContinuousClock.now.duration(to: deadline), until: ["settled"]) { screen in
                switch screen.name {
                case "welcome", "goodbye": try ward.visitor.scan(codes.slip)
                // The stay's end may have been committed without its screen: then papers are all that is left.
                case "home" where screen.choices.last?.title == "补打出院单据": return true
                case "home": try await patient.press(4)
                // A key that was meant for the screen before led here.
                case "daily-bill", "reports": try await ward.visitor.press(.back)
                case "payment-desk":
                    isAtTheDesk = true
                    return true
                case "discharge-checklist" where patient.deposit == .atTheDesk:
                    isAtTheDesk = true
                    return true
                // A payment that was cut off is dropped: the bill asks for what is missing.
                case "discharge-checklist": try await patient.press(2)
                default: try await patient.answer(screen)
                }
                return false
            }
            if isAtTheDesk { try await letCashierConfirm() }
        }
    }

    /// Does one thing for each new picture until a screen is seen or `act` says that all is done.
    mutating func goOn(
        within time: Duration, until last: Set<String>, _ act: (Screen) async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + time
        var seen: Screen?
        while ContinuousClock.now < deadline {
            guard let screen = try await next(after: seen) else {
                try await restart()
                seen = nil
                continue
            }
            if last.contains(screen.name) { return }
            seen = screen
            // A terminal that dies under the key is found dead above.
            do { if try await act(screen) { return } } catch { try await blameTheDead(error) }
        }
        throw RigError("after \(time) the patient stands before \(seen?.name ?? "nothing"): \(seen?.heading ?? "")")
    }

    /// Waits for something that happens by itself, and for the terminal where it went away meanwhile.
    mutating func wait(for what: String, _ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if ward.daemon.finished() != nil { try await restart() }
            do { if try await condition() { return } } catch { try await blameTheDead(error) }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw RigError("waited for \(what)")
    }

    /// A broken connection is the end of a dying daemon; anything else is thrown on.
    private func blameTheDead(_ error: any Error) async throws {
        guard error is CommandError else { throw error }
        try await ward.blameTheDead(error)
    }

    private mutating func restart() async throws {
        try restarting()
        try await ward.daemon.start()
        try await ward.scannerIs("present")
        restarts += 1
        // What is still before the eyes is of the dead one; everything begins at the first screen.
        try await ward.visitor.see("welcome")
    }

    /// The next picture to act on: another one, or the same one after some seconds of nothing. Nil when the daemon is dead.
    private func next(after seen: Screen?) async throws -> Screen? {
        let patience = ContinuousClock.now + .seconds(2)
        while true {
            if ward.daemon.finished() != nil { return nil }
            // While it works on an answer there is nothing to do, and what stood there before says nothing new.
            if let screen = ward.visitor.screen, screen.name != "waiting",
                screen.timeless != seen?.timeless || ContinuousClock.now > patience
            {
                return screen
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// A digit, whatever it does now: the terminal may have died, or say something else, since the screen was looked at.
    func press(_ digit: Int) async throws { try await ward.visitor.press(.digit(digit)) }

    /// A PIN, on an empty field: a key that was meant for the screen before may stand in it.
    func type(_ pin: String, _ screen: Screen) async throws {
        guard screen.typed.isEmpty else {
            for _ in screen.typed { try await ward.visitor.press(.backspace) }
            return
        }
        try await ward.visitor.type(pin)
        try await ward.visitor.press(.enter)
    }

    /// What a patient or nurse does on a screen that is the same for everybody.
    func answer(_ screen: Screen) async throws {
        switch screen.name {
        case "admission-identity", "discharge-staff": try ward.visitor.scan(DemoCodes.nurse.badge)
        case "staff-pin": try await type(DemoCodes.nurse.pin, screen)
        case "admission-deposit": try await press(deposit == .byPhone ? 1 : deposit == .atTheDesk ? 2 : 3)
        case "payment-channel": try await press(deposit == .atTheDesk ? 2 : 1)
        case "payment-wallet": ward.wallet?.ledger.pay()
        case "payment-starting", "payment-asking", "discharge", "daily-bill-loading": return
        default:
            // What is still being read has nothing to choose yet.
            if !screen.choices.isEmpty { try await press(1) }
        }
    }
}

extension Screen {
    /// Without what changes by itself.
    var timeless: Screen {
        var screen = self
        (screen.clock, screen.remaining) = ("", nil)
        // The dots of a PIN come and go with its typing.
        screen.blocks.removeAll { if case .entry(let entry) = $0 { entry.isSecret } else { false } }
        return screen
    }

    /// What is typed into its field.
    var typed: String {
        blocks.compactMap { if case .entry(let entry) = $0 { entry.shown } else { nil } }.joined()
    }
}

extension Screen {
    var hasTable: Bool { blocks.contains { if case .table = $0 { true } else { false } } }
}
