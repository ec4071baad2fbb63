extension TestWard {
    static let pinHash =
        "scrypt$16384$8$1$000102030405060708090a0b0c0d0e0f$" + String(repeating: "ab", count: 32)

    /// A ward of three beds, two slips with everything that a settlement needs, and a report.
    static let document: JSONValue = [
        "format": "bedside-import", "version": 1,
        "wards": [["id": "W1", "name": "呼吸内科一病区"]],
        "beds": [
            ["id": "W1-01", "ward": "W1", "label": "1"], ["id": "W1-02", "ward": "W1", "label": "2"],
            ["id": "W1-03", "ward": "W1", "label": "3"],
        ],
        "staff": [
            ["id": "GH1000017", "name": "陈晓燕", "role": "nurse", "active": true, "pin_hash": .text(pinHash)],
            ["id": "GH2000016", "name": "王建国", "role": "cashier", "active": true, "pin_hash": .text(pinHash)],
            ["id": "GH1000033", "name": "孙丽", "role": "nurse", "active": false, "pin_hash": .text(pinHash)],
        ],
        "price_lists": [
            [
                "number": 1, "effective": "2026-01-01",
                "items": [
                    price("A1", "血常规", "xcg", 2000, "laboratory"), price("A2", "氧气吸入", "yqxr", 333, "treatment"),
                    price("A3", "床位费", "cwf", 4500, "bed"),
                ],
            ]
        ],
        "admission_orders": [insuredOrder, selfPayOrder],
        "charges": [
            charge("F1", "WD20261120000173", "A1", "1", 2000, 2000),
            charge("F2", "WD20261120000173", "A2", "2.5", 333, 833),
            charge("F3", "WD20261120000173", "A3", "3", 4500, 13500),
            charge("F4", "WD20261120000256", "A3", "2", 4500, 9000),
        ],
        "insurance_results": [
            [
                "id": "YB1", "encounter": "WD20261120000173", "total_fen": 16333, "fund_fen": 9000, "account_fen": 1000,
                "cash_fen": 6333,
            ]
        ],
        "discharges": [discharge("WD20261120000173"), discharge("WD20261120000256")],
        "reports": [report("BG1", "final")],
    ]

    static func price(_ id: String, _ name: String, _ pinyin: String, _ fen: Int64, _ category: String) -> JSONValue {
        [
            "id": .text(id), "name": .text(name), "pinyin": .text(pinyin), "unit": "次", "price_fen": .number(fen),
            "category": .text(category), "insurance_class": "A", "national_code": .text("N" + id),
        ]
    }

    static func charge(
        _ id: String, _ stay: String, _ item: String, _ quantity: String, _ price: Int64, _ amount: Int64,
        record: String = "YZ1", reverses: JSONValue = nil, day: Int = 21
    ) -> JSONValue {
        [
            "id": .text(id), "encounter": .text(stay), "item": .text(item), "price_version": 1,
            "quantity": .text(quantity), "unit_price_fen": .number(price), "amount_fen": .number(amount),
            "self_pay_percent": 10, "charged_at": .text("2026-11-\(day)T09:10:00+08:00"),
            "order_reference": .text(record), "reverses": reverses,
        ]
    }

    static func discharge(_ stay: String, on day: String = "2026-11-22") -> JSONValue {
        [
            "encounter": .text(stay), "ordered_at": "2026-11-22T09:30:00+08:00", "open_drug_orders": 0,
            "open_orders": 0,
            "unconfirmed_returns": 0,
            "certificate": [
                "diagnosis": "肺炎", "outcome": "好转", "advice": "休息", "doctor": "周文斌", "discharged_on": .text(day),
            ],
            "medicines": [["name": "阿奇霉素片", "dose": "0.5g", "frequency": "每日 1 次", "days": 3, "note": ""]],
        ]
    }

    static func report(_ id: String, _ status: String, page: String = "JVBERi0xLjQK", supersedes: JSONValue = nil)
        -> JSONValue
    {
        [
            "id": .text(id), "encounter": "WD20261120000173", "specimen": "BB26112001016", "title": "血常规",
            "status": .text(status), "reporter": "林涛", "reviewer": "吴敏", "withheld": false, "supersedes": supersedes,
            "released_at": "2026-11-21T11:30:00+08:00", "pdf_base64": .text(page),
        ]
    }

    private static let insuredOrder: JSONValue = order(
        "RY20261120000173", "WD20261120000173", bed: "W1-01", payer: "employee",
        patient: person("P1", "张明华", "male", "1990-03-07", "110101199003070011"),
        credential: "8800112233445566778899001122")
    private static let selfPayOrder: JSONValue = order(
        "RY20261120000256", "WD20261120000256", bed: "W1-02", payer: "self-pay",
        patient: person("P2", "Anna Smith", "female", "1985-06-12", "93182619850612002X"), credential: "")

    static func order(
        _ id: String, _ stay: String, bed: String, payer: String, patient: JSONValue, credential: String
    ) -> JSONValue {
        [
            "id": .text(id), "encounter": .text(stay), "patient": patient, "ward": "W1", "bed": .text(bed),
            "doctor": "周文斌", "diagnosis_code": "J18.9", "diagnosis_name": "肺炎", "condition": "一般",
            "allergies": "青霉素", "admission_count": 1, "payer": .text(payer), "insurance_credential": .text(credential),
            "insurance_place": .text(credential.isEmpty ? "" : "110101"), "deposit_fen": 100_000,
            "issued_at": "2026-11-20T08:10:00+08:00",
        ]
    }

    static func person(_ id: String, _ name: String, _ sex: String, _ birth: String, _ number: String) -> JSONValue {
        [
            "id": .text(id), "name": .text(name), "sex": .text(sex), "birth_date": .text(birth),
            "identity_kind": "resident", "identity_number": .text(number), "nationality": "中国", "ethnicity": "汉族",
            "phone": "13800138000", "address": "示例路 8 号", "contact_name": "张丽", "contact_relation": "配偶",
            "contact_phone": "13900139000",
        ]
    }
}
