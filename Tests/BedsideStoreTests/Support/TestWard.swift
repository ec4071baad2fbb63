import BedsideDomain
import BedsideStore
import Foundation
import GRDB

/// A store in a folder of its own, with a small ward imported.
final class TestWard {
    static let start = Timestamp(milliseconds: 1_795_300_000_000)  // 2026-11-21 in China
    static let nurse = StaffID(trusted: "GH1000017")
    static let cashier = StaffID(trusted: "GH2000016")
    static let revoked = StaffID(trusted: "GH1000033")
    static let slip = AdmissionOrderID(trusted: "RY20261120000173")
    static let stay = EncounterID(trusted: "WD20261120000173")
    static let otherSlip = AdmissionOrderID(trusted: "RY20261120000256")
    static let otherStay = EncounterID(trusted: "WD20261120000256")

    let folder: URL
    let store: Store
    var path: String { folder.appending(path: "bedside.sqlite").path }

    init(_ document: JSONValue? = TestWard.document, seed: UInt64 = 7, terminal: String = "T1") async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "bedside-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try TestWard.open(folder.appending(path: "bedside.sqlite").path, terminal: terminal, seed: seed)
        if let document { _ = try await store.importDocument(try document.bytes, at: Self.start) }
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    static func open(_ path: String, terminal: String = "T1", seed: UInt64 = 7) throws(StoreError) -> Store {
        let chance = Chance(seed: seed)
        return try Store(
            path: path, clock: .china, terminal: terminal, now: start, ids: IdentifierSource { chance.next() })
    }

    func importing(_ change: (inout JSONValue) -> Void) async throws -> ImportResult {
        var document = Self.document
        change(&document)
        return try await store.importDocument(try document.bytes, at: Self.start)
    }

    @discardableResult
    func admit(_ slip: AdmissionOrderID = TestWard.slip, at moment: Timestamp = TestWard.start) async throws
        -> (Encounter, [PrintJob])
    {
        try await store.admit(
            slip, answers: Self.answers(), confirmedBy: Self.nurse, at: moment,
            papers: { [Self.wristband($0)] })
    }

    @discardableResult
    func pay(
        _ amount: Money, _ purpose: PaymentOrder.Purpose = .deposit, _ channel: PaymentChannel = .wallet,
        stay: EncounterID = TestWard.stay, at moment: Timestamp = TestWard.start
    ) async throws -> PaymentOrder {
        let order = try await store.createPayment(
            encounter: stay, purpose: purpose, channel: channel, amount: amount, at: moment)
        return try await store.advancePayment(
            order.id, to: .paid(at: moment, reference: "W1"), at: moment, papers: { _, _ in [] }
        ).0
    }

    func settle(_ agreed: String, stay: EncounterID = TestWard.stay, staff: StaffID? = nil) async throws
        -> (Settlement, [RefundOrder], [PrintJob])
    {
        try await store.settle(
            stay, agreed: agreed, staff: staff, refundLimit: Money(fen: 50_000), at: Self.start.adding(days: 1),
            papers: { encounter, _, _ in [Self.wristband(encounter)] })
    }

    /// The file as SQLite sees it from outside, once the store is closed.
    func raw<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try store.close()
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction(body)
    }

    static func answers() throws -> AdmissionAnswers {
        AdmissionAnswers(phone: try PhoneNumber("13800138000"), consents: Consent.allCases)
    }

    static func head(_ encounter: Encounter) -> PaperHead {
        PaperHead(
            hospital: "示范医院", ward: encounter.order.wardName, bed: encounter.order.bedLabel,
            name: encounter.patient.name,
            sex: encounter.patient.sex, age: 36, encounter: encounter.id,
            admittedOn: HospitalClock.china.day(of: encounter.admittedAt), madeAt: encounter.admittedAt, clock: .china)
    }

    static func wristband(_ encounter: Encounter) -> Paper {
        .wristband(Wristband(head: head(encounter), allergies: encounter.order.allergies))
    }
}

/// SplitMix64: the same numbers for the same seed.
final class Chance: @unchecked Sendable {  // guarded by its lock
    private let lock = NSLock()
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    func next() -> UInt64 {
        lock.withLock {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
