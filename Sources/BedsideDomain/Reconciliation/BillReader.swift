/// Reads a bill line by line: heading, orders and refunds, heading of sums, sums.
struct BillReader {
    private let clock: HospitalClock
    private(set) var movements: [MoneyMovement] = []
    private(set) var failedRefunds = 0
    private var stage = Stage.heading
    private var sums = BillSums()

    init(clock: HospitalClock) { self.clock = clock }

    private enum Stage {
        case heading
        case lines(BillColumns)
        case sums([String: Int])
        case whole
    }

    mutating func read(_ values: [String], _ line: Int) throws(DomainError) {
        switch stage {
        case .heading: stage = .lines(try BillColumns(values, line))
        case .lines(let columns):
            if values.first == BillSums.firstColumn {
                stage = .sums(BillColumns.positions(values))
            } else {
                try readMovement(columns, values, line)
            }
        case .sums(let positions):
            try sums.requireSame(positions, values, line)
            stage = .whole
        case .whole: throw refused(line, "Something stands after the sums.")
        }
    }

    /// Throws unless the sums were there: a bill that was cut off has none.
    func end(_ line: Int) throws(DomainError) {
        guard case .whole = stage else { throw refused(line, "The bill ends before its sums.") }
    }

    private mutating func readMovement(_ columns: BillColumns, _ values: [String], _ line: Int) throws(DomainError) {
        guard values.count >= columns.count else { throw refused(line, "It has fewer values than the heading.") }
        // A trailing comma gives one empty value more.
        guard values.dropFirst(columns.count).allSatisfy(\.isEmpty) else {
            throw refused(line, "It has more values than the heading.")
        }
        if let currency = columns.value(.currency, values), currency != "CNY" {
            throw refused(line, "The currency must be CNY.")
        }
        guard let at = columns.value(.time, values).flatMap({ billMoment($0, clock) }) else {
            throw refused(line, "The time must be YYYY-MM-DD HH:MM:SS.")
        }
        let order = try number(columns.value(.order, values), line)
        let amount = try yuan(columns.value(.orderAmount, values), line)
        let back = try yuan(columns.value(.refundAmount, values), line)
        try sums.add(amount, back)
        switch columns.value(.state, values) ?? "" {
        case "SUCCESS":
            guard amount.isPositive else { throw refused(line, "An order must be more than zero.") }
            movements.append(MoneyMovement(.init(.payment, order), amount: amount, at: at, line: line))
        case "REFUND", "REVOKED":
            // A revoked order has no number of its own for the money that went back.
            let own = columns.value(.refund, values) ?? ""
            let refund = own.isEmpty || own == "0" ? order : try number(own, line)
            guard
                ["SUCCESS", "PROCESSING", "FAIL", "FAILED", "CHANGE", ""].contains(
                    columns.value(.refundState, values) ?? "")
            else { throw refused(line, "The refund's state is not one that is known.") }
            if columns.value(.refundState, values)?.hasPrefix("FAIL") == true {
                failedRefunds += 1
                return
            }
            guard back.isPositive else { throw refused(line, "A refund must be more than zero.") }
            movements.append(MoneyMovement(.init(.refund, refund), amount: back, at: at, line: line))
        default: throw refused(line, "The trade's state must be SUCCESS, REFUND or REVOKED.")
        }
    }

    private func number(_ text: String?, _ line: Int) throws(DomainError) -> String {
        guard let text, (1...64).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw refused(line, "A number must be 1 to 64 visible ASCII signs.")
        }
        return text
    }

    private func yuan(_ text: String?, _ line: Int) throws(DomainError) -> Money {
        guard let amount = billAmount(text ?? "") else {
            throw refused(line, "An amount must be yuan like 12.34, with at most two places and no sign.")
        }
        return amount
    }
}
