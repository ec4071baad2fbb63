import BedsideDomain
import Foundation
import GRDB
import Testing

@testable import BedsideStore

/// Pages of the file split, merge and move while a ward fills and empties: what is forgotten is in none of them.
@Suite struct ForgetManyTests {
    @Test(arguments: 1...2)
    func aFullWardLeavesNoTrace(_ seed: Int) async throws {
        let chance = Chance(seed: UInt64(seed))
        let ward = try await TestWard(nil)
        let (document, people) = try Self.document(count: 60, chance)
        let rows = try Feed.rows(document)
        // In an order of its own, so that pages are filled from all sides.
        let orders = rows.filter { $0.table == .admissionOrders }.shuffled(by: chance)
        let base = rows.filter { FeedTable.imported.prefix(4).contains($0.table) }
        let others = rows.filter { [.charges, .discharges].contains($0.table) }.shuffled(by: chance)
        let outcome = try await ward.store.apply(base + orders + others, next: Feed.cursor(1), at: TestWard.start)
        #expect(outcome.refused.isEmpty)
        for person in people.filter({ $0.isAdmitted }) {
            try await ward.store.adoptForTest(person)
            for _ in 0..<(1 + chance.below(4)) {
                let encounter = try #require(try await ward.store.lookUpEncounter(person.encounter))
                let job = try await ward.store.enqueuePrint(
                    encounter: person.encounter, paper: TestWard.wristband(encounter), reprint: nil, replaces: nil,
                    at: TestWard.start)
                _ = try await ward.store.advancePrint(
                    job.id, from: .queued, to: .printed(at: TestWard.start), at: TestWard.start)
            }
            if chance.below(2) == 0 { try await ward.pay(Money(fen: 100), stay: person.encounter) }
        }
        let gone = people.shuffled(by: chance).prefix(30)
        for (number, person) in gone.enumerated() {
            if person.isAdmitted { _ = try await ward.store.release(person.encounter, at: TestWard.start) }
            let leave =
                person.isAdmitted
                ? Feed.leave(.stays, person.encounter.text, version: 9)
                : Feed.leave(.admissionOrders, person.order.text, version: 9)
            _ = try await ward.store.apply([leave], next: Feed.cursor(Int64(2 + number)), at: TestWard.start)
        }
        var bytes = try Data(contentsOf: URL(filePath: ward.path))
        bytes += (try? Data(contentsOf: URL(filePath: ward.path + "-wal"))) ?? Data()
        let traces = gone.flatMap(\.words).filter { bytes.range(of: Data($0.utf8)) != nil }
        #expect(traces.isEmpty)
        let stay = people.filter { person in !gone.contains { $0.order == person.order } }
        #expect(stay.allSatisfy { person in person.words.allSatisfy { bytes.range(of: Data($0.utf8)) != nil } })
        #expect(try await ward.store.verifyLedger().isBalanced)
    }

    struct Person {
        let order: AdmissionOrderID
        let encounter: EncounterID
        let bed: String
        let isAdmitted: Bool
        /// Name, document, telephone, address: each only this one's.
        let words: [String]
    }

    private static func document(count: Int, _ chance: Chance) throws -> (JSONValue, [Person]) {
        var document = TestWard.document
        let reader = CredentialReader()
        for name in ["admission_orders", "charges", "insurance_results", "discharges", "reports", "beds"] {
            document[name] = []
        }
        var people: [Person] = []
        for number in 100..<(100 + count) {
            let digits = "20261120000\(number)"
            let person = Person(
                order: AdmissionOrderID(trusted: reader.code("RY", digits: digits)),
                encounter: EncounterID(trusted: reader.code("WD", digits: digits)), bed: "W1-\(number)",
                isAdmitted: chance.below(2) == 0,
                words: ["病人\(number)名", "PASS\(number)X\(number)", "1371234\(number)5", "路\(number)号\(number)室"])
            people.append(person)
            document["beds"].append(["id": .text(person.bed), "ward": "W1", "label": .text("\(number)")])
            var who = TestWard.person("P\(number)", person.words[0], "male", "1990-03-07", person.words[1])
            who["identity_kind"] = "passport"
            who["phone"] = .text(person.words[2])
            who["address"] = .text(person.words[3] + String(repeating: "长", count: chance.below(150)))
            document["admission_orders"].append(
                TestWard.order(
                    person.order.text, person.encounter.text, bed: person.bed, payer: "self-pay", patient: who,
                    credential: ""))
            for line in 0..<chance.below(30) {
                document["charges"].append(
                    TestWard.charge("F\(number)-\(line)", person.encounter.text, "A1", "1", 2000, 2000))
            }
            var discharge = TestWard.discharge(person.encounter.text)
            discharge["certificate"]["advice"] = .text(person.words[3])
            document["discharges"].append(discharge)
        }
        return (document, people)
    }
}

extension Store {
    fileprivate func adoptForTest(_ person: ForgetManyTests.Person) async throws {
        let order = try #require(try await lookUpAdmissionOrder(person.order)).order
        var body = Feed.stay(person.encounter, order: person.order, keeper: nil, bed: person.bed)
        body["phone"] = .text(order.patient.phone.value)
        let hold = try #require(OperationID(Array(person.order.text.utf8.suffix(16))))
        _ = try await adopt(body.bytes, hold: hold, at: TestWard.start)
    }
}

extension Sequence {
    /// The same order for the same seed.
    fileprivate func shuffled(by chance: Chance) -> [Element] {
        map { (chance.next(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
