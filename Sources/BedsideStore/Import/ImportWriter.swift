package import BedsideDomain
import Crypto
import Foundation
import GRDB

extension Store {
    /// Imports a whole document in one transaction, or refuses all of it.
    ///
    /// Importing the same document again changes nothing. While it writes, other work of the store waits.
    ///
    /// Throws ``StoreError`` `importRefused` with the place and the rule.
    package func importDocument(
        _ bytes: [UInt8], at moment: Timestamp, progress: @escaping ImportProgress = { _, _, _ in }
    ) async throws -> ImportResult {
        let importing = importing
        let document = try await withCheckedThrowingContinuation { continuation in
            importing.async { continuation.resume(with: Result { try ImportDocument(bytes, progress: progress) }) }
        }
        let digest = hexText(SHA256.hash(data: bytes))
        return try await commit { transaction in
            let writer = ImportWriter(
                transaction: transaction, moment: moment, total: document.count, progress: progress)
            let result = try writer.write(document)
            try writer.note(result, digest: digest)
            return result
        }
    }
}

/// An entry of a section: how it gets into the store.
protocol ImportEntry: Decodable, Sendable {
    static var section: String { get }
    /// Throws ``ImportRule`` or ``DomainError`` when a rule of the ward forbids it.
    func write(_ writer: ImportWriter) throws -> ImportOutcome
}

/// One running import.
final class ImportWriter {
    let transaction: Transaction
    let moment: Timestamp
    /// Whether the entries come from the central store's feed, one by one, and not from a file.
    let isFeed: Bool
    /// The prices that charges name, looked up once each.
    var prices: [PriceKey: Money] = [:]
    /// Stays by number: whether they are over; looked up once each.
    var stays: [EncounterID: Bool] = [:]
    private let total: Int
    private let progress: ImportProgress
    private var done = 0

    struct PriceKey: Hashable {
        let version: Int64
        let item: PriceItemID
    }

    init(
        transaction: Transaction, moment: Timestamp, total: Int, isFeed: Bool = false,
        progress: @escaping ImportProgress
    ) {
        self.transaction = transaction
        self.moment = moment
        self.isFeed = isFeed
        self.total = total
        self.progress = progress
    }

    var today: CivilDate { transaction.clock.day(of: moment) }

    /// In the order of who names whom.
    func write(_ document: ImportDocument) throws -> ImportResult {
        progress(.writing, 0, total)
        var result = ImportResult()
        result.sections.append(try write(document.wards))
        result.sections.append(try write(document.beds))
        result.sections.append(try write(document.staff))
        result.sections.append(try write(document.priceLists))
        result.sections.append(try write(document.orders))
        result.sections.append(try write(document.charges))
        try checkReversals(document.charges)
        result.sections.append(try write(document.insuranceResults))
        result.sections.append(try write(document.discharges))
        result.sections.append(try write(document.reports))
        try checkCorrections(document.reports)
        result.sections.append(try write(document.disputeAnswers))
        progress(.writing, total, total)
        return result
    }

    private func write<Entry: ImportEntry>(_ entries: [Entry]) throws -> ImportResult.Section {
        var counts = ImportResult.Section(name: Entry.section)
        for (index, entry) in entries.enumerated() {
            switch try located(Entry.section, index, { try entry.write(self) }) {
            case .new: counts.new += 1
            case .unchanged: counts.unchanged += 1
            case .updated: counts.updated += 1
            }
            done += 1
            if done.isMultiple(of: 1000) { progress(.writing, done, total) }
        }
        return counts
    }

    /// Runs a check and adds to its refusal where in the file it happened.
    func located<Value>(_ section: String, _ index: Int, _ body: () throws -> Value) throws -> Value {
        let place = "\(section)[\(index)]"
        do { return try body() } catch let broken as ImportRule {
            throw importRefused(broken.field.map { "\(place).\($0)" } ?? place, broken.rule)
        } catch let broken as DomainError {
            throw importRefused(place, broken.sentence)
        } catch let broken as DatabaseError where broken.resultCode.primaryResultCode == .SQLITE_CONSTRAINT {
            throw importRefused(place, "A rule of the store's schema forbids this entry.", cause: broken)
        }
    }

    /// Whether a stay's number is known and open; throws ``ImportRule`` on the key `encounter` when it is not known.
    func isOver(_ encounter: EncounterID) throws -> Bool {
        if let known = stays[encounter] { return known }
        let state = try transaction.first(
            """
            SELECT e.state FROM admission_orders o LEFT JOIN encounters e ON e.number = o.encounter
            WHERE o.encounter = ?
            """, [encounter.text]
        ) { try $0.optionalText() }
        guard let state else {
            throw ImportRule("encounter", "No admission order of this file or of the store has this stay's number.")
        }
        let isOver = state == "settled" || state == "cancelled"
        stays[encounter] = isOver
        return isOver
    }

    func note(_ result: ImportResult, digest: String) throws {
        var facts: [String: Fact] = ["sha256": .text(digest)]
        for section in result.sections where section.new + section.unchanged + section.updated > 0 {
            facts[section.name] = .object([
                "new": .count(section.new), "unchanged": .count(section.unchanged), "updated": .count(section.updated),
            ])
        }
        try transaction.audit("imported", by: .importer, of: "import", facts, at: moment)
        guard !result.changedNothing else { return }
        try transaction.tell("import.applied", key: "\(digest):\(moment.milliseconds)", facts, at: moment)
    }
}
