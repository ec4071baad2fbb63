import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideStore
import Foundation

/// A terminal's store filled before the daemon starts: the demo ward with two admitted patients.
enum BenchWard {
    /// Wristbands of the two.
    static let wristbands = [DemoCodes.zhang.wristband, DemoCodes.smith.wristband]

    static func fill(_ path: String, assets: String) async throws {
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let store = try Store(path: path, clock: .china, terminal: "demo-kiosk1", now: now)
        guard let file = FileManager.default.contents(atPath: assets + "/demo-ward.json") else {
            throw RigError("\(assets)/demo-ward.json cannot be read")
        }
        _ = try await store.importDocument(Array(file), at: now) { _, _, _ in }
        for slip in [DemoCodes.zhang.slip, DemoCodes.smith.slip] {
            _ = try await store.admit(
                try AdmissionOrderID(slip),
                answers: AdmissionAnswers(phone: try PhoneNumber("13800138000"), consents: Consent.allCases),
                confirmedBy: try StaffID(DemoCodes.nurse.badge), at: now
            ) { _ in [] }
        }
        try store.close()
    }
}
