import BedsideDomain
import BedsideStore
import Foundation
import Synchronization

/// A day and a night of one terminal that tells every kind of fact, with its real store: always the same numbers and times,
/// so that what it writes can be compared with what an earlier version wrote.
struct GoldenStory {
    static let terminal = TerminalName(trusted: "T1")
    static let ward = WardID(trusted: "W1")
    static let start = Timestamp(milliseconds: 1_795_300_000_000)  // 2026-11-21 in China
    /// By which the stay comes back that was given up.
    static let hold = OperationID([UInt8](repeating: 7, count: 16))

    private static let nurse = StaffID(trusted: "GH1000017")
    private static let cashier = StaffID(trusted: "GH2000016")
    /// Insured, settled with a top-up; given up, taken again and settled with a refund.
    private static let (first, second) = (
        EncounterID(trusted: "WD20261120000173"), EncounterID(trusted: "WD20261120000256")
    )

    private let store: Store

    /// What the outbox has at the end; the store's file is made anew at `path`.
    static func events(at path: String) async throws -> (stream: OutboxStream, events: [OutboxEvent]) {
        let chance = Chance(seed: 7)
        let store = try Store(
            path: path, clock: .china, terminal: terminal.text, now: start,
            ids: IdentifierSource { chance.next() })
        try await GoldenStory(store: store).tell()
        let stream = try await store.outboxStream()
        let events = try await store.outbox(from: 1, most: 1000, bytes: .max)
        try store.close()
        return (stream, events)
    }

    private func tell() async throws {
        _ = try await store.importDocument(Array(GoldenWard.document.utf8), at: Self.start)
        try await hearTheFeed()
        try await admitAndPrint()
        try await settleTheFirst()
        try await giveUpAndTakeTheSecond()
        try await settleTheSecond()
        try await alarm()
        _ = try await store.closeDays(at: Self.start.adding(days: 1))
    }

    private func hearTheFeed() async throws {
        guard let generation = FeedGeneration([UInt8](repeating: 1, count: 16)) else { return }
        let rows = [
            FeedRow(
                seq: 1, table: FeedTable(rawValue: "robots"), key: "R1", change: .put(#"{"id":"R1"}"#), version: 1),
            FeedRow(
                seq: 2, table: .commands, key: "C1", change: .put(#"{"command":{"reload":{}},"notAfterMs":5}"#),
                version: 1),
        ]
        _ = try await store.apply(rows, next: FeedCursor(generation: generation, seq: 2), at: after(1))
        _ = try await store.beginCommand("C1", at: after(2))
        try await store.endCommand("C1", outcome: "done", at: after(3))
    }

    private func admitAndPrint() async throws {
        let pages = try await admit("RY20261120000173", at: after(10)) + admit("RY20261120000256", at: after(20))
        guard let held = pages.first, let unknown = pages.last else { return }
        let absent = PrintState.held(.absent)
        _ = try await store.advancePrint(held.id, from: .queued, to: absent, at: after(30))
        _ = try await store.releasePrints([held.id], of: Self.first, by: Self.nurse, at: after(31))
        _ = try await store.advancePrint(held.id, from: .queued, to: .submitting, at: after(32))
        let cups = PrintState.submitted(PrinterJob(number: 7, uuid: "urn:uuid:1"))
        _ = try await store.advancePrint(held.id, from: .submitting, to: cups, at: after(33))
        _ = try await store.advancePrint(held.id, from: cups, to: .printed(at: after(34)), at: after(34))
        _ = try await store.advancePrint(unknown.id, from: .queued, to: .submitting, at: after(35))
        _ = try await store.advancePrint(unknown.id, from: .submitting, to: .unknown(.cutOff), at: after(36))
        _ = try await store.decidePrint(unknown.id, .printedAgain, reason: .jammed, by: Self.nurse, at: after(37))
    }

    private func settleTheFirst() async throws {
        try await pay(5_000, .deposit, .wallet, of: Self.first, at: after(100))
        // Closed, and then the provider says that it was paid after all.
        let closed = try await store.createPayment(
            encounter: Self.first, purpose: .deposit, channel: .wallet, amount: Money(fen: 700), at: after(110))
        _ = try await advance(closed, to: .closed(reason: .expired), at: after(111))
        _ = try await advance(closed, to: .paid(at: after(112), reference: "W9"), at: after(112))
        let charge = ChargeID(trusted: "F1")
        _ = try await store.openDispute(Self.first, charge: charge, reason: .other, at: after(120))
        try await store.resolveDispute(of: Self.first, charge: charge, at: after(121))
        let offer = try await store.settlementOffer(Self.first)
        try await pay(
            offer.preview.due.fen, .settlement(fingerprint: offer.fingerprint), .wallet, of: Self.first, at: after(130))
        _ = try await settle(Self.first, offer.fingerprint, staff: nil, at: after(131))
    }

    private func giveUpAndTakeTheSecond() async throws {
        try await pay(6_000, .deposit, .wallet, of: Self.second, at: after(200))
        _ = try await store.release(Self.second, at: after(210))
        guard let hold = Self.hold else { return }
        _ = try await store.adopt(Array(GoldenWard.stay.utf8), hold: hold, at: after(220))
    }

    private func settleTheSecond() async throws {
        try await pay(100_000, .deposit, .cashier, of: Self.second, at: after(300))
        let offer = try await store.settlementOffer(Self.second)
        let refunds = try await settle(Self.second, offer.fingerprint, staff: Self.cashier, at: after(310))
        if let first = refunds.first { try await store.advanceRefund(first.id, to: .refused, at: after(320)) }
        for (index, refund) in refunds.enumerated() {
            try await store.advanceRefund(refund.id, to: .done, by: Self.cashier, at: after(330 + Int64(index)))
        }
    }

    private func alarm() async throws {
        let raised = after(400)
        try await store.archiveAlarms([
            AlarmHistory(
                id: AlarmID(trusted: "a"), revision: 3, place: try AlarmPlace("卫生间 3"), kind: .technical(.inputLost),
                origin: "line-1", raisedAt: raised),
            AlarmHistory(
                id: AlarmID(trusted: "b"), revision: 9, place: try AlarmPlace("12"), kind: .infusionEmpty,
                origin: "button-12", raisedAt: raised, occurrences: 4, shownAt: raised.adding(seconds: 1),
                acceptedAt: raised.adding(seconds: 7), acceptedBy: Self.nurse, attendedAt: raised.adding(seconds: 20),
                attendedBy: Self.nurse, highestLevel: 2, suppressions: 1, closedAt: raised.adding(seconds: 30),
                end: .attended),
        ])
    }

    // MARK: Steps

    private func after(_ seconds: Int64) -> Timestamp { Self.start.adding(seconds: seconds) }

    private func admit(_ slip: String, at moment: Timestamp) async throws -> [PrintJob] {
        try await store.admit(
            AdmissionOrderID(trusted: slip),
            answers: AdmissionAnswers(phone: try PhoneNumber("13800138000"), consents: Consent.allCases),
            confirmedBy: Self.nurse, at: moment, papers: { [Self.wristband($0)] }
        ).1
    }

    private func pay(
        _ fen: Int64, _ purpose: PaymentOrder.Purpose, _ channel: PaymentChannel, of stay: EncounterID,
        at moment: Timestamp
    ) async throws {
        let order = try await store.createPayment(
            encounter: stay, purpose: purpose, channel: channel, amount: Money(fen: fen), at: moment)
        try await advance(order, to: .paid(at: moment, reference: "W1"), at: moment)
    }

    private func advance(_ order: PaymentOrder, to state: PaymentState, at moment: Timestamp) async throws {
        _ = try await store.advancePayment(order.id, to: state, at: moment, papers: { _, _ in [] })
    }

    private func settle(_ stay: EncounterID, _ agreed: String, staff: StaffID?, at moment: Timestamp) async throws
        -> [RefundOrder]
    {
        try await store.settle(
            stay, agreed: agreed, staff: staff, refundLimit: Money(fen: 50_000), at: moment, papers: { _, _, _ in [] }
        ).1
    }

    private static func wristband(_ encounter: Encounter) -> Paper {
        let head = PaperHead(
            hospital: "示范医院", ward: encounter.order.wardName, bed: encounter.order.bedLabel,
            name: encounter.patient.name, sex: encounter.patient.sex, age: 36, encounter: encounter.id,
            admittedOn: HospitalClock.china.day(of: encounter.admittedAt), madeAt: encounter.admittedAt, clock: .china)
        return .wristband(Wristband(head: head, allergies: encounter.order.allergies))
    }
}

/// The same numbers each time (SplitMix64).
private final class Chance: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) { state = Mutex(seed) }

    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
