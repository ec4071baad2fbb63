import BedsideDomain
import GRDB

extension FeedRun {
    /// A thing went out of this terminal's scope.
    ///
    /// Rows of a stay go with the stay: its own leave takes them all, and never one without the others.
    func leave(_ row: FeedRow) throws {
        switch row.table {
        case .stays:
            try leaveStay(EncounterID(row.key))
            changed(.stays)
        case .admissionOrders: try leaveOrder(AdmissionOrderID(row.key))
        case .staff:
            // The badge opens nothing any more; what its owner did stays.
            let left = try transaction.run("UPDATE staff SET active = 0 WHERE id = ? AND active = 1", [row.key])
            if left > 0 { changed(.staff) }
        case .terminals:
            try transaction.run("DELETE FROM ward_peers WHERE terminal = ?", [row.key])
            changed(.terminals)
        case .commands:
            try transaction.run("DELETE FROM commands WHERE id = ? AND begun_ms IS NULL", [row.key])
            changed(.commands)
        case .wards, .beds, .priceLists, .charges, .insuranceResults, .discharges, .reports, .disputeAnswers: break
        default: throw FeedProblem("unknown-table")
        }
    }

    /// What had to wait, and now need not any more.
    func forgetWaiting() throws {
        let waiting: [EncounterID] = try transaction.all("SELECT encounter FROM leaves_waiting") { try $0.id() }
        for encounter in waiting { try forget(encounter) }
    }

    private func leaveStay(_ encounter: EncounterID) throws {
        try transaction.run(
            "INSERT INTO leaves_waiting(encounter, since_ms) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [encounter.text, moment.milliseconds])
        try forget(encounter)
    }

    /// A slip that was used here goes with its stay.
    private func leaveOrder(_ order: AdmissionOrderID) throws {
        let slip = try transaction.first(
            """
            SELECT o.encounter, EXISTS (SELECT 1 FROM encounters e WHERE e.number = o.encounter)
            FROM admission_orders o WHERE o.id = ?
            """, [order.text]
        ) { (encounter: try $0.id() as EncounterID, isUsed: try $0.flag()) }
        guard let slip, !slip.isUsed else { return }
        try forget(slip.encounter)
        changed(.admissionOrders)
    }

    private func forget(_ encounter: EncounterID) throws {
        guard try !transaction.mustWait(encounter) else { return }
        outcome.droppedPages += try transaction.forget(encounter, at: moment)
        outcome.forgotten.append(encounter)
    }
}
