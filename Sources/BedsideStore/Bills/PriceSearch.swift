package import BedsideDomain
import GRDB

extension Store {
    /// The catalogue in force on a day, by pinyin initials, item id or national code; sorted by initials.
    ///
    /// - Parameter prefix: letters, digits, `-`, `_` or `.`, at most 32; anything else finds nothing.
    package func searchPrices(prefix: String, on day: CivilDate, limit: Int) async throws -> [PriceItem] {
        let prefix = prefix.lowercased()
        guard (1...32).contains(prefix.utf8.count), prefix.utf8.allSatisfy(isSearchable) else { return [] }
        return try await read { try $0.prices(prefix: prefix, on: day, limit: limit) }
    }
}

extension Transaction {
    /// Three short walks along an index each; a prefix is a range, so the number of items does not matter.
    fileprivate func prices(prefix: String, on day: CivilDate, limit: Int) throws -> [PriceItem] {
        let version = try first(
            """
            SELECT number FROM price_versions WHERE effective_day <= ? ORDER BY effective_day DESC, number DESC LIMIT 1
            """, [day.daysSince1970]
        ) { try $0.int() }
        guard let version else { return [] }
        let end = prefix + "\u{7F}"
        let walks = ["pinyin", "id COLLATE NOCASE", "national_code COLLATE NOCASE"].map { column in
            """
            SELECT * FROM (SELECT id, name, pinyin, unit, price_fen, category, insurance_class, national_code
            FROM price_items WHERE version = ?1 AND \(column) >= ?2 AND \(column) < ?3 ORDER BY \(column) LIMIT ?4)
            """
        }
        return try all(
            "\(walks.joined(separator: " UNION ")) ORDER BY pinyin, id LIMIT ?4",
            [version, prefix, end, min(max(limit, 0), 200)]
        ) {
            PriceItem(
                id: try $0.id(), name: try $0.text(), pinyin: try $0.text(), unit: try $0.text(),
                price: try $0.money(), category: try $0.word(), insuranceClass: try $0.word(),
                nationalCode: try $0.text())
        }
    }
}

private func isSearchable(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
}
