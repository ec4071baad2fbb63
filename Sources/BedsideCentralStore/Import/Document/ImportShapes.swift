import BedsideDomain

/// The sections of an import document at the centre: the terminal's ten, and `moves`.
enum ImportSection: String, CaseIterable, Sendable {
    case wards, beds, staff, charges, discharges, reports, moves
    case priceLists = "price_lists"
    case orders = "admission_orders"
    case insuranceResults = "insurance_results"
    case disputeAnswers = "dispute_answers"

    /// In the order of who names whom.
    static let inOrder: [ImportSection] = [
        .wards, .beds, .staff, .priceLists, .orders, .charges, .insuranceResults, .discharges, .reports,
        .disputeAnswers,
        .moves,
    ]

    /// Nil for `moves`, which no terminal sees.
    var table: FeedTable? { self == .moves ? nil : FeedTable(rawValue: rawValue) }

    /// The key that names an entry within its section.
    var key: String {
        switch self {
        case .wards, .beds, .staff, .orders, .charges, .insuranceResults, .reports: "id"
        case .priceLists: "number"
        case .discharges, .moves: "encounter"
        case .disputeAnswers: "charge"
        }
    }

    /// Whether an entry that came once never changes.
    var isAppendOnly: Bool { [.priceLists, .charges, .insuranceResults].contains(self) }

    var shape: ImportShape {
        switch self {
        case .wards: ImportShape(["id": .read(.id), "name": .must(.text(1...100))])
        case .beds: ImportShape(["id": .read(.id), "ward": .read(.id), "label": .must(.text(1...20))])
        case .staff: Self.staffShape
        case .priceLists: Self.priceListShape
        case .orders: Self.orderShape
        case .charges: Self.chargeShape
        case .insuranceResults:
            ImportShape([
                "id": .read(.id), "encounter": .read(.id), "total_fen": .must(.fen), "fund_fen": .must(.fen),
                "account_fen": .must(.fen), "cash_fen": .must(.fen),
            ])
        case .discharges: Self.dischargeShape
        case .reports: Self.reportShape
        case .disputeAnswers:
            ImportShape(["encounter": .read(.id), "charge": .read(.id), "answered_at": .must(.moment)])
        case .moves:
            ImportShape(["encounter": .read(.id), "ward": .read(.id), "bed": .read(.id), "at": .read(.moment)])
        }
    }

    private static let staffShape = ImportShape([
        "id": .read(.id), "name": .must(.text(1...100)), "role": .must(.words(StaffMember.Role.self)),
        "active": .must(.flag), "pin_hash": .must(.text(1...300)),
    ])

    private static let priceListShape = ImportShape([
        "number": .read(.number(1...1_000_000)), "effective": .must(.day),
        "items": .must(
            .list(
                ImportShape([
                    "id": .must(.id), "name": .must(.text(1...200)), "pinyin": .must(.text(1...60)),
                    "unit": .must(.text(1...20)), "price_fen": .must(.fen),
                    "category": .must(.words(ChargeCategory.self)),
                    "insurance_class": .must(.words(InsuranceClass.self)), "national_code": .must(.text(0...64)),
                ]), 1...200_000)),
    ])

    private static let orderShape = ImportShape([
        "id": .read(.id), "encounter": .read(.id), "patient": .must(.object(patientShape)), "ward": .read(.id),
        "bed": .read(.id), "doctor": .must(.text(1...100)), "diagnosis_code": .must(.text(1...40)),
        "diagnosis_name": .must(.text(1...200)), "condition": .must(.text(1...20)), "allergies": .must(.text(0...200)),
        "admission_count": .must(.number(1...1000)), "payer": .must(.words(PayerClass.self)),
        "insurance_credential": .must(.text(0...64)), "insurance_place": .must(.text(0...20)),
        "deposit_fen": .must(.number(0...9_999_999_999)), "issued_at": .must(.moment),
    ])

    private static let patientShape = ImportShape([
        "id": .must(.id), "name": .must(.text(1...100)), "sex": .must(.words(Sex.self)), "birth_date": .must(.day),
        "identity_kind": .must(.words(IdentityDocument.Kind.self)), "identity_number": .must(.text(0...30)),
        "nationality": .must(.text(0...40)), "ethnicity": .must(.text(0...40)), "phone": .must(.text(0...15)),
        "address": .must(.text(0...200)), "contact_name": .must(.text(0...100)),
        "contact_relation": .must(.text(0...40)), "contact_phone": .must(.text(0...15)),
    ])

    private static let chargeShape = ImportShape([
        "id": .read(.id), "encounter": .read(.id), "item": .must(.id), "price_version": .read(.number(1...1_000_000)),
        "quantity": .must(.text(1...20)), "unit_price_fen": .must(.fen),
        "amount_fen": .must(.number(-Money.limit...Money.limit)), "self_pay_percent": .must(.number(0...100)),
        "charged_at": .must(.moment), "day": .may(.day), "order_reference": .must(.text(0...64)),
        "reverses": .mayRead(.id),
    ])

    private static let dischargeShape = ImportShape([
        "encounter": .read(.id), "ordered_at": .may(.moment), "open_drug_orders": .must(.number(0...10_000)),
        "open_orders": .must(.number(0...10_000)), "unconfirmed_returns": .must(.number(0...10_000)),
        "certificate": .may(
            .object(
                ImportShape([
                    "diagnosis": .must(.text(1...1000)), "outcome": .must(.text(1...40)),
                    "advice": .must(.text(1...2000)), "doctor": .must(.text(1...100)), "discharged_on": .must(.day),
                ]))),
        "medicines": .may(
            .list(
                ImportShape([
                    "name": .must(.text(1...100)), "dose": .must(.text(1...60)), "frequency": .must(.text(1...60)),
                    "days": .must(.number(1...366)), "note": .must(.text(0...200)),
                ]), 0...100)),
    ])

    private static let reportShape = ImportShape([
        "id": .read(.id), "encounter": .read(.id), "specimen": .read(.id), "title": .read(.text(1...100)),
        "status": .read(.words(Report.Status.self)), "reporter": .must(.text(0...100)),
        "reviewer": .must(.text(0...100)), "withheld": .must(.flag), "supersedes": .mayRead(.id),
        "released_at": .mayRead(.moment), "expected_at": .may(.moment), "pdf_base64": .may(.page),
    ])
}
