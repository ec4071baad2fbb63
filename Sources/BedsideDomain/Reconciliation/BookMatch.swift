/// Matches the provider's bill with the ledger by number, and puts each movement of the day into one part.
struct BookMatch {
    let day: CivilDate
    let clock: HospitalClock
    private(set) var bill: BookTotals
    private(set) var ledger: BookTotals
    private(set) var differences: [Difference] = []

    /// - Parameter ledger: also the days around, so that a payment at midnight finds its pair.
    ///
    /// Throws ``DomainError`` `overflow` when a day's money is beyond every hospital's.
    init(_ day: CivilDate, _ clock: HospitalClock, bill lines: [MoneyMovement], ledger rows: [MoneyMovement])
        throws(DomainError)
    {
        self.day = day
        self.clock = clock
        bill = try BookTotals(lines.filter { clock.day(of: $0.at) == day })
        ledger = try BookTotals(rows.filter { clock.day(of: $0.at) == day })
        let billed = Dictionary(grouping: lines, by: \.key)
        let booked = Dictionary(grouping: rows, by: \.key)
        for key in Set(billed.keys).union(booked.keys).sorted() {
            let line = try first(of: billed[key] ?? [], on: .bill)
            let row = try first(of: booked[key] ?? [], on: .ledger)
            try pair(line, row)
        }
    }

    private enum Side { case bill, ledger }

    private func isToday(_ movement: MoneyMovement) -> Bool { clock.day(of: movement.at) == day }

    private mutating func put(_ movement: MoneyMovement, _ side: Side, _ part: BookTotals.Part) throws(DomainError) {
        guard isToday(movement) else { return }
        switch side {
        case .bill: try bill.add(movement, to: part)
        case .ledger: try ledger.add(movement, to: part)
        }
    }

    /// The oldest of one number; every further one of the day is one too many.
    private mutating func first(of movements: [MoneyMovement], on side: Side) throws(DomainError) -> MoneyMovement? {
        let ordered = movements.sorted { ($0.at, $0.line) < ($1.at, $1.line) }
        for again in ordered.dropFirst() where isToday(again) {
            try put(again, side, .twice)
            switch side {
            case .bill:
                differences.append(
                    Difference(.billedTwice(again), again.key.kind == .payment ? .refund : .askProvider))
            case .ledger: differences.append(Difference(.bookedTwice(again), terminal: again.terminal, .correct))
            }
        }
        return ordered.first
    }

    private mutating func pair(_ line: MoneyMovement?, _ row: MoneyMovement?) throws(DomainError) {
        switch (line, row) {
        case (let line?, let row?):
            guard isToday(line) || isToday(row) else { return }
            let part: BookTotals.Part
            if line.amount != row.amount {
                part = .amountDiffers
                differences.append(
                    Difference(.amountDiffers(bill: line, ledger: row), terminal: row.terminal, .correct))
            } else if clock.day(of: line.at) != clock.day(of: row.at) {
                part = .anotherDay
                differences.append(Difference(.anotherDay(bill: line, ledger: row), terminal: row.terminal, .none))
            } else {
                part = .matched
            }
            try put(line, .bill, part)
            try put(row, .ledger, part)
        case (let line?, nil):
            guard isToday(line) else { return }
            try put(line, .bill, .alone)
            differences.append(
                Difference(.providerOnly(line), line.key.kind == .payment ? .latePost : .askProvider))
        case (nil, let row?):
            guard isToday(row) else { return }
            try put(row, .ledger, .alone)
            differences.append(
                Difference(
                    .ledgerOnly(row), terminal: row.terminal, isNearMidnight(row) ? .waitForNextBill : .askProvider))
        case (nil, nil): return
        }
    }

    /// Two clocks and a slow answer are worth a quarter of an hour.
    private func isNearMidnight(_ movement: MoneyMovement) -> Bool {
        movement.at >= clock.start(of: day.adding(days: 1)).adding(seconds: -900)
    }
}
