/// A quantity in ten-thousandths, the precision of the national fee upload (2301: `cnt` 16,4). Negative for a return.
package struct Quantity: Sendable, Hashable, Codable {
    package static let one = Quantity(tenThousandths: 10_000)
    /// One hundred million units; more is a typing mistake of the sender.
    package static let limit: Int64 = 1_000_000_000_000

    package let tenThousandths: Int64

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int64.self)
        guard value.magnitude <= UInt64(Self.limit) else {
            throw DomainError(.invalidAmount, "A quantity must lie within ±\(Self.limit) ten-thousandths.")
        }
        tenThousandths = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tenThousandths)
    }

    /// The shortest decimal: `2`, `0.5`, `1.2345`.
    package var text: String {
        let whole = tenThousandths.magnitude / 10_000
        var fraction = String(tenThousandths.magnitude % 10_000 + 10_000).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return (tenThousandths < 0 ? "-" : "") + "\(whole)" + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    /// Quantity × unit price, rounded half away from zero to a fen: the rule for one line of a bill.
    ///
    /// Throws ``DomainError`` `overflow` when the product passes ``Money/limit``.
    package func amount(unitPrice: Money) throws(DomainError) -> Money {
        let (product, overflow) = tenThousandths.multipliedReportingOverflow(by: unitPrice.fen)
        guard !overflow else { throw Money.tooLarge }
        let whole = product / 10_000
        let rest = (product % 10_000).magnitude
        let fen = rest >= 5_000 ? whole + (product < 0 ? -1 : 1) : whole
        guard fen.magnitude <= UInt64(Money.limit) else { throw Money.tooLarge }
        return Money(fen: fen)
    }
}
