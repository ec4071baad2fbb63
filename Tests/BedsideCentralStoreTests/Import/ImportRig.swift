import BedsideCentralStore
import BedsideDomain

/// A small hospital as import documents say it.
enum ImportRig {
    static let ward = #"{"id":"W-A","name":"甲"},{"id":"W-B","name":"乙"}"#
    static let beds = #"{"id":"A1","ward":"W-A","label":"1"},{"id":"B1","ward":"W-B","label":"1"}"#
    static let prices =
        #"{"number":1,"effective":"2026-01-01","items":[{"id":"A","name":"x","pinyin":"x","unit":"u","price_fen":100,"category":"drug","insurance_class":"A","national_code":""}]}"#

    static func order(
        _ id: String = "RY1", encounter: String = "WD1", ward: String = "W-A", bed: String = "A1", doctor: String = "王"
    ) -> String {
        """
        {"id":"\(id)","encounter":"\(encounter)","patient":{"id":"P1","name":"张三","sex":"male","birth_date":"1990-03-07",\
        "identity_kind":"none","identity_number":"","nationality":"","ethnicity":"","phone":"","address":"",\
        "contact_name":"","contact_relation":"","contact_phone":""},"ward":"\(ward)","bed":"\(bed)","doctor":"\(doctor)",\
        "diagnosis_code":"J18","diagnosis_name":"肺炎","condition":"一般","allergies":"","admission_count":1,\
        "payer":"self-pay","insurance_credential":"","insurance_place":"","deposit_fen":100000,\
        "issued_at":"2026-11-20T08:30:00+08:00"}
        """
    }

    static func charge(
        _ id: String = "C1", encounter: String = "WD1", quantity: String = "1", fen: Int = 100, reverses: String? = nil
    ) -> String {
        """
        {"id":"\(id)","encounter":"\(encounter)","item":"A","price_version":1,"quantity":"\(quantity)","unit_price_fen":100,\
        "amount_fen":\(fen),"self_pay_percent":0,"charged_at":"2026-11-20T09:10:00+08:00","order_reference":"Y1"\
        \(reverses.map { ",\"reverses\":\"\($0)\"" } ?? "")}
        """
    }

    static func report(
        _ id: String = "BG1", encounter: String = "WD1", status: String = "final", pdf: String? = "JVBERi0xLjQK"
    ) -> String {
        """
        {"id":"\(id)","encounter":"\(encounter)","specimen":"BB1","title":"血常规","status":"\(status)","reporter":"a",\
        "reviewer":"b","withheld":false,"released_at":"2026-11-20T08:30:00+08:00"\
        \(pdf.map { ",\"pdf_base64\":\"\($0)\"" } ?? "")}
        """
    }

    static func discharge(encounter: String = "WD1", open: Int = 0) -> String {
        #"{"encounter":"\#(encounter)","open_drug_orders":\#(open),"open_orders":0,"unconfirmed_returns":0}"#
    }

    static func document(
        wards: String = ward, beds: String = beds, prices: String = prices, orders: String = order(),
        charges: String = "",
        insurance: String = "", discharges: String = "", reports: String = "", answers: String = "", moves: String = ""
    ) -> [UInt8] {
        Array(
            """
            {"format":"bedside-import","version":1,"wards":[\(wards)],"beds":[\(beds)],"staff":[],"price_lists":[\(prices)],
            "admission_orders":[\(orders)],"charges":[\(charges)],"insurance_results":[\(insurance)],
            "discharges":[\(discharges)],"reports":[\(reports)],"dispute_answers":[\(answers)],"moves":[\(moves)]}
            """.utf8)
    }
}

extension FeedRig {
    @discardableResult
    func importing(_ bytes: [UInt8], at moment: Timestamp = noon) async throws -> CentralImportResult {
        try await store.importDocument(bytes, for: Self.hospital, at: moment)
    }

    /// The sentence of a refusal.
    func refusal(_ bytes: [UInt8]) async -> String {
        do {
            try await importing(bytes)
            return "taken"
        } catch let error as CentralError {
            return error.code == .importRefused ? error.sentence : "\(error)"
        } catch { return "\(error)" }
    }
}
