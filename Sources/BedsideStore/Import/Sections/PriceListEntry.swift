import BedsideDomain
import GRDB

/// `price_lists[]`: a whole version of the catalogue; once imported it never changes.
struct PriceListEntry: ImportEntry {
    static let section = "price_lists"
    let number: Int64
    let effective: CivilDate
    let items: [Item]

    struct Item: Decodable, Hashable, Sendable {
        let value: PriceItem

        init(_ value: PriceItem) { self.value = value }

        init(from decoder: any Decoder) throws {
            let fields = try Fields(
                decoder,
                ["id", "name", "pinyin", "unit", "price_fen", "category", "insurance_class", "national_code"])
            value = PriceItem(
                id: try fields.id("id"), name: try fields.text("name", 1...200),
                pinyin: try fields.parsed("pinyin", "It must be 1 to 60 of a-z and 0-9.") { text in
                    (1...60).contains(text.utf8.count)
                        && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
                        ? text : nil
                },
                unit: try fields.text("unit", 1...20),
                price: Money(fen: try fields.integer("price_fen", 0...100_000_000_000)),
                category: try fields.word("category"), insuranceClass: try fields.word("insurance_class"),
                nationalCode: try fields.text("national_code", 0...64))
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["number", "effective", "items"])
        number = try fields.integer("number", 1...1_000_000)
        effective = try fields.day("effective")
        items = try fields.list("items", most: 200_000)
        guard !items.isEmpty else { throw fields.refused("items", "A price list must have at least one item.") }
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let transaction = writer.transaction
        let stored = try transaction.first(
            "SELECT effective_day FROM price_versions WHERE number = ?", [number]
        ) { try $0.day() }
        if let stored {
            guard stored == effective else {
                throw ImportRule("effective", "This version is already in force from another day; make a new version.")
            }
            let known = Set(try transaction.priceItems(number))
            for (index, item) in items.enumerated() where !known.contains(item) {
                throw ImportRule(
                    "items[\(index)]", "A version that was imported never changes; make a new version for a new price.")
            }
            return .unchanged
        }
        try transaction.run(
            "INSERT INTO price_versions(number, effective_day) VALUES (?, ?)", [number, effective.daysSince1970])
        var seen: Set<PriceItemID> = []
        for (index, item) in items.enumerated() {
            guard seen.insert(item.value.id).inserted else {
                throw ImportRule("items[\(index)].id", "Another item of this list has the same id.")
            }
            try transaction.insert(item.value, version: number)
        }
        return .new
    }
}

extension Transaction {
    fileprivate func priceItems(_ version: Int64) throws -> [PriceListEntry.Item] {
        try all(
            """
            SELECT id, name, pinyin, unit, price_fen, category, insurance_class, national_code FROM price_items
            WHERE version = ?
            """, [version]
        ) {
            PriceListEntry.Item(
                PriceItem(
                    id: try $0.id(), name: try $0.text(), pinyin: try $0.text(), unit: try $0.text(),
                    price: try $0.money(), category: try $0.word(), insuranceClass: try $0.word(),
                    nationalCode: try $0.text()))
        }
    }

    fileprivate func insert(_ item: PriceItem, version: Int64) throws {
        try run(
            """
            INSERT INTO price_items(version, id, name, pinyin, unit, price_fen, category, insurance_class, national_code)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                version, item.id.text, item.name, item.pinyin, item.unit, item.price.fen, item.category.rawValue,
                item.insuranceClass.rawValue, item.nationalCode,
            ])
    }
}
