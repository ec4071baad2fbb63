import BedsideDomain
import BedsideStore
import Foundation

@testable import BedsideDaemon

/// A store with the demo's data in which 张明华 is admitted, for services that need one.
struct DeskWard {
    let store: Store
    let stay: EncounterID
    let nurse: StaffID
    static let papers = PaperMaker(hospital: "示范医院", clock: .china, guide: [])

    /// What must never be in a log: the patient's and the staff's data of the demo's file.
    static let canaries = [
        "张明华", "张*华", "张丽", "110101199003070011", "13800138000", "陈晓燕", "社区获得性肺炎", "J18", "2468", "北京市", "青霉素",
    ]

    static func with<Value>(_ work: (DeskWard) async throws -> Value) async throws -> Value {
        try await withFolder { folder in
            let now = Timestamp(milliseconds: 1_795_300_000_000)  // 2026-11-21 in China
            let store = try Store(path: "\(folder)/t.sqlite", clock: .china, terminal: "t1", now: now)
            let outcome: Result<Value, any Error>
            do {
                let file = URL(filePath: SampleTests.path).deletingLastPathComponent().appending(path: "demo-ward.json")
                _ = try await store.importDocument([UInt8](try Data(contentsOf: file)), at: now)
                let (stay, nurse) = (try EncounterID("WD20261120000173"), try StaffID("GH1000017"))
                let answers = AdmissionAnswers(phone: try PhoneNumber("13800138000"), consents: Consent.allCases)
                _ = try await store.admit(
                    try AdmissionOrderID("RY20261120000173"), answers: answers, confirmedBy: nurse, at: now
                ) { papers.admission($0, answers: answers, confirmedBy: "陈晓燕", at: now) }
                outcome = .success(try await work(DeskWard(store: store, stay: stay, nurse: nurse)))
            } catch { outcome = .failure(error) }
            try store.close()
            return try outcome.get()
        }
    }
}
