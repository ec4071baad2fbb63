/// A finished settlement as the store keeps it.
package struct Settlement: Sendable, Hashable {
    package let id: SettlementID
    package let encounter: EncounterID
    package let total: Money
    package let insurance: Money
    package let account: Money
    /// Deposits without the top-up.
    package let deposits: Money
    package let due: Money
    package let fingerprint: String
    package let settledAt: Timestamp

    package init(
        id: SettlementID, encounter: EncounterID, total: Money, insurance: Money, account: Money, deposits: Money,
        due: Money, fingerprint: String, settledAt: Timestamp
    ) {
        self.id = id
        self.encounter = encounter
        self.total = total
        self.insurance = insurance
        self.account = account
        self.deposits = deposits
        self.due = due
        self.fingerprint = fingerprint
        self.settledAt = settledAt
    }
}

/// The rules of the commit: what must hold, and which movements it makes.
package struct SettlementCommit: Sendable {
    /// Transfers in the order that they are written.
    package let transfers: [Transfer]

    /// - Parameters:
    ///   - preview: computed again from the store within the committing transaction.
    ///   - agreedFingerprint: what the patient saw.
    ///   - fingerprint: of `preview`.
    ///   - toppedUp: paid towards this fingerprint and confirmed.
    ///   - gates: of now.
    ///   - refundLimit: above it, `staff` must be present.
    ///
    /// Throws ``DomainError``: `gateClosed`, `billChanged`, `notPaid`, `staffMustAgree`.
    package init(
        preview: SettlementPreview, fingerprint: String, agreedFingerprint: String, toppedUp: Money,
        gates: [DischargeGate], refundLimit: Money, staff: StaffID?
    ) throws(DomainError) {
        if let closed = gates.first(where: { !$0.isOpen }) {
            throw DomainError(
                .gateClosed, "The settlement waits for \(closed.kind.rawValue); \(closed.helper.rawValue) can help.")
        }
        guard fingerprint == agreedFingerprint else {
            throw DomainError(
                .billChanged, "The bill changed after it was shown; look at it again. Nothing was settled.")
        }
        let wanted = preview.due.isPositive ? preview.due : .zero
        guard toppedUp == wanted else {
            throw DomainError(
                .notPaid, "The top-up paid differs from the \(wanted.yuan) yuan due; nothing was settled.")
        }
        if let refund = preview.refund, refund.needsStaff(limit: refundLimit), staff == nil {
            throw DomainError(
                .staffMustAgree, "A refund above \(refundLimit.yuan) yuan needs a staff member's badge and PIN.")
        }
        let encounter = preview.encounter
        let depositsUsed = try preview.bill.total.subtracting(preview.insurance).subtracting(preview.account)
        var transfers: [Transfer] = []
        func move(_ debit: Account, _ credit: Account, _ amount: Money, _ purpose: Transfer.Purpose) throws(DomainError)
        {
            guard amount.isPositive else { return }
            transfers.append(try Transfer(debit: debit, credit: credit, amount: amount, purpose: purpose))
        }
        try move(.receivable(encounter), .revenue, preview.bill.total, .charge)
        try move(.insuranceFund, .receivable(encounter), preview.insurance, .insurance)
        try move(.insuranceAccount, .receivable(encounter), preview.account, .account)
        try move(.deposit(encounter), .receivable(encounter), depositsUsed, .depositUsed)
        for part in preview.refund?.parts ?? [] {
            try move(.deposit(encounter), .refundClearing(encounter), part.amount, .refundDecided)
        }
        self.transfers = transfers
    }
}
