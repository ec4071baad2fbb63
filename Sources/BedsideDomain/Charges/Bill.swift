/// The lines of a period with their totals; the totals are always the sums of the lines.
package struct Bill: Sendable, Hashable, Codable {
    package let lines: [ChargeLine]
    package let total: Money
    package let selfPay: Money

    /// Throws ``DomainError`` `overflow`.
    package init(lines: [ChargeLine]) throws(DomainError) {
        self.lines = lines
        total = try lines.lazy.map(\.amount).total()
        selfPay = try lines.lazy.map(\.selfPay).total()
    }

    /// Totals by chapter, in the order of ``ChargeCategory``; chapters without lines are left out.
    package func chapters() throws(DomainError) -> [(category: ChargeCategory, total: Money)] {
        var chapters: [(category: ChargeCategory, total: Money)] = []
        for category in ChargeCategory.allCases {
            let lines = lines.filter { $0.category == category }
            if !lines.isEmpty { chapters.append((category, try lines.lazy.map(\.amount).total())) }
        }
        return chapters
    }
}

/// 一日清单: one day's lines, and where the stay stands.
package struct DailyBill: Sendable, Hashable, Codable {
    package let day: CivilDate
    package let bill: Bill
    /// Of the stay up to and with this day.
    package let cumulativeTotal: Money
    package let cumulativeSelfPay: Money
    package let deposits: Money
    /// Days of the stay that have charges, in order.
    package let days: [CivilDate]

    package init(
        day: CivilDate, bill: Bill, cumulativeTotal: Money, cumulativeSelfPay: Money, deposits: Money, days: [CivilDate]
    ) {
        self.day = day
        self.bill = bill
        self.cumulativeTotal = cumulativeTotal
        self.cumulativeSelfPay = cumulativeSelfPay
        self.deposits = deposits
        self.days = days
    }

    /// Deposits less the self-pay part so far: what is left before the hospital asks for more.
    package func balance() throws(DomainError) -> Money { try deposits.subtracting(cumulativeSelfPay) }
}

/// A line that the patient disputes (seed service 7); the ward and the billing office answer it.
package struct Dispute: Sendable, Hashable, Codable {
    package enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        case notReceived = "not-received"
        case wrongQuantity = "wrong-quantity"
        case wrongPrice = "wrong-price"
        case other
    }

    package let id: DisputeID
    package let encounter: EncounterID
    package let charge: ChargeID
    package let reason: Reason
    package let openedAt: Timestamp
    package let resolvedAt: Timestamp?

    package init(
        id: DisputeID, encounter: EncounterID, charge: ChargeID, reason: Reason, openedAt: Timestamp,
        resolvedAt: Timestamp?
    ) {
        self.id = id
        self.encounter = encounter
        self.charge = charge
        self.reason = reason
        self.openedAt = openedAt
        self.resolvedAt = resolvedAt
    }
}
