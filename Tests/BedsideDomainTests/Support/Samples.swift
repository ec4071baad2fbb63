import BedsideDomain

/// Everyday values for tests; each argument is what a test wants to be different.
enum Sample {
    static let today = day("2024-03-05")
    static let noon = Timestamp(milliseconds: 1_709_611_200_000)
    static let encounter = EncounterID(trusted: "WD0000017")

    static func day(_ text: String) -> CivilDate {
        do { return try CivilDate(text: text) } catch { return CivilDate(daysSince1970: 0) }
    }

    static func patient(
        name: String = "张大明", sex: Sex = .male, birthDate: CivilDate = day("1990-03-07"),
        kind: IdentityDocument.Kind = .resident, number: String = "110101199003070011", phone: String = "13800000078"
    ) -> Patient {
        Patient(
            id: PatientID(trusted: "P1"), name: Sensitive(name), sex: sex, birthDate: birthDate, identityKind: kind,
            identityNumber: Sensitive(number), nationality: "CN", ethnicity: "01", phone: Sensitive(phone),
            address: Sensitive("朝阳区一号"),
            contact: Patient.Contact(name: Sensitive("李红"), relation: "配偶", phone: Sensitive("13900000000")))
    }

    static func order(
        patient: Patient = patient(), payer: PayerClass = .employee, credential: String = "1234567890",
        deposit: Money = Money(fen: 300_000)
    ) -> AdmissionOrder {
        AdmissionOrder(
            id: AdmissionOrderID(trusted: "RY0000017"), encounter: encounter, patient: patient,
            ward: WardID(trusted: "W3"), wardName: "心内科三病区", bed: BedID(trusted: "W3-12"), bedLabel: "12",
            doctor: "王医生",
            diagnosisCode: "I20.0", diagnosisName: Sensitive("不稳定型心绞痛"), condition: "一般", allergies: Sensitive("青霉素"),
            admissionCount: 1, payer: payer, insuranceCredential: Sensitive(credential), insurancePlace: "110000",
            deposit: deposit, issuedAt: noon)
    }

    static func line(
        _ number: Int = 1, quantity: Quantity = .one, unitPrice: Money, selfPayPercent: Int = 0,
        category: ChargeCategory = .drug, item: String = "A1", priceVersion: Int = 1, name: String = "阿司匹林肠溶片",
        unit: String = "片", chargedAt: Timestamp = noon, day: CivilDate = today, orderReference: String = "O1",
        reverses: ChargeID? = nil
    ) throws(DomainError) -> ChargeLine {
        try ChargeLine(
            id: ChargeID(trusted: "C\(number)"), item: PriceItemID(trusted: item), priceVersion: priceVersion,
            name: name, unit: unit, category: category, quantity: quantity, unitPrice: unitPrice,
            selfPayPercent: selfPayPercent, chargedAt: chargedAt, day: day, orderReference: orderReference,
            reverses: reverses)
    }

    static func deposit(
        _ number: Int = 1, fen: Int64, refunded: Int64 = 0, channel: PaymentChannel = .wallet,
        paidAt: Timestamp = noon, towards: String? = nil
    ) -> Deposit {
        Deposit(
            payment: PaymentOrderID(trusted: "JF\(number)"), channel: channel, amount: Money(fen: fen), paidAt: paidAt,
            refunded: Money(fen: refunded), towards: towards)
    }

    static func insurance(fund: Int64, account: Int64, cash: Int64, id: String = "IR1") throws(DomainError)
        -> InsuranceResult
    {
        try InsuranceResult(
            id: InsuranceResultID(trusted: id), total: Money(fen: fund + account + cash), fund: Money(fen: fund),
            account: Money(fen: account), cash: Money(fen: cash))
    }

    static func inputs(
        lines: [ChargeLine], insurance: InsuranceResult? = nil, deposits: [Deposit] = [], payer: PayerClass = .selfPay,
        dischargedOn: CivilDate = today, encounter: EncounterID = encounter
    ) -> SettlementInputs {
        SettlementInputs(
            encounter: encounter, payer: payer, lines: lines, insurance: insurance, deposits: deposits,
            dischargedOn: dischargedOn)
    }

    static func facts(
        certificate: DischargeCertificate? = certificate, openDrugOrders: Int = 0, openOrders: Int = 0,
        unconfirmedReturns: Int = 0
    ) -> DischargeFacts {
        DischargeFacts(
            certificate: certificate, openDrugOrders: openDrugOrders, openOrders: openOrders,
            unconfirmedReturns: unconfirmedReturns, medicines: [])
    }

    static let certificate = DischargeCertificate(
        diagnosis: Sensitive("不稳定型心绞痛"), outcome: "好转", advice: Sensitive("按时服药"), doctor: "王医生",
        dischargedOn: today)
}
