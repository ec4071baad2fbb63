import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Foundation

/// The ward of the tests: one patient with a stay, another who must never see it, staff, and the codes of all of them.
enum Sample {
    /// 2025-11-22 14:05 at the hospital.
    static let now = HospitalClock.china.start(of: day(2025, 11, 22)).adding(seconds: 14 * 3600 + 5 * 60)

    static let texts: Texts = {
        let assets = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "assets")
        do {
            return try Texts(json: [
                .chinese: Array(Data(contentsOf: assets.appending(path: "texts.zh-Hans.json"))),
                .english: Array(Data(contentsOf: assets.appending(path: "texts.en.json"))),
            ])
        } catch { fatalError("the catalogues cannot be loaded: \(error)") }
    }()

    static let settings = KioskSettings(
        hospital: "市第一人民医院", ward: "呼吸内科一病区",
        deposit: DepositRule(minimum: Money(fen: 10_000), maximum: Money(fen: 5_000_000)),
        refundLimit: Money(fen: 100_000), channels: [.wallet, .cashier])

    static let slip = CredentialReader().code("RY", digits: "2025112200017")
    static let wristband = CredentialReader().code("WD", digits: "20251122017")
    static let otherSlip = CredentialReader().code("RY", digits: "2025112200099")
    static let otherWristband = CredentialReader().code("WD", digits: "20251122099")
    static let badge = CredentialReader().code("GH", digits: "10023")
    static let otherBadge = CredentialReader().code("GH", digits: "10077")
    static let specimen = CredentialReader().code("BB", digits: "88001234")
    static let paymentSlip = CredentialReader().code("JF", digits: "70000001")
    static let weChatCode = "134567890123456789"
    static let place: AlarmPlace = {
        do { return try AlarmPlace("12") } catch { fatalError("\(error)") }
    }()
    static let residentNumber = "11010119900307002X"

    static let nurse = StaffMember(id: StaffID(trusted: badge), name: "王护士", role: .nurse, isActive: true)
    static let cashier = StaffMember(id: StaffID(trusted: otherBadge), name: "赵会计", role: .cashier, isActive: true)

    static let fullName = "张大明"
    static let otherName = "Elisabeth Vandermeer"

    static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        do { return try CivilDate(year: year, month: month, day: day) } catch { fatalError("\(error)") }
    }

    static let order = order(slip, wristband, name: fullName, phone: "13812345678")
    static let otherOrder = order(otherSlip, otherWristband, name: otherName, phone: "")
    static let encounter = Encounter(
        id: order.encounter, order: order, patient: order.patient, admittedAt: now.adding(days: -3), state: .inWard)
    static let leaving = Encounter(
        id: order.encounter, order: order, patient: order.patient, admittedAt: now.adding(days: -3),
        state: .awaitingSettlement(since: now))
    static let settledEncounter = Encounter(
        id: order.encounter, order: order, patient: order.patient, admittedAt: now.adding(days: -9),
        state: .settled(SettlementID(trusted: "S1"), at: now))
    static let otherEncounter = Encounter(
        id: otherOrder.encounter, order: otherOrder, patient: otherOrder.patient, admittedAt: now.adding(days: -1),
        state: .inWard)

    static func order(
        _ slip: String, _ wristband: String, name: String, phone: String, deposit: Money = Money(fen: 300_000)
    ) -> AdmissionOrder {
        AdmissionOrder(
            id: AdmissionOrderID(trusted: slip), encounter: EncounterID(trusted: wristband),
            patient: Patient(
                id: PatientID(trusted: "P-" + slip), name: Sensitive(name), sex: .female,
                birthDate: day(1956, 3, 7), identityKind: .resident, identityNumber: Sensitive(residentNumber),
                nationality: "CN", ethnicity: "汉", phone: Sensitive(phone), address: Sensitive("学院路 1 号"),
                contact: Patient.Contact(
                    name: Sensitive("李四"), relation: "配偶", phone: Sensitive("13900001111"))),
            ward: WardID(trusted: "HX1"), wardName: "呼吸内科一病区", bed: BedID(trusted: "HX1-12"), bedLabel: "12",
            doctor: "刘医生", diagnosisCode: "J18.9", diagnosisName: Sensitive("社区获得性肺炎"), condition: "一般",
            allergies: Sensitive("青霉素"), admissionCount: 1, payer: .employee,
            insuranceCredential: Sensitive("YB0001"), insurancePlace: "110100", deposit: deposit,
            issuedAt: now.adding(seconds: -3600))
    }

    /// Looks like a code; the sizes are those of a short and a long text.
    static let code: @Sendable (String) -> CodeMatrix? = { text in
        let side = text.utf8.count > 20 ? 29 : 25
        return CodeMatrix(
            side: side, modules: (0..<side * side).map { ($0 * 7 + $0 / side * 3) % 5 < 2 }, caption: "")
    }
}
