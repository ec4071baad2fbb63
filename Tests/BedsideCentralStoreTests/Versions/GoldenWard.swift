/// What the ward of ``GoldenStory`` has. It never changes: the facts of the golden files come of it.
enum GoldenWard {
    /// An import of two slips with all that a settlement needs.
    static let document = """
        {"format": "bedside-import", "version": 1,
        "wards": [{"id": "W1", "name": "呼吸内科一病区"}],
        "beds": [{"id": "W1-01", "ward": "W1", "label": "1"}, {"id": "W1-02", "ward": "W1", "label": "2"}],
        "staff": [
        {"id": "GH1000017", "name": "陈晓燕", "role": "nurse", "active": true, "pin_hash": "\(pinHash)"},
        {"id": "GH2000016", "name": "王建国", "role": "cashier", "active": true, "pin_hash": "\(pinHash)"}],
        "price_lists": [{"number": 1, "effective": "2026-01-01", "items": [
        {"id": "A1", "name": "血常规", "pinyin": "xcg", "unit": "次", "price_fen": 2000, "category": "laboratory",
        "insurance_class": "A", "national_code": "NA1"},
        {"id": "A3", "name": "床位费", "pinyin": "cwf", "unit": "日", "price_fen": 4500, "category": "bed",
        "insurance_class": "A", "national_code": "NA3"}]}],
        "admission_orders": [
        \(order("RY20261120000173", "WD20261120000173", "W1-01", "P1", "张明华", "110101199003070011", insured: true)),
        \(order("RY20261120000256", "WD20261120000256", "W1-02", "P2", "Anna Smith", "93182619850612002X", insured: false))
        ],
        "charges": [
        \(charge("F1", "WD20261120000173", "A1", "1", 2000, 2000)),
        \(charge("F3", "WD20261120000173", "A3", "3", 4500, 13500)),
        \(charge("F4", "WD20261120000256", "A3", "2", 4500, 9000))],
        "insurance_results": [{"id": "YB1", "encounter": "WD20261120000173", "total_fen": 15500, "fund_fen": 8500,
        "account_fen": 500, "cash_fen": 6500}],
        "discharges": [\(discharge("WD20261120000173")), \(discharge("WD20261120000256"))]}
        """

    /// What the centre answers when the second stay is taken again: the JSON of its `StayRow`.
    static let stay = """
        {"encounter": "WD20261120000256", "order": "RY20261120000256", "keeper": "T1", "ward": "W1", "bed": "W1-02",
        "state": "awaiting-settlement", "stateMs": 1795300020000, "admittedMs": 1795300020000,
        "confirmedBy": "GH1000017", "phone": "13800138000", "consents": [], "payments": []}
        """

    private static let pinHash =
        "scrypt$16384$8$1$000102030405060708090a0b0c0d0e0f$" + String(repeating: "ab", count: 32)

    private static func order(
        _ slip: String, _ stay: String, _ bed: String, _ patient: String, _ name: String, _ identity: String,
        insured: Bool
    ) -> String {
        let birth = insured ? ("male", "1990-03-07") : ("female", "1985-06-12")
        return """
            {"id": "\(slip)", "encounter": "\(stay)", "ward": "W1", "bed": "\(bed)", "doctor": "周文斌",
            "diagnosis_code": "J18.9", "diagnosis_name": "肺炎", "condition": "一般", "allergies": "青霉素",
            "admission_count": 1, "payer": "\(insured ? "employee" : "self-pay")",
            "insurance_credential": "\(insured ? "8800112233445566778899001122" : "")",
            "insurance_place": "\(insured ? "110101" : "")", "deposit_fen": 100000,
            "issued_at": "2026-11-20T08:10:00+08:00",
            "patient": {"id": "\(patient)", "name": "\(name)", "sex": "\(birth.0)", "birth_date": "\(birth.1)",
            "identity_kind": "resident", "identity_number": "\(identity)", "nationality": "中国", "ethnicity": "汉族",
            "phone": "13800138000", "address": "示例路 8 号", "contact_name": "张丽", "contact_relation": "配偶",
            "contact_phone": "13900139000"}}
            """
    }

    private static func charge(
        _ id: String, _ stay: String, _ item: String, _ quantity: String, _ price: Int, _ amount: Int
    ) -> String {
        """
        {"id": "\(id)", "encounter": "\(stay)", "item": "\(item)", "price_version": 1, "quantity": "\(quantity)",
        "unit_price_fen": \(price), "amount_fen": \(amount), "self_pay_percent": 10,
        "charged_at": "2026-11-20T09:10:00+08:00", "order_reference": "YZ1", "reverses": null}
        """
    }

    private static func discharge(_ stay: String) -> String {
        """
        {"encounter": "\(stay)", "ordered_at": "2026-11-21T09:30:00+08:00", "open_drug_orders": 0, "open_orders": 0,
        "unconfirmed_returns": 0, "certificate": {"diagnosis": "肺炎", "outcome": "好转", "advice": "休息",
        "doctor": "周文斌", "discharged_on": "2026-11-21"}, "medicines": []}
        """
    }
}
