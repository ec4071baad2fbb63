import BedsideDomain
import Foundation

/// The documented JSON of `bedside import`: what a hospital's own systems hand to a terminal (see assets/import.md).
struct ImportDocument {
    static let format = "bedside-import"
    static let version: Int64 = 1
    /// The largest file: 256 MiB.
    static let limit = 256 << 20

    let wards: [WardEntry]
    let beds: [BedEntry]
    let staff: [StaffEntry]
    let priceLists: [PriceListEntry]
    let orders: [AdmissionOrderEntry]
    let charges: [ChargeEntry]
    let insuranceResults: [InsuranceEntry]
    let discharges: [DischargeEntry]
    let reports: [ReportEntry]
    let disputeAnswers: [DisputeAnswerEntry]

    /// Reads and checks everything that can be checked without the store.
    ///
    /// Throws ``StoreError`` `importRefused`, naming the place and the rule.
    init(_ bytes: [UInt8], progress: @escaping ImportProgress) throws(StoreError) {
        guard bytes.count <= Self.limit else {
            throw importRefused("the file", "It must not be larger than \(Self.limit >> 20) MiB.")
        }
        progress(.reading, 0, bytes.count)
        do {
            self = try JSONDecoder().decode(Decoded.self, from: Data(bytes), configuration: progress).document
        } catch let error as StoreError {
            throw error
        } catch let error as DecodingError {
            throw refusal(error)
        } catch {
            throw importRefused("the file", "It is not JSON in UTF-8.", cause: error)
        }
        progress(.reading, bytes.count, bytes.count)
    }

    fileprivate init(_ decoder: any Decoder, _ progress: ImportProgress) throws {
        let fields = try Fields(
            decoder,
            [
                "format", "version", "comment", "wards", "beds", "staff", "price_lists", "admission_orders", "charges",
                "insurance_results", "discharges", "reports", "dispute_answers",
            ])
        guard try fields.text("format", 0...40) == Self.format else {
            throw fields.refused("format", "It must be \(Self.format).")
        }
        _ = try fields.integer("version", Self.version...Self.version)
        if try fields.has("comment") { _ = try fields.text("comment", 0...500) }
        let checked: (Int, Int) -> Void = { done, total in progress(.checking, done, total) }
        wards = try fields.list("wards")
        beds = try fields.list("beds")
        staff = try fields.list("staff")
        priceLists = try fields.list("price_lists")
        orders = try fields.list("admission_orders", progress: checked)
        charges = try fields.list("charges", progress: checked)
        insuranceResults = try fields.list("insurance_results")
        discharges = try fields.list("discharges")
        reports = try fields.list("reports", progress: checked)
        disputeAnswers = try fields.list("dispute_answers")
    }

    var count: Int {
        wards.count + beds.count + staff.count + priceLists.count + orders.count + charges.count
            + insuranceResults.count + discharges.count + reports.count + disputeAnswers.count
    }
}

/// (phase, done, total); see ``ImportPhase``.
package typealias ImportProgress = @Sendable (ImportPhase, Int, Int) -> Void

private struct Decoded: DecodableWithConfiguration {
    let document: ImportDocument

    init(from decoder: any Decoder, configuration progress: ImportProgress) throws {
        document = try ImportDocument(decoder, progress)
    }
}

/// A decoder's own words hold values of the file; ours name the place and the rule.
private func refusal(_ error: DecodingError) -> StoreError {
    switch error {
    case .keyNotFound(let key, let context):
        importRefused(importPlace(context.codingPath + [key]), "This key must be there.")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
        importRefused(importPlace(context.codingPath), "It has another type than the format says.")
    case .dataCorrupted(let context):
        importRefused(
            importPlace(context.codingPath),
            context.codingPath.isEmpty ? "It is not JSON in UTF-8." : "It has another type than the format says.")
    @unknown default: importRefused("the file", "It is not JSON in UTF-8.")
    }
}
