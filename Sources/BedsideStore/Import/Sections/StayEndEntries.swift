import BedsideDomain
import GRDB

/// `insurance_results[]`: what a pre-settlement answered; append-only, the latest counts.
struct InsuranceEntry: ImportEntry {
    static let section = "insurance_results"
    let encounter: EncounterID
    let result: InsuranceResult

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["id", "encounter", "total_fen", "fund_fen", "account_fen", "cash_fen"])
        encounter = try fields.id("encounter")
        func money(_ name: String) throws -> Money { Money(fen: try fields.integer(name, 0...100_000_000_000)) }
        let (total, fund, account, cash) =
            (try money("total_fen"), try money("fund_fen"), try money("account_fen"), try money("cash_fen"))
        let id: InsuranceResultID = try fields.id("id")
        do {
            result = try InsuranceResult(id: id, total: total, fund: fund, account: account, cash: cash)
        } catch { throw fields.refused("total_fen", error.sentence) }
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let transaction = writer.transaction
        let isOver = try writer.isOver(encounter)
        let stored = try transaction.first(
            "SELECT encounter, total_fen, fund_fen, account_fen, cash_fen FROM insurance_results WHERE id = ?",
            [result.id.text]
        ) {
            (
                encounter: try $0.id() as EncounterID,
                result: try InsuranceResult(
                    id: result.id, total: $0.money(), fund: $0.money(), account: $0.money(), cash: $0.money())
            )
        }
        if let stored {
            guard stored.encounter == encounter, stored.result == result else {
                throw ImportRule("id", "A result that was imported never changes; send a new one.")
            }
            return .unchanged
        }
        guard !isOver else { throw ImportRule("encounter", "This stay is over; its settlement is final.") }
        let payer = try transaction.first(
            "SELECT payer FROM admission_orders WHERE encounter = ?", [encounter.text]
        ) { try $0.word() as PayerClass }
        guard payer?.isInsured == true else {
            throw ImportRule("encounter", "This patient pays alone; there can be no insurance result.")
        }
        try transaction.run(
            """
            INSERT INTO insurance_results(id, encounter, total_fen, fund_fen, account_fen, cash_fen)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                result.id.text, encounter.text, result.total.fen, result.fund.fen, result.account.fen, result.cash.fen,
            ])
        return .new
    }
}

/// `dispute_answers[]`: the billing office answered a disputed line.
struct DisputeAnswerEntry: ImportEntry {
    static let section = "dispute_answers"
    let encounter: EncounterID
    let charge: ChargeID
    let answeredAt: Timestamp

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["encounter", "charge", "answered_at"])
        encounter = try fields.id("encounter")
        charge = try fields.id("charge")
        answeredAt = try fields.moment("answered_at")
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let transaction = writer.transaction
        let owner = try transaction.first("SELECT encounter FROM charges WHERE id = ?", [charge.text]) {
            try $0.id() as EncounterID
        }
        guard owner == encounter else { throw ImportRule("charge", "The stay has no such charge.") }
        // An answer that is older than the dispute answers an earlier one.
        let open = try transaction.disputes(encounter).first { $0.charge == charge }
        guard let open, answeredAt >= open.openedAt else { return .unchanged }
        return try transaction.resolveDispute(of: encounter, charge: charge, at: answeredAt) ? .updated : .unchanged
    }
}
