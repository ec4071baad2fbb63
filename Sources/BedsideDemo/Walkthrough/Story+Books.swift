import BedsideCommands
import BedsideDomain
import BedsideRigs
import BedsideStore
import BedsideWire
import Foundation

extension Storyteller {
    /// Every page came out once, and the ledger says so.
    func papers() async throws {
        try await step("papers") {
            let jobs = try await closedJobs()
            guard jobs.allSatisfy({ $0.state == "printed" }) else {
                throw RigError("not every page was printed: \(Set(jobs.map(\.state)))")
            }
            let copies = ward.cups.copies()
            guard copies.count == jobs.count else {
                throw RigError("\(jobs.count) pages are in the ledger, \(copies.count) came out")
            }
            try record.keep(copies, jobs: jobs)
        }
    }

    /// The print ledger once nothing is on its way any more. Throws ``RigError`` after 30 s.
    func closedJobs() async throws -> [JobMessage] {
        // The ledger's last word comes with its next look at cupsd.
        for _ in 0..<150 {
            let jobs = try await ward.admin.jobs()
            if !jobs.contains(where: { ["queued", "submitting", "submitted"].contains($0.state) }) { return jobs }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw RigError("pages are still on their way after 30 s")
    }

    /// What the store holds once the daemon has closed it: the settlement's figures, a balanced ledger, a whole audit log.
    func books(_ patient: DemoCodes.Patient) async throws {
        let store = try Store(
            path: ward.daemon.store, clock: .china, terminal: "demo-kiosk1", now: Timestamp(milliseconds: 0))
        let encounter = try EncounterID(patient.wristband)
        guard let settlement = try await store.settlement(of: encounter) else {
            throw RigError("the store holds no settlement")
        }
        let bill = try await store.bill(encounter)
        record.summary.totalFen = settlement.total.fen
        record.summary.insuranceFen = settlement.insurance.fen
        record.summary.accountFen = settlement.account.fen
        record.summary.depositsFen = settlement.deposits.fen
        record.summary.dueFen = settlement.due.fen
        record.summary.lines = bill.lines.map {
            StoryRecord.Line(
                name: $0.name, quantity: Double($0.quantity.tenThousandths) / 10_000, unitPriceFen: $0.unitPrice.fen,
                amountFen: $0.amount.fen)
        }
        _ = try await store.verifyAudit()
        let ledger = try await store.verifyLedger()
        guard ledger.isBalanced else { throw RigError("the ledger is not balanced") }
        try store.close()
        // What the wallet charged is what the ledger took in by wallet, refunds taken off.
        let charged = ward.wallet.ledger.charged.values.reduce(0, +)
        let due = settlement.due.fen > 0 ? settlement.due.fen : 0
        guard charged == settlement.deposits.fen + due else {
            throw RigError("the wallet charged \(charged) fen, the stay took \(settlement.deposits.fen + due)")
        }
    }
}
