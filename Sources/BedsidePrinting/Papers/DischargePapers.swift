import BedsideDomain

/// 出院证明, as the doctor wrote it.
func dischargeCertificate(_ paper: DischargeCertificatePaper, _ work: Paperwork) -> Document {
    let certificate = paper.certificate
    return work.document(
        title: "出院证明", english: "Discharge Certificate",
        [
            work.person([
                .init("出院日期", certificate.dischargedOn.text), .init("住院天数", "\(paper.days) 天"),
            ]),
            .rule(.thin),
            .heading("出院诊断"), .paragraph(Paragraph(certificate.diagnosis.value, size: .large)),
            .heading("出院情况"), .paragraph(Paragraph(certificate.outcome, size: .large)),
            .heading("出院医嘱"),
        ]
            + certificate.advice.value.split(separator: "\n").map {
                .paragraph(Paragraph(String($0), size: .large))
            } + [
                .gap(14),
                .together([
                    .signatures([
                        Signature("医师签名", filled: certificate.doctor),
                        Signature("日期", filled: certificate.dischargedOn.text),
                        Signature("医院（盖章）"),
                    ]),
                    .gap(2),
                    .paragraph(Paragraph("本证明由医师开具，终端只负责打印，未加盖医院印章无效。", size: .small)),
                ]),
            ])
}

/// 出院带药卡 in large print.
func medicineCard(_ paper: MedicineCard, _ work: Paperwork) -> Document {
    var rows: [Table.Row] = []
    for (index, medicine) in paper.medicines.enumerated() {
        rows.append(
            .line([
                "\(index + 1)", medicine.name, medicine.dose, medicine.frequency, "\(medicine.days) 天", medicine.note,
            ]))
    }
    return work.document(
        title: "出院带药卡", english: "Medicine Card",
        [
            .facts(
                Facts(
                    columns: 3, size: .large,
                    [
                        .init("姓名", paper.head.name.value, strong: true), .init("性别", paper.head.sex.chinese),
                        .init("年龄", "\(paper.head.age) 岁"), .init("病区", paper.head.ward),
                        .init("住院号", paper.head.encounter.text), .init("医师", paper.doctor),
                    ])),
            .table(
                Table(
                    columns: [
                        .init("", .millimetres(8), .centre), .init("药品", .share(1.5)), .init("每次用量", .share(0.75)),
                        .init("用法", .share(0.85)), .init("疗程", .millimetres(18)), .init("注意", .share(1)),
                    ], rows: rows, size: .large)),
            .gap(4),
            .together([
                .paragraph(Paragraph([.strong("请按医嘱服药，不要自行增减或停药。")], size: .large)),
                .paragraph(Paragraph("服药后出现皮疹、呼吸困难等不适，请立即停药并就医。药品请放在儿童拿不到的地方。", size: .large)),
            ]),
        ])
}
