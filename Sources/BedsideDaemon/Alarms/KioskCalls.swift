import BedsideDomain
import BedsideKiosk
import BedsideLinks
import BedsideStore

/// The calls of this terminal's kiosk: the key "call a person", and badges that say "I am here".
struct KioskCalls: Sendable {
    let engine: AlarmEngine
    let store: Store
    let configuration: AlarmConfiguration
    /// Nil on a terminal without links to others.
    var links: WardLinks?

    /// Raises a call for the bed of whoever is at the screen, or for this terminal's own place. Returns once it is
    /// recorded and shown; throws ``KioskProblem`` when the alarms have ended: nobody may believe that they were heard.
    func raise(for encounter: EncounterID?) async throws -> AlarmPlace {
        let place = try await place(of: encounter)
        if let refusal = await engine.ask({ .call(place, $0) }) {
            throw KioskProblem(.internalFault, code: refusal.rawValue)
        }
        return place
    }

    /// Calls of people that are open, as staff see them at this kiosk.
    func open(at now: Timestamp) -> [StaffPage.HelpCall] {
        engine.board.rows.filter { $0.kind.origin == .person }.map {
            StaffPage.HelpCall(
                alarm: $0.id, place: $0.place, raisedAt: Timestamp(milliseconds: now.milliseconds - $0.age))
        }
    }

    /// Throws ``KioskProblem`` `onlyAtTheBed` when this terminal is not where the call came from.
    func attend(_ alarm: AlarmID, by staff: StaffID) async throws {
        let beds = configuration.beds.union([configuration.home])
        let refusal = await AlarmActs(engine: engine, links: links, beds: beds)
            .perform(.attend(alarm), by: staff, from: .kiosk)
        switch refusal {
        // Somebody was quicker: what was wanted is so.
        case nil, .gone: return
        case .onlyAtTheBed: throw KioskProblem(.onlyAtTheBed, code: "only-at-the-bed")
        case .taken, .neverShelved, .noReason, .nobodyThere, .emergencySounds, .noContact:
            throw KioskProblem(.internalFault, code: refusal?.rawValue ?? "refused")
        }
    }

    /// Ends everything that was raised where this terminal stands. Throws ``KioskProblem`` for a badge without the right.
    func attendHere(_ badge: StaffID) async throws {
        guard let member = try await store.staff(badge)?.member, member.may(.answerAlarms) else {
            throw KioskProblem(.staffMustAgree, code: "badge-without-right")
        }
        for row in engine.board.rows where row.kind.origin != .system && isHere(row) {
            try await attend(row.id, by: badge)
        }
    }

    private func isHere(_ row: AlarmRow) -> Bool {
        configuration.beds.contains(row.place) || row.place == configuration.home
            || (row.origin == AlarmOwner.kiosk && row.terminal == nil)
    }

    /// The bed's label is the place when it can be one.
    private func place(of encounter: EncounterID?) async throws -> AlarmPlace {
        guard let encounter, let stay = try await store.stay(encounter) else { return configuration.home }
        do { return try AlarmPlace(stay.order.bedLabel) } catch { return configuration.home }
    }
}
