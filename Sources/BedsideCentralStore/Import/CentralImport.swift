package import BedsideDomain
import Crypto
import Dispatch
import Foundation

extension CentralStore {
    /// Takes a whole import document for a hospital in one transaction, or refuses all of it. The same document again
    /// publishes nothing. While it writes, the hospital's other changes wait.
    ///
    /// Throws ``CentralError`` `importRefused` with the place and the rule.
    package func importDocument(_ bytes: [UInt8], for hospital: HospitalID, at moment: Timestamp) async throws
        -> CentralImportResult
    {
        // Half a minute for the largest file: not on a thread that others wait for.
        let (document, digest) = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<(CentralDocument, EventHash?), any Error>) in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(
                    with: Result { (try CentralDocument(bytes), EventHash(SHA256.hash(data: Data(bytes)))) })
            }
        }
        return try await database.write { transaction in
            let writer = ImportWriter(transaction, hospital, moment)
            let result = try writer.write(document)
            guard !result.changedNothing else { return result }
            try transaction.run(
                """
                INSERT INTO imports(hospital, sha256, at_ms, new_entries, changed_entries) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT DO NOTHING
                """,
                [
                    .id(hospital), .fixed(digest), .at(moment), .count(result.sections.reduce(0) { $0 + $1.new }),
                    .count(result.sections.reduce(0) { $0 + $1.updated }),
                ])
            return result
        }
    }
}

/// What an import did, section by section in the order in which they are taken.
package struct CentralImportResult: Sendable, Hashable {
    package struct Section: Sendable, Hashable {
        package let name: String
        package var new = 0
        package var unchanged = 0
        package var updated = 0

        mutating func count(_ outcome: FeedOutcome) {
            switch outcome {
            case .new: new += 1
            case .unchanged: unchanged += 1
            case .changed: updated += 1
            }
        }
    }

    package var sections: [Section] = []

    /// True when the central store already had everything.
    package var changedNothing: Bool { sections.allSatisfy { $0.new == 0 && $0.updated == 0 } }
}

/// One running import, within its transaction.
final class ImportWriter {
    let transaction: any CentralTransaction
    let hospital: HospitalID
    let moment: Timestamp
    /// What the store has, and what this file added so far.
    var known: [FeedThing: Known] = [:]
    var stays: [String: StayPlace?] = [:]
    private var puts: [FeedPut] = []

    struct Known {
        let scope: String
        let encounter: String?
        let digest: EventHash?
    }

    init(_ transaction: any CentralTransaction, _ hospital: HospitalID, _ moment: Timestamp) {
        self.transaction = transaction
        self.hospital = hospital
        self.moment = moment
    }

    /// In the order of who names whom.
    func write(_ document: CentralDocument) throws(CentralError) -> CentralImportResult {
        // Nothing of the hospital's feed changes between a look and the write.
        _ = try transaction.lockFeed(hospital)
        var result = CentralImportResult()
        for section in ImportSection.inOrder {
            let entries = document.entries[section] ?? []
            var counts = CentralImportResult.Section(name: section.rawValue)
            if let table = section.table { try load(table, entries.map(\.key)) }
            for entry in entries { counts.count(try write(entry)) }
            try flush()
            result.sections.append(counts)
        }
        return result
    }

    private func write(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        switch entry.section {
        case .wards, .staff: try put(entry, .hospital)
        case .priceLists: try putOnce(entry, .hospital, "make a new version for a new price")
        case .beds: try writeBed(entry)
        case .orders: try writeOrder(entry)
        case .charges: try writeCharge(entry)
        case .insuranceResults: try writeInsurance(entry)
        case .discharges: try writeDischarge(entry)
        case .reports: try writeReport(entry)
        case .disputeAnswers: try writeAnswer(entry)
        case .moves: try writeMove(entry)
        }
    }

    /// A new or changed entry goes into its scope; the same text again is nothing.
    func put(
        _ entry: ImportedEntry, _ scope: FeedScope, encounter: String? = nil, body: String? = nil
    ) throws(CentralError) -> FeedOutcome {
        guard let table = entry.section.table else { return .unchanged }
        let thing = FeedThing(table: table, key: entry.key)
        let digest = feedDigest(body ?? entry.text)
        let old = known[thing]
        guard old == nil || old?.digest != digest else { return .unchanged }
        known[thing] = Known(scope: scope.text, encounter: encounter, digest: digest)
        puts.append(
            FeedPut(
                table: table, key: entry.key, scope: scope, body: body ?? entry.text,
                encounter: encounter.map(EncounterID.init(trusted:)), digest: digest))
        // A big file is published in pieces of bounded size.
        if puts.count >= 2000 { try flush() }
        return old == nil ? .new : .changed
    }

    /// As ``put(_:_:encounter:body:)`` for what never changes once it was imported.
    func putOnce(
        _ entry: ImportedEntry, _ scope: FeedScope, encounter: String? = nil, _ instead: String
    ) throws(CentralError) -> FeedOutcome {
        let old = self.old(entry)
        if let old, old.digest != feedDigest(entry.text) {
            throw entry.refused(entry.section.key, "What was imported never changes; \(instead).")
        }
        return try put(entry, scope, encounter: encounter)
    }

    func old(_ entry: ImportedEntry) -> Known? {
        entry.section.table.flatMap { known[FeedThing(table: $0, key: entry.key)] }
    }

    func flush() throws(CentralError) {
        try transaction.publish(puts, in: hospital, at: moment)
        puts = []
    }

    /// What the store has of these things, with one question for a hundred of them.
    func load(_ table: FeedTable, _ keys: [String]) throws(CentralError) {
        let things = keys.map { FeedThing(table: table, key: $0) }.filter { known[$0] == nil }
        for (thing, states) in try transaction.feedStates(of: things, in: hospital) {
            guard let live = states.first(where: { $0.body != .left }) else { continue }
            known[thing] = Known(scope: live.scope, encounter: live.encounter, digest: live.digest)
        }
    }

    /// One thing that an entry names.
    func find(_ table: FeedTable, _ key: String) throws(CentralError) -> Known? {
        let thing = FeedThing(table: table, key: key)
        if known[thing] == nil { try load(table, [key]) }
        return known[thing]
    }
}
