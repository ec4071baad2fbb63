package import BedsideDomain

extension Store {
    /// 一日清单 of a day, or of the latest day that has charges. Nil when there are none.
    package func dailyBill(_ encounter: EncounterID, day: CivilDate?) async throws -> DailyBill? {
        try await read { transaction in
            let days = try transaction.chargedDays(encounter)
            guard let day = day ?? days.last, days.contains(day) else { return nil }
            let sums = try transaction.totals(encounter, until: day)
            return DailyBill(
                day: day, bill: try Bill(lines: transaction.lines(encounter, day: day)), cumulativeTotal: sums.total,
                cumulativeSelfPay: sums.selfPay, deposits: try transaction.heldDeposits(encounter), days: days)
        }
    }

    /// The whole stay.
    package func bill(_ encounter: EncounterID) async throws -> Bill {
        try await read { try Bill(lines: $0.lines(encounter)) }
    }

    /// Deposits held, charges, and the part of them that no insurance pays.
    package func accountTotals(_ encounter: EncounterID) async throws
        -> (deposits: Money, total: Money, selfPay: Money)
    {
        try await read { transaction in
            let sums = try transaction.totals(encounter)
            return (try transaction.heldDeposits(encounter), sums.total, sums.selfPay)
        }
    }

    /// Every payment of the stay that arrived, oldest first.
    package func deposits(_ encounter: EncounterID) async throws -> [Deposit] {
        try await read { try $0.deposits(encounter) }
    }
}
