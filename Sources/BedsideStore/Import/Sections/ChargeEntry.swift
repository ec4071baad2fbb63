import BedsideDomain
import GRDB

/// `charges[]`: append-only; a correction is a new line that reverses the old one.
struct ChargeEntry: ImportEntry {
    static let section = "charges"
    let id: ChargeID
    let encounter: EncounterID
    let item: PriceItemID
    let priceVersion: Int64
    let quantity: Quantity
    let unitPrice: Money
    let amount: Money
    let selfPayPercent: Int64
    let chargedAt: Timestamp
    let day: CivilDate?
    let orderReference: String
    let reverses: ChargeID?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, Self.keys)
        id = try fields.id("id")
        encounter = try fields.id("encounter")
        item = try fields.id("item")
        priceVersion = try fields.integer("price_version", 1...1_000_000)
        quantity = try fields.parsed(
            "quantity", "It must be a text like 2, 0.5 or -1, with at most four places.", importQuantity)
        guard quantity.tenThousandths != 0 else { throw fields.refused("quantity", "It must not be zero.") }
        unitPrice = Money(fen: try fields.integer("unit_price_fen", 0...100_000_000_000))
        amount = Money(fen: try fields.integer("amount_fen", -Money.limit...Money.limit))
        selfPayPercent = try fields.integer("self_pay_percent", 0...100)
        chargedAt = try fields.moment("charged_at")
        day = try fields.has("day") ? try fields.day("day") : nil
        orderReference = try fields.text("order_reference", 0...64)
        reverses = try fields.optionalID("reverses")
        guard (quantity.tenThousandths < 0) == (reverses != nil) else {
            throw fields.refused("reverses", "It must be there exactly when the quantity is negative.")
        }
        do {
            guard try quantity.amount(unitPrice: unitPrice) == amount else {
                throw fields.refused(
                    "amount_fen", "It must be quantity × unit price, rounded half away from zero to a fen.")
            }
        } catch let error as DomainError { throw fields.refused("amount_fen", error.sentence) }
    }

    private static let keys: Set<String> = [
        "id", "encounter", "item", "price_version", "quantity", "unit_price_fen", "amount_fen", "self_pay_percent",
        "charged_at", "day", "order_reference", "reverses",
    ]

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let isOver = try writer.isOver(encounter)
        let price = try writer.price(priceVersion, item)
        guard price == unitPrice else {
            throw ImportRule(
                "unit_price_fen", "It differs from the price of this item in the price list that it names.")
        }
        let line = try line(clock: writer.transaction.clock)
        if let same = try writer.transaction.stored(id, equals: line, of: encounter) {
            guard same else { throw ImportRule("id", "A charge that was imported never changes; reverse it instead.") }
            return .unchanged
        }
        guard !isOver else { throw ImportRule("encounter", "This stay is over; nothing can be charged to it.") }
        try writer.transaction.insert(line, selfPayPercent: selfPayPercent, of: encounter)
        return .new
    }

    private func line(clock: HospitalClock) throws -> ChargeLine {
        // Name, unit and chapter come from the price list whenever the line is read.
        try ChargeLine(
            id: id, item: item, priceVersion: Int(priceVersion), name: "", unit: "", category: .other,
            quantity: quantity, unitPrice: unitPrice, statedAmount: amount, selfPayPercent: Int(selfPayPercent),
            chargedAt: chargedAt, day: day ?? clock.day(of: chargedAt), orderReference: orderReference,
            reverses: reverses)
    }
}

extension ImportWriter {
    fileprivate func price(_ version: Int64, _ item: PriceItemID) throws -> Money {
        let key = PriceKey(version: version, item: item)
        if let known = prices[key] { return known }
        let price = try transaction.first(
            "SELECT price_fen FROM price_items WHERE version = ? AND id = ?", [version, item.text]
        ) { try $0.money() }
        guard let price else { throw ImportRule("item", "The price list that it names has no such item.") }
        prices[key] = price
        return price
    }

    /// A return must name a line of the same stay and item, and take back no more than was charged.
    func checkReversals(_ charges: [ChargeEntry]) throws {
        for (index, charge) in charges.enumerated() {
            guard let reversed = charge.reverses else { continue }
            try located(ChargeEntry.section, index) {
                let line = try transaction.first(
                    """
                    SELECT encounter, item, price_version, quantity,
                        (SELECT sum(quantity) FROM charges r WHERE r.reverses = c.id) FROM charges c WHERE c.id = ?
                    """, [reversed.text]
                ) {
                    (
                        encounter: try $0.id() as EncounterID, item: try $0.id() as PriceItemID, version: try $0.int(),
                        quantity: try $0.int(), returned: try $0.int()
                    )
                }
                guard let line else { throw ImportRule("reverses", "There is no such charge.") }
                guard line.encounter == charge.encounter, line.item == charge.item, line.version == charge.priceVersion
                else { throw ImportRule("reverses", "It must name a charge of the same stay, item and price list.") }
                guard line.quantity + line.returned >= 0 else {
                    throw ImportRule("quantity", "It takes back more than was charged.")
                }
            }
        }
    }
}

extension Transaction {
    /// Nil when the charge is not stored; else whether it is the same.
    fileprivate func stored(_ id: ChargeID, equals line: ChargeLine, of encounter: EncounterID) throws -> Bool? {
        try first(
            """
            SELECT encounter, day, charged_ms, item, price_version, quantity, unit_price_fen, amount_fen, self_pay_fen,
                order_reference, reverses FROM charges WHERE id = ?
            """, [id.text]
        ) {
            let same = [
                try $0.id() == encounter, try $0.day() == line.day, try $0.moment() == line.chargedAt,
                try $0.id() == line.item, try $0.count() == line.priceVersion,
                try $0.int() == line.quantity.tenThousandths, try $0.money() == line.unitPrice,
                try $0.money() == line.amount, try $0.money() == line.selfPay, try $0.text() == line.orderReference,
                try $0.optionalID() == line.reverses,
            ]
            return same.allSatisfy(\.self)
        }
    }

    fileprivate func insert(_ line: ChargeLine, selfPayPercent: Int64, of encounter: EncounterID) throws {
        try run(
            """
            INSERT INTO charges(encounter, day, charged_ms, id, item, price_version, quantity, unit_price_fen, amount_fen,
                self_pay_percent, self_pay_fen, order_reference, reverses)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                encounter.text, line.day.daysSince1970, line.chargedAt.milliseconds, line.id.text, line.item.text,
                line.priceVersion, line.quantity.tenThousandths, line.unitPrice.fen, line.amount.fen, selfPayPercent,
                line.selfPay.fen, line.orderReference, line.reverses?.text,
            ])
    }
}
