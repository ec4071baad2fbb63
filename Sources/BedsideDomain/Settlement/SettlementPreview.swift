/// All that a settlement is computed from, read in one transaction.
package struct SettlementInputs: Sendable, Hashable {
    package let encounter: EncounterID
    package let payer: PayerClass
    package let lines: [ChargeLine]
    package let insurance: InsuranceResult?
    /// Oldest first, without what was paid towards this very preview.
    package let deposits: [Deposit]
    package let dischargedOn: CivilDate

    package init(
        encounter: EncounterID, payer: PayerClass, lines: [ChargeLine], insurance: InsuranceResult?,
        deposits: [Deposit],
        dischargedOn: CivilDate
    ) {
        self.encounter = encounter
        self.payer = payer
        self.lines = lines
        self.insurance = insurance
        self.deposits = deposits
        self.dischargedOn = dischargedOn
    }
}

/// 预结算: what the patient sees before saying yes. The commit computes it again and must come to the same.
package struct SettlementPreview: Sendable, Hashable {
    package let encounter: EncounterID
    package let bill: Bill
    package let insurance: Money
    package let account: Money
    package let deposits: Money
    /// total − insurance − account − deposits: above zero a top-up, below zero a refund.
    package let due: Money
    package let refund: RefundPlan?
    package let dischargedOn: CivilDate
    private let payer: PayerClass
    private let insuranceResult: InsuranceResult?
    private let depositList: [Deposit]

    /// The insurance total may differ by no more than this from the bill's (services.md 3.3: 0.05 yuan).
    package static let insuranceTolerance = Money(fen: 5)

    /// Throws ``DomainError``: `wrongState` with nothing to settle, `insuranceDisagrees`, `overflow`.
    package init(_ inputs: SettlementInputs) throws(DomainError) {
        guard !inputs.lines.isEmpty else {
            throw DomainError(.wrongState, "There is nothing to settle: the stay has no charges.")
        }
        bill = try Bill(lines: inputs.lines)
        guard !bill.total.isNegative else {
            throw DomainError(
                .linesDoNotAddUp, "A stay's total must not be negative; the billing office must look at it.")
        }
        if let result = inputs.insurance {
            let difference = try result.total.subtracting(bill.total)
            guard difference.magnitude <= Self.insuranceTolerance else {
                throw DomainError(
                    .insuranceDisagrees,
                    "The insurance's total differs from the bill's by \(difference.yuan) yuan (allowed: 0.05); "
                        + "the insurance office must upload the bill again.")
            }
        }
        encounter = inputs.encounter
        insurance = inputs.insurance?.fund ?? .zero
        account = inputs.insurance?.account ?? .zero
        guard try insurance.adding(account) <= bill.total else {
            throw DomainError(
                .insuranceDisagrees,
                "The insurance pays more than the bill's \(bill.total.yuan) yuan; the insurance office must upload it again."
            )
        }
        depositList = inputs.deposits
        var held = Money.zero
        for deposit in inputs.deposits { held = try held.adding(deposit.left()) }
        deposits = held
        due = try bill.total.subtracting(insurance).subtracting(account).subtracting(deposits)
        payer = inputs.payer
        insuranceResult = inputs.insurance
        dischargedOn = inputs.dischargedOn
        refund = due.isNegative ? try RefundPlan(amount: due.negated, deposits: inputs.deposits) : nil
    }

    /// Everything that the patient agreed to, as bytes in one fixed order: two previews with the same bytes are the same
    /// agreement. The store keeps its SHA-256 as the fingerprint. Free text goes with its length, so that no name can
    /// imitate a neighbouring field.
    package var canonicalText: String {
        var text = "bedside-settlement-1\n\(encounter.text) \(payer.rawValue) \(dischargedOn.text)\n"
        text += "\(bill.total.fen) \(insurance.fen) \(account.fen) \(deposits.fen) \(due.fen)\n"
        if let result = insuranceResult {
            // Its cash part follows from these.
            text += "\(result.id.text) \(result.total.fen)\n"
        }
        for line in bill.lines {
            text += "\(line.id.text) \(line.item.text) \(line.priceVersion) \(line.quantity.tenThousandths) "
            text += "\(line.unitPrice.fen) \(line.amount.fen) \(line.selfPay.fen) \(line.day.text) "
            text += "\(line.chargedAt.milliseconds) \(line.category.rawValue) \(line.reverses?.text ?? "") "
            text += "\(counted(line.name)) \(counted(line.unit)) \(counted(line.orderReference))\n"
        }
        for deposit in depositList {
            text += "\(deposit.payment.text) \(deposit.channel.rawValue) \(deposit.amount.fen) \(deposit.refunded.fen) "
            text += "\(deposit.paidAt.milliseconds) \(deposit.towards.map(counted) ?? "")\n"
        }
        return text
    }
}

private func counted(_ text: String) -> String { "\(text.utf8.count):\(text)" }
