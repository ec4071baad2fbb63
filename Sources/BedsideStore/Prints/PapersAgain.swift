package import BedsideDomain
import GRDB

extension Store {
    /// The newest paper of each wanted kind that was ever asked for in a stay, to print another copy of it.
    ///
    /// - Parameter kinds: also the order of the answer; kinds that were never printed are left out.
    package func papers(of encounter: EncounterID, kinds: [Paper.Kind]) async throws -> [Paper] {
        try await read { transaction in
            let jobs = try transaction.all(
                "\(PrintJobRecord.select) WHERE j.encounter = ? ORDER BY j.requested_ms DESC, j.rowid DESC",
                [encounter.text], PrintJobRecord.read)
            return kinds.compactMap { kind in jobs.first { $0.paper.kind == kind }?.paper }
        }
    }

    /// The pages that were queued with a payment, in the transaction that booked it: its receipt.
    package func receiptJobs(of payment: PaymentOrderID) async throws -> [PrintJob] {
        try await read { transaction in
            let order = try transaction.knownPayment(payment)
            return try transaction.printJobs(of: order.encounter, .payment(payment))
        }
    }
}
