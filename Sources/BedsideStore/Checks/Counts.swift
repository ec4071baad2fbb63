/// How full the store is, for `bedside status`.
package struct StoreCounts: Sendable, Hashable, Codable {
    package let beds: Int
    package let openStays: Int
    package let unusedSlips: Int
    package let openPayments: Int
    package let openRefunds: Int
    package let openPrints: Int
    package let unknownPrints: Int
    /// Pages held back after an outage; staff or their patients release them.
    package let backlogPrints: Int
    /// Pages that wait for their patient at the screen.
    package let absentPrints: Int
    /// Facts that no central store has acknowledged.
    package let unsentFacts: Int
    package let auditRows: Int
}

extension Store {
    package func counts() async throws -> StoreCounts {
        try await read { transaction in
            func count(_ table: String) throws -> Int {
                try transaction.first("SELECT count(*) FROM \(table)") { try $0.count() } ?? 0
            }
            return StoreCounts(
                beds: try count("beds"), openStays: try count("encounters WHERE \(EncounterRecord.isOpen)"),
                unusedSlips: try count("admission_orders o WHERE o.id NOT IN (SELECT admission_order FROM encounters)"),
                openPayments: try count("payment_orders WHERE \(PaymentRecord.isOpen)"),
                openRefunds: try count("refund_orders WHERE state <> 'done'"),
                openPrints: try count("print_jobs WHERE \(PrintJobRecord.isOpen)"),
                unknownPrints: try count("print_jobs WHERE \(PrintJobRecord.waits) AND state = 'unknown'"),
                backlogPrints: try count("print_jobs WHERE \(PrintJobRecord.waits) AND hold = 'backlog'"),
                absentPrints: try count("print_jobs WHERE \(PrintJobRecord.waits) AND hold = 'absent'"),
                unsentFacts: try count("outbox WHERE acked_at IS NULL"),
                auditRows: try transaction.first("SELECT coalesce(max(seq), 0) FROM audit") { try $0.count() } ?? 0)
        }
    }
}
