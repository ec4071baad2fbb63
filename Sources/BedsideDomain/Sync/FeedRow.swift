/// A row of the central store's feed: the whole state of one thing, or the word that it left this terminal's scope.
///
/// Applying a row twice, or an older one after a newer one, changes nothing: ``version`` decides.
package struct FeedRow: Sendable, Hashable, Codable, Redacted {
    /// Its place in the hospital's feed: without gaps there, with gaps here, because other wards' rows are left out.
    package let seq: Int64
    package let table: FeedTable
    /// Of the thing within its table.
    package let key: String
    package let change: Change
    /// Grows with every change of the same thing.
    package let version: Int64

    package enum Change: Sendable, Hashable, Codable {
        /// A JSON object, as `assets/import.md` or the table's own form describes it.
        case put(String)
        /// It is none of this terminal's business any more: forget it.
        case leave
    }

    package init(seq: Int64, table: FeedTable, key: String, change: Change, version: Int64) {
        self.seq = seq
        self.table = table
        self.key = key
        self.change = change
        self.version = version
    }

    private enum Keys: String, CodingKey { case seq, table, key, version, body }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        seq = try container.decode(Int64.self, forKey: .seq)
        table = try container.decode(FeedTable.self, forKey: .table)
        key = try container.decode(String.self, forKey: .key)
        version = try container.decode(Int64.self, forKey: .version)
        change = try container.decodeIfPresent(String.self, forKey: .body).map(Change.put) ?? .leave
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(seq, forKey: .seq)
        try container.encode(table, forKey: .table)
        try container.encode(key, forKey: .key)
        try container.encode(version, forKey: .version)
        if case .put(let body) = change { try container.encode(body, forKey: .body) }
    }
}

/// What a feed row is about. A terminal that does not know a table refuses its rows by word and goes on.
package struct FeedTable: Sendable, Hashable, Codable, RawRepresentable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    // The sections of the import format, one entry a row. A report's `pdf_base64` is `pdf_sha256` and `pdf_bytes` here.
    package static let wards = FeedTable(rawValue: "wards")
    package static let beds = FeedTable(rawValue: "beds")
    package static let staff = FeedTable(rawValue: "staff")
    package static let priceLists = FeedTable(rawValue: "price_lists")
    package static let admissionOrders = FeedTable(rawValue: "admission_orders")
    package static let charges = FeedTable(rawValue: "charges")
    package static let insuranceResults = FeedTable(rawValue: "insurance_results")
    package static let discharges = FeedTable(rawValue: "discharges")
    package static let reports = FeedTable(rawValue: "reports")
    package static let disputeAnswers = FeedTable(rawValue: "dispute_answers")
    /// Where a stay is kept and what it was when it came: ``BedsideWire``'s `StayRow`. Its `leave` forgets the patient.
    package static let stays = FeedTable(rawValue: "stays")
    /// The terminals of the ward, for links between them: `PeerRow`.
    package static let terminals = FeedTable(rawValue: "terminals")
    /// Something for this terminal to do once: `CommandRow`.
    package static let commands = FeedTable(rawValue: "commands")

    /// The import format's sections, in the order in which entries may name each other.
    package static let imported: [FeedTable] = [
        wards, beds, staff, priceLists, admissionOrders, charges, insuranceResults, discharges, reports, disputeAnswers,
    ]
}

/// How far a terminal has read.
package struct FeedCursor: Sendable, Hashable, Codable {
    package let generation: FeedGeneration
    /// The last row that was applied, or seen and left out.
    package let seq: Int64

    package init(generation: FeedGeneration, seq: Int64) {
        self.generation = generation
        self.seq = seq
    }
}
