import BedsideDomain
import Foundation
import Testing

@testable import BedsideStore

/// Two terminals, one stay, a line that fails at any moment: never two keepers, and no fen is lost or made.
@Suite struct CustodyPropertyTests {
    @Test(arguments: 1...12)
    func randomJourneysConserveMoney(_ seed: Int) async throws {
        let chance = Chance(seed: UInt64(seed))
        let wards = [
            try await TestWard(seed: UInt64(seed), terminal: "T1"),
            try await TestWard(seed: UInt64(seed) + 1000, terminal: "T2"),
        ]
        let centre = TinyCentre(chance)
        try await wards[0].admit()
        try await centre.drain(wards[0], "T1")
        for (ward, name) in zip(wards, ["T1", "T2"]) { try await centre.feed(ward, name) }
        var paid: Int64 = 0
        for step in 0..<40 {
            let index = chance.below(2)
            let (ward, name) = (wards[index], "T\(index + 1)")
            let moment = TestWard.start.adding(seconds: Int64(step))
            switch chance.below(6) {
            case 0:
                if try await ward.store.keeping(of: TestWard.stay) == .here {
                    let amount = Int64(1 + chance.below(9_000))
                    try await ward.pay(Money(fen: amount), at: moment)
                    paid += amount
                } else {
                    await #expect(throws: (any Error).self) { try await ward.pay(Money(fen: 1), at: moment) }
                }
            case 1: try await centre.take(TestWard.stay, by: name, wards, at: moment)
            case 2: try await centre.drain(ward, name)
            case 3: try await centre.feed(ward, name)
            case 4: try await centre.takeOffers(ward, name, at: moment)
            default:
                // A worker at the bed sends the stay away although nobody asked.
                if chance.below(4) == 0 { _ = try await ward.store.release(TestWard.stay, at: moment) }
            }
            try await requireSound(wards, paid: paid)
        }
        // The line is back: everything comes to rest, and whoever keeps the stay settles it with all the money.
        // Often enough that some answer arrives: before, a terminal takes back nothing that it gave up.
        for _ in 0..<12 {
            for (ward, name) in zip(wards, ["T1", "T2"]) {
                try await centre.drain(ward, name)
                centre.endHold()
                try await centre.feed(ward, name)
                try await centre.takeOffers(ward, name, at: TestWard.start)
            }
        }
        let keepers = try await here(wards)
        #expect(keepers.count == 1)
        guard let keeper = keepers.first else { return }
        let offer = try await wards[keeper].store.settlementOffer(TestWard.stay)
        #expect(offer.preview.deposits.fen == paid)
        if offer.preview.due.isPositive {
            try await wards[keeper].pay(offer.preview.due, .settlement(fingerprint: offer.fingerprint))
            paid += offer.preview.due.fen
        }
        let (settlement, refunds, _) = try await wards[keeper].settle(offer.fingerprint, staff: TestWard.nurse)
        let back = try refunds.map(\.part.amount).total()
        #expect(
            paid == settlement.total.fen - settlement.insurance.fen - settlement.account.fen + back.fen)
        try await centre.drain(wards[keeper], "T\(keeper + 1)")
        #expect(centre.paid == paid)
        for ward in wards {
            #expect(try await ward.store.verifyLedger().isBalanced)
            try await ward.store.verifyAudit()
        }
    }

    private func here(_ wards: [TestWard]) async throws -> [Int] {
        var keepers: [Int] = []
        for (index, ward) in wards.enumerated() where try await ward.store.keeping(of: TestWard.stay) == .here {
            keepers.append(index)
        }
        return keepers
    }

    private func requireSound(_ wards: [TestWard], paid: Int64) async throws {
        let keepers = try await here(wards)
        #expect(keepers.count <= 1, "two keepers")
        for (index, ward) in wards.enumerated() {
            let held = try await ward.store.read { try $0.depositBalance(TestWard.stay) }
            #expect(held.fen == (keepers.contains(index) ? paid : 0))
            #expect(try await ward.store.verifyLedger().isBalanced)
        }
    }
}

/// As much of a central store as custody needs: it believes nothing but the facts that reached it.
private final class TinyCentre {
    private let chance: Chance
    private var applied: [String: Int64] = [:]
    private var heads: [String: EventHash] = [:]
    private var keeper: String?
    private var lastKeeper = ""
    private var bed = "W1-01"
    private var payments: [JSONValue] = []
    private var version: Int64 = 0
    private var fed: [String: Int64] = [:]
    private var holds: UInt8 = 0
    private(set) var paid: Int64 = 0

    init(_ chance: Chance) { self.chance = chance }

    /// Everything that the terminal has told, in order, as one chain.
    func drain(_ ward: TestWard, _ name: String) async throws {
        let stream = try await ward.store.outboxStream()
        let next = (applied[name] ?? 0) + 1
        var head = heads[name] ?? stream.root
        for event in try await ward.store.outbox(from: next, most: 1000, bytes: .max) {
            head = try #require(EventHash(Chain.link(after: head.bytes, event.parts)))
            applied[name] = event.seq
            try take(event, from: name)
        }
        heads[name] = head
        #expect(try await ward.store.outboxHead(before: (applied[name] ?? 0) + 1) == head)
        // The answer may be lost: the same events come again, and the hash says that they are the same.
        if chance.below(3) > 0 {
            try await ward.store.acknowledge(through: applied[name] ?? 0, held: [], at: TestWard.start)
        }
    }

    private func take(_ event: OutboxEvent, from name: String) throws {
        let body = try JSONValue(text: event.body)
        switch event.kind {
        case "encounter.admitted":
            keeper = name
            version += 1
        case "payment.paid":
            #expect(keeper == name, "money of a stay that the terminal does not keep")
            paid += body["amount_fen"].number ?? 0
            payments.append(
                Feed.payment(
                    body["payment"].text ?? "", body["amount_fen"].number ?? 0, terminal: name,
                    fingerprint: body["fingerprint"].text ?? ""))
        case "stay.released":
            #expect(keeper == name)
            #expect(body["deposits_fen"].number == paid, "the deposits go with the stay")
            (lastKeeper, keeper) = (name, nil)
            version += 1
        default: break
        }
    }

    /// The hold ended, or nobody asked: the stay is with its old keeper again.
    func endHold() {
        guard keeper == nil else { return }
        keeper = lastKeeper
        version += 1
    }

    func take(_ stay: EncounterID, by name: String, _ wards: [TestWard], at moment: Timestamp) async throws {
        guard let old = keeper, old != name, let from = Int(old.dropFirst()), let to = Int(name.dropFirst()) else {
            return
        }
        _ = try await wards[from - 1].store.release(stay, at: moment)
        guard chance.below(4) > 0 else { return }
        try await drain(wards[from - 1], old)
        guard keeper == nil else { return }
        let body = try row().bytes
        do { try await wards[to - 1].store.checkAdoption(body, at: moment) } catch let error as DomainError {
            // Its own release is not acknowledged yet: it takes nothing, and the hold ends.
            #expect(error.code == .wrongState)
            return endHold()
        }
        guard chance.below(4) > 0 else { return endHold() }
        // Posted: it is the taker's for good, whether or not the taker lives to write it.
        keeper = name
        version += 1
        guard chance.below(4) > 0 else { return }
        _ = try await wards[to - 1].store.adopt(body, hold: hold(), at: moment)
    }

    /// The terminal asks for what the feed offered; only what the centre knows now counts.
    func takeOffers(_ ward: TestWard, _ name: String, at moment: Timestamp) async throws {
        for stay in try await ward.store.offeredStays() {
            try await drain(ward, name)
            guard keeper == name else { continue }
            _ = try await ward.store.adopt(row().bytes, hold: hold(), at: moment)
            #expect(stay == TestWard.stay)
        }
    }

    func feed(_ ward: TestWard, _ name: String) async throws {
        if chance.below(3) == 0 { endHold() }
        fed[name] = version
        let outcome = try await ward.store.apply(
            [Feed.row(.stays, TestWard.stay.text, row(), version: version)], next: Feed.cursor(version),
            at: TestWard.start)
        #expect(outcome.refused.isEmpty)
    }

    private func row() -> JSONValue {
        Feed.stay(keeper: keeper, bed: bed, state: "awaiting-settlement", payments: payments)
    }

    private func hold() throws -> OperationID {
        holds += 1
        return try #require(OperationID([UInt8](repeating: holds, count: 16)))
    }
}
