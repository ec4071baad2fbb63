import BedsideDomain

/// 入院登记表: what the patient, the ward and the record room keep of an admission.
func admissionSheet(_ paper: AdmissionSheet, _ work: Paperwork) -> Document {
    let order = paper.order
    let patient = order.patient
    let head = paper.head
    let identity = Facts(
        columns: 3,
        [
            .init("姓名", patient.name.value, strong: true), .init("性别", patient.sex.chinese),
            .init("年龄", "\(head.age) 岁"),
            .init("出生日期", patient.birthDate.text), .init("国籍", patient.nationality),
            .init("民族", patient.ethnicity),
            .init("证件类型", patient.identityKind.chinese),
            .init("证件号码", patient.identityNumber.value, span: 2),
            .init("联系电话", paper.phone.text.value), .init("现住址", patient.address.value, span: 2),
            .init("联系人", patient.contact.name.value), .init("与患者关系", patient.contact.relation),
            .init("联系人电话", patient.contact.phone.value),
        ])
    let stay = Facts(
        columns: 3,
        [
            .init("住院号", order.encounter.text, strong: true), .init("病区", order.wardName),
            .init("床号", order.bedLabel, strong: true),
            .init("入院日期", head.admittedOn.text), .init("住院次数", "第 \(order.admissionCount) 次"),
            .init("入院病情", order.condition),
            .init("主管医师", order.doctor),
            .init("入院诊断", "\(order.diagnosisName.value)（\(order.diagnosisCode)）", span: 2),
            .init("过敏史", order.allergies.value.isEmpty ? "无已知过敏" : order.allergies.value, strong: true, span: 3),
        ])
    let money = Facts(
        columns: 3,
        [
            .init("付费方式", order.payer.chinese),
            .init("参保地代码", order.insurancePlace.isEmpty ? "—" : order.insurancePlace),
            .init("应缴预交金", "¥ \(order.deposit.grouped)"),
        ])
    let consents = paper.consents.map { consent in
        Block.paragraph(
            Paragraph([.strong(consent.chinese.title + "　"), .plain(consent.chinese.text)], indent: 6, marker: "√"))
    }
    let consentTime = head.clock.dateAndTime(of: paper.consentedAt)
    return work.document(
        title: "入院登记表", english: "Admission Sheet",
        [
            .columns([
                .init(
                    .share(1),
                    [
                        .paragraph(Paragraph("入院通知单号：\(order.id.text)")),
                        .paragraph(Paragraph("登记时间：\(head.clock.dateAndTime(of: head.madeAt))")),
                    ]),
                .init(.millimetres(78), [.barcode(Barcode(order.encounter.text, height: 10, alignment: .trailing))]),
            ]),
            .heading("一、患者信息"), .rule(.thin), .facts(identity),
            .heading("二、住院信息"), .rule(.thin), .facts(stay),
            .heading("三、费用信息"), .rule(.thin), .facts(money),
            .heading("四、知情同意"), .rule(.thin),
            .paragraph(Paragraph("以下各项由患者（或家属）于 \(consentTime) 在本终端逐项阅读并确认：", size: .small)),
        ] + consents + [
            .gap(6),
            .together([
                .signatures([
                    Signature("患者或家属签名"), Signature("确认护士", filled: paper.confirmedBy),
                    Signature("日期", filled: head.admittedOn.text),
                ]),
                .gap(2),
                .paragraph(Paragraph("以上信息如有错误，请立即告知护士更正。住院期间请佩戴腕带，凭腕带扫码办理查询、打印与结算。", size: .small)),
            ]),
        ])
}

extension Consent {
    /// Name and gist of what was agreed to.
    fileprivate var chinese: (title: String, text: String) {
        switch self {
        case .wardRules: ("入院须知", "已阅读病区作息、探视、陪护、安全与禁烟规定，愿意遵守。")
        case .personalData: ("个人信息处理", "同意医院为诊疗、结算和法定上报处理本人的健康与身份信息，不作他用。")
        case .fees: ("费用与结算", "已了解预交金、每日清单和出院结算的办法，可随时在终端查询并提出异议。")
        }
    }
}

extension IdentityDocument.Kind {
    fileprivate var chinese: String {
        switch self {
        case .resident: "居民身份证"
        case .hongKongMacauPermit: "港澳居民来往内地通行证"
        case .taiwanPermit: "台湾居民来往大陆通行证"
        case .foreignResidentOld: "外国人永久居留身份证"
        case .passport: "护照"
        case .none: "暂无（护士已核实身份）"
        }
    }
}
