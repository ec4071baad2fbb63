/// Which value of a bill's line is what, by the names of its heading: providers add columns.
struct BillColumns {
    enum Column: CaseIterable {
        case time, order, state, orderAmount, refund, refundAmount, refundState, currency

        /// The first name that the heading has counts.
        var names: [String] {
            switch self {
            case .time: ["交易时间"]
            case .order: ["商户订单号"]
            case .state: ["交易状态"]
            // What the patient paid; the other is after coupons.
            case .orderAmount: ["订单金额", "应结订单金额", "总金额"]
            case .refund: ["商户退款单号"]
            case .refundAmount: ["申请退款金额", "退款金额"]
            case .refundState: ["退款状态"]
            case .currency: ["货币种类"]
            }
        }

        var mayBeMissing: Bool { self == .currency || self == .refundState }
    }

    let count: Int
    private var positions: [Column: Int] = [:]

    init(_ heading: [String], _ line: Int) throws(DomainError) {
        let names = Self.positions(heading)
        guard names.count == heading.count else { throw refused(line, "The heading has a column twice.") }
        count = heading.count
        for column in Column.allCases {
            positions[column] = column.names.lazy.compactMap { names[$0] }.first
            guard positions[column] != nil || column.mayBeMissing else {
                throw refused(line, "The heading has no column \(column.names[0]).")
            }
        }
    }

    func value(_ column: Column, _ values: [String]) -> String? { positions[column].map { values[$0] } }

    static func positions(_ heading: [String]) -> [String: Int] {
        [String: Int](heading.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    }
}

/// What a bill says of itself at its end, against what its lines add up to.
struct BillSums {
    /// The heading of the sums begins with it.
    static let firstColumn = "总交易单数"

    private var lines = 0
    private var orders = Money.zero
    private var refunds = Money.zero

    mutating func add(_ order: Money, _ refund: Money) throws(DomainError) {
        lines += 1
        orders = try orders.adding(order)
        refunds = try refunds.adding(refund)
    }

    func requireSame(_ positions: [String: Int], _ values: [String], _ line: Int) throws(DomainError) {
        func value(_ names: [String]) -> String? {
            names.lazy.compactMap { positions[$0] }.first.flatMap { values.indices.contains($0) ? values[$0] : nil }
        }
        guard value([Self.firstColumn]) == String(lines) else {
            throw refused(line, "The bill has another number of lines than its sums say.")
        }
        guard value(["订单总金额", "应结订单总金额", "总金额"]).flatMap({ billAmount($0) }) == orders,
            value(["申请退款总金额", "退款总金额"]).flatMap({ billAmount($0) }) == refunds
        else { throw refused(line, "The lines do not add up to the bill's sums.") }
    }
}
