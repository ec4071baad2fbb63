import BedsideDomain
import Foundation

/// A stay as the central store tells it: the JSON of `StayRow`. Keys that are not known here are left alone.
struct StayBody: Decodable, Sendable {
    let encounter: EncounterID
    let order: AdmissionOrderID
    /// Nil while the stay is on its way between two terminals.
    let keeper: TerminalName?
    let ward: WardID
    let bed: BedID
    let state: String
    let stateMs: Timestamp
    let admittedMs: Timestamp
    let confirmedBy: StaffID
    let phone: Sensitive<String>
    let consents: [String]
    let payments: [Payment]

    struct Payment: Decodable, Sendable {
        let payment: PaymentOrderID
        let terminal: TerminalName
        let channel: PaymentChannel
        let purpose: String
        let fingerprint: String
        let amountFen: Int64
        let createdMs: Timestamp
        let paidMs: Timestamp
        let reference: String
    }

    /// Throws ``StoreError`` `importRefused` without a word of the content.
    static func read(_ bytes: [UInt8]) throws -> StayBody {
        guard bytes.count <= SyncLimits.request else {
            throw StoreError(.importRefused, "A stay from the central store is larger than one may be.")
        }
        do { return try JSONDecoder().decode(StayBody.self, from: Data(bytes)) } catch {
            throw StoreError(
                .importRefused, "A stay from the central store is not in the form of this version; nothing was changed."
            )
        }
    }

    /// A stay that is over is kept nowhere any more.
    var isOpen: Bool { state == "in-ward" || state == "awaiting-settlement" }
}
