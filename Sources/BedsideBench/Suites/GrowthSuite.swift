import BedsideDomain
import BedsideStore
import Foundation

/// The same patient's bill and preview in a nearly empty store and in one with years of a ward.
struct GrowthSuite {
    let years: Int

    func run() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let generations = GrowthWard.generations(years: years)
        let empty = try await fill(generations: 0, path: folder.path + "/empty.sqlite")
        let grown = try await fill(generations: generations, path: folder.path + "/grown.sqlite")
        // In turn, so that whatever else the machine does falls on both alike.
        for _ in 0..<Self.rounds {
            try await empty.look()
            try await grown.look()
        }
        try empty.store.close()
        try grown.store.close()
        let stays = generations * GrowthWard.beds
        let size = try FileManager.default.attributesOfItem(atPath: folder.path + "/grown.sqlite")[.size] as? Int ?? 0
        let what =
            "\(stays) settled stays, \(stays * GrowthWard.days * GrowthWard.chargesPerDay) charges, \(size >> 20) MiB"
        let (bills, previews) = (grown.bills.median / empty.bills.median, grown.previews.median / empty.previews.median)
        return [
            Figure("daily_bill_empty_ms", empty.bills.median, "ms"),
            Figure("daily_bill_grown_ms", grown.bills.median, "ms", note: what),
            Figure("daily_bill_ratio", bills, "ratio", note: "medians of \(Self.rounds)"),
            Figure("settlement_preview_empty_ms", empty.previews.median, "ms"),
            Figure("settlement_preview_grown_ms", grown.previews.median, "ms"),
            Figure("settlement_preview_ratio", previews, "ratio", note: "medians of \(Self.rounds)"),
            Figure("grown_store_open_ms", grown.opening, "ms", note: "with SQLite's quick_check"),
        ]
    }

    private static let rounds = 500

    /// A filled store, opened anew, and the patient in bed whose bill and preview are looked at.
    private final class Ward {
        let store: Store
        let opening: Double
        private let encounter: EncounterID
        private var billTimes: [Double] = []
        private var previewTimes: [Double] = []

        init(store: Store, opening: Double, encounter: EncounterID) {
            self.store = store
            self.opening = opening
            self.encounter = encounter
        }

        var bills: Sample { Sample(billTimes) }
        var previews: Sample { Sample(previewTimes) }

        func look() async throws {
            billTimes.append(try await measure { _ = try await store.dailyBill(encounter, day: nil) })
            previewTimes.append(try await measure { _ = try await store.settlementOffer(encounter) })
        }
    }

    private func fill(generations: Int, path: String) async throws -> Ward {
        let now = Timestamp(milliseconds: 1_795_320_000_000)
        func open() throws -> Store { try Store(path: path, clock: .china, terminal: "bench", now: now) }
        var store = try open()
        _ = try await store.importDocument(Array(GrowthWard.house.utf8), at: now) { _, _, _ in }
        for generation in 0...generations {
            _ = try await store.importDocument(Array(GrowthWard.patients(generation).utf8), at: now) { _, _, _ in }
            for bed in 0..<GrowthWard.beds {
                // The last generation stays in bed: its first patient is the one that is looked at.
                try await stay(generation, bed, in: store, at: now, leaves: generation < generations)
            }
        }
        // Opened anew: no page of it is in SQLite's cache but what the queries bring.
        try store.close()
        let opening = try measure { store = try open() }
        return Ward(
            store: store, opening: opening, encounter: try EncounterID(GrowthWard.stay(generations, 0)))
    }

    private func stay(_ generation: Int, _ bed: Int, in store: Store, at now: Timestamp, leaves: Bool) async throws {
        let answers = AdmissionAnswers(phone: try PhoneNumber("13800138000"), consents: Consent.allCases)
        let (encounter, _) = try await store.admit(
            try AdmissionOrderID(GrowthWard.slip(generation, bed)), answers: answers,
            confirmedBy: try StaffID("GH1000017"), at: now
        ) { _ in [] }
        try await pay(Money(fen: 100_000), .deposit, encounter.id, in: store, at: now)
        guard leaves else { return }
        let offer = try await store.settlementOffer(encounter.id)
        if offer.preview.due.isPositive {
            try await pay(
                offer.preview.due, .settlement(fingerprint: offer.fingerprint), encounter.id, in: store, at: now)
        }
        _ = try await store.settle(
            encounter.id, agreed: offer.fingerprint, staff: nil, refundLimit: Money(fen: Money.limit), at: now
        ) { _, _, _ in [] }
    }

    private func pay(
        _ amount: Money, _ purpose: PaymentOrder.Purpose, _ encounter: EncounterID, in store: Store, at now: Timestamp
    ) async throws {
        let order = try await store.createPayment(
            encounter: encounter, purpose: purpose, channel: .wallet, amount: amount, at: now)
        _ = try await store.advancePayment(order.id, to: .paid(at: now, reference: "bench"), at: now) { _, _ in [] }
    }
}
