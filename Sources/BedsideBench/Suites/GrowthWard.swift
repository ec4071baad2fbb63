import BedsideDomain

/// A ward that never sleeps: 50 beds, stays of 8 days, 15 charges a day; every patient is admitted, pays, and settles.
///
/// Five years of it are 228 generations of 50 patients: 11,400 stays and 1.37 million charges.
struct GrowthWard {
    static let beds = 50
    static let days = 8
    static let chargesPerDay = 15
    static let items = 60

    static func generations(years: Int) -> Int { max(years * 365 / days, 1) }

    /// Beds, staff and prices, once.
    static var house: String {
        let beds = (0..<beds).map { #"{"id":"B\#($0)","ward":"W1","label":"\#($0 + 1)"}"# }
        let items = (0..<items).map {
            #"{"id":"P\#($0)","name":"收费项目\#($0)","pinyin":"sfxm\#($0)","unit":"次","price_fen":\#(price($0)),"#
                + #""category":"\#(ChargeCategory.allCases[$0 % 6].rawValue)","insurance_class":"A","national_code":"X\#($0)"}"#
        }
        let salt = String(repeating: "0", count: 32)
        let hash = String(repeating: "0", count: 64)
        return document(
            #""wards":[{"id":"W1","name":"内科"}],"beds":[\#(beds.joined(separator: ","))],"#
                + #""staff":[{"id":"GH1000017","name":"甲","role":"nurse","active":true,"pin_hash":"scrypt$16384$8$1$\#(salt)$\#(hash)"}],"#
                + #""price_lists":[{"number":1,"effective":"2020-01-01","items":[\#(items.joined(separator: ","))]}]"#)
    }

    /// Orders, charges and discharge facts of one generation.
    static func patients(_ generation: Int) -> String {
        var orders: [String] = []
        var charges: [String] = []
        var discharges: [String] = []
        for bed in 0..<beds {
            let stay = stay(generation, bed)
            orders.append(
                #"{"id":"\#(slip(generation, bed))","encounter":"\#(stay)","patient":{"id":"P\#(generation)-\#(bed)","#
                    + #""name":"测试","sex":"male","birth_date":"1990-03-07","identity_kind":"none","identity_number":"","#
                    + #""nationality":"中国","ethnicity":"汉族","phone":"","address":"","contact_name":"","#
                    + #""contact_relation":"","contact_phone":""},"ward":"W1","bed":"B\#(bed)","doctor":"乙","#
                    + #""diagnosis_code":"J18.9","diagnosis_name":"肺炎","condition":"一般","allergies":"","#
                    + #""admission_count":1,"payer":"self-pay","insurance_credential":"","insurance_place":"","#
                    + #""deposit_fen":100000,"issued_at":"2021-01-01T08:00:00+08:00"}"#)
            for line in 0..<(days * chargesPerDay) {
                let item = line * 7 % items
                charges.append(
                    #"{"id":"F\#(generation)-\#(bed)-\#(line)","encounter":"\#(stay)","item":"P\#(item)","price_version":1,"#
                        + #""quantity":"1","unit_price_fen":\#(price(item)),"amount_fen":\#(price(item)),"self_pay_percent":0,"#
                        + #""charged_at":"2021-01-0\#(line / chargesPerDay + 1)T09:00:00+08:00","order_reference":"O"}"#
                )
            }
            discharges.append(
                #"{"encounter":"\#(stay)","ordered_at":"2021-01-09T09:00:00+08:00","open_drug_orders":0,"open_orders":0,"#
                    + #""unconfirmed_returns":0,"certificate":{"diagnosis":"肺炎","outcome":"治愈","advice":"休息","doctor":"乙","#
                    + #""discharged_on":"2021-01-09"},"medicines":[]}"#)
        }
        return document(
            #""admission_orders":[\#(orders.joined(separator: ","))],"charges":[\#(charges.joined(separator: ","))],"#
                + #""discharges":[\#(discharges.joined(separator: ","))]"#)
    }

    static func slip(_ generation: Int, _ bed: Int) -> String { code("RY", generation, bed) }
    static func stay(_ generation: Int, _ bed: Int) -> String { code("WD", generation, bed) }

    private static func code(_ prefix: String, _ generation: Int, _ bed: Int) -> String {
        CredentialReader().code(prefix, digits: String(10_000_000 + generation * 100 + bed))
    }

    private static func price(_ item: Int) -> Int { 350 + item * 37 }

    private static func document(_ sections: String) -> String {
        #"{"format":"bedside-import","version":1,\#(sections)}"#
    }
}
