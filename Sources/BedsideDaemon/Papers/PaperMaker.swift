import BedsideDomain

/// Turns what the store knows into the papers that a patient takes along; the values are frozen when they are asked for.
struct PaperMaker: Sendable {
    let hospital: String
    let clock: HospitalClock
    let guide: [WardGuide.Section]

    func head(_ encounter: Encounter, at moment: Timestamp) -> PaperHead {
        let order = encounter.order
        let admittedOn = clock.day(of: encounter.admittedAt)
        return PaperHead(
            hospital: hospital, ward: order.wardName, bed: order.bedLabel, name: encounter.patient.name,
            sex: encounter.patient.sex, age: encounter.patient.birthDate.age(on: admittedOn), encounter: encounter.id,
            admittedOn: admittedOn, madeAt: moment, clock: clock)
    }

    /// 腕带, 入院登记表, 入院须知
    func admission(
        _ encounter: Encounter, answers: AdmissionAnswers, confirmedBy name: String, at moment: Timestamp
    ) -> [Paper] {
        let head = head(encounter, at: moment)
        var papers: [Paper] = [
            .wristband(Wristband(head: head, allergies: encounter.order.allergies)),
            .admissionSheet(
                AdmissionSheet(
                    head: head, order: encounter.order, phone: answers.phone, consents: answers.consents,
                    consentedAt: moment, confirmedBy: name)),
        ]
        if !guide.isEmpty { papers.append(.wardGuide(WardGuide(head: head, sections: guide))) }
        return papers
    }

    func receipt(_ encounter: Encounter, _ order: PaymentOrder, balance: Money, at moment: Timestamp) -> [Paper] {
        guard case .paid(let paidAt, _) = order.state else { return [] }
        return [
            .depositReceipt(
                DepositReceipt(
                    head: head(encounter, at: moment), payment: order.id, amount: order.amount, channel: order.channel,
                    paidAt: paidAt, balance: balance))
        ]
    }

    func slip(_ encounter: Encounter, _ order: PaymentOrder, at moment: Timestamp) -> Paper {
        .paymentSlip(PaymentSlip(head: head(encounter, at: moment), payment: order.id, amount: order.amount))
    }

    /// 出院结算单, 费用总清单, 出院证明, 带药卡
    func discharge(
        _ encounter: Encounter, _ preview: SettlementPreview, _ settlement: Settlement, facts: DischargeFacts,
        at moment: Timestamp
    ) throws -> [Paper] {
        let head = head(encounter, at: moment)
        let days = encounter.days(until: preview.dischargedOn, clock: clock)
        let from = preview.bill.lines.map(\.day).min() ?? head.admittedOn
        var papers: [Paper] = [
            .settlementSlip(
                SettlementSlip(
                    head: head, settlement: settlement.id, settledAt: settlement.settledAt,
                    dischargedOn: preview.dischargedOn, days: days,
                    chapters: try preview.bill.chapters().map {
                        SettlementSlip.Chapter(category: $0.category, total: $0.total)
                    },
                    total: settlement.total, insurance: settlement.insurance, account: settlement.account,
                    deposits: settlement.deposits, due: settlement.due, refunds: preview.refund?.parts ?? [],
                    agreement: String(settlement.fingerprint.prefix(12)))),
            .itemisedList(ItemisedList(head: head, bill: preview.bill, from: from, to: preview.dischargedOn)),
        ]
        if let certificate = facts.certificate {
            papers.append(
                .dischargeCertificate(DischargeCertificatePaper(head: head, certificate: certificate, days: days)))
            if !facts.medicines.isEmpty {
                papers.append(
                    .medicineCard(MedicineCard(head: head, medicines: facts.medicines, doctor: certificate.doctor)))
            }
        }
        return papers
    }
}
