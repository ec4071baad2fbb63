/// An amount in fen (1/100 yuan). Never a floating-point number; arithmetic that would overflow throws.
package struct Money: Sendable, Hashable, Comparable, Codable {
    /// The largest amount that any single value may have: 10 billion yuan.
    package static let limit: Int64 = 1_000_000_000_000
    package static let zero = Money(fen: 0)

    package let fen: Int64

    package init(fen: Int64) { self.fen = fen }

    package init(from decoder: any Decoder) throws {
        let fen = try decoder.singleValueContainer().decode(Int64.self)
        guard fen.magnitude <= UInt64(Self.limit) else {
            throw DomainError(.invalidAmount, "An amount must lie within ±\(Self.limit) fen.")
        }
        self.fen = fen
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fen)
    }

    package static func < (left: Self, right: Self) -> Bool { left.fen < right.fen }

    /// Exact sum. Throws ``DomainError`` `overflow` beyond ``limit``.
    package func adding(_ other: Money) throws(DomainError) -> Money {
        let (sum, overflow) = fen.addingReportingOverflow(other.fen)
        guard !overflow, sum.magnitude <= UInt64(Self.limit) else { throw Self.tooLarge }
        return Money(fen: sum)
    }

    /// Exact difference. Throws ``DomainError`` `overflow` beyond ``limit``.
    package func subtracting(_ other: Money) throws(DomainError) -> Money {
        let (difference, overflow) = fen.subtractingReportingOverflow(other.fen)
        guard !overflow, difference.magnitude <= UInt64(Self.limit) else { throw Self.tooLarge }
        return Money(fen: difference)
    }

    package var negated: Money { Money(fen: -fen) }
    package var magnitude: Money { Money(fen: abs(fen)) }
    package var isPositive: Bool { fen > 0 }
    package var isNegative: Bool { fen < 0 }

    /// `1234.50`: yuan with two places and a leading minus; no separators, so that a program can read it back.
    package var yuan: String {
        let whole = fen.magnitude / 100
        return (fen < 0 ? "-" : "") + "\(whole)." + twoDigits(Int(fen.magnitude % 100))
    }

    /// `1,234.50`, for screens and papers.
    package var grouped: String {
        var digits = Array(String(fen.magnitude / 100))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: position)
            position -= 3
        }
        return (fen < 0 ? "-" : "") + String(digits) + "." + twoDigits(Int(fen.magnitude % 100))
    }

    static let tooLarge = DomainError(.overflow, "An amount would pass ±\(limit) fen; nothing was computed.")
}

extension Sequence<Money> {
    /// The exact sum. Throws ``DomainError`` `overflow`.
    package func total() throws(DomainError) -> Money {
        var sum = Money.zero
        for amount in self { sum = try sum.adding(amount) }
        return sum
    }
}
