import BedsideDomain

/// 出院结算单: what the stay cost, who paid what, and what goes back where; amounts also in capitals.
func settlementSlip(_ paper: SettlementSlip, _ work: Paperwork) -> Document {
    let half = (paper.chapters.count + 1) / 2
    let chapterRows = (0..<half).map { index in
        let left = paper.chapters[index]
        let right = index + half < paper.chapters.count ? paper.chapters[index + half] : nil
        return Table.Row.line([
            left.category.chinese, left.total.grouped, "", right?.category.chinese ?? "", right?.total.grouped ?? "",
        ])
    }
    let payments = Table(
        columns: [
            .init("结算项目", .millimetres(52)), .init("金额（元）", .millimetres(34), .trailing),
            gutter, .init("人民币（大写）", .share(1)),
        ],
        rows: [
            amount("费用总额", paper.total), amount("医保统筹基金支付", paper.insurance),
            amount("医保个人账户支付", paper.account), amount("预交金", paper.deposits),
            .total([paper.dueTitle, paper.due.magnitude.grouped, "", chineseCapitals(paper.due.magnitude)]),
        ], size: .body)
    var blocks: [Block] = [
        work.person([
            .init("出院日期", paper.dischargedOn.text), .init("住院天数", "\(paper.days) 天"),
            .init("结算时间", paper.head.clock.dateAndTime(of: paper.settledAt)),
            .init("结算单号", paper.settlement.text, span: 2),
        ]),
        .heading("费用构成"),
        .table(
            Table(
                columns: [
                    .init("费用类别", .share(1)), .init("金额（元）", .millimetres(34), .trailing), gutter,
                    .init("费用类别", .share(1)),
                    .init("金额（元）", .millimetres(34), .trailing),
                ], rows: chapterRows, size: .body)),
        .heading("结算"), .table(payments),
    ]
    if !paper.refunds.isEmpty {
        blocks.append(
            .together([
                .heading("退款去向"),
                .table(
                    Table(
                        columns: [
                            .init("原支付单号", .share(1)), .init("退回渠道", .millimetres(40)),
                            .init("金额（元）", .millimetres(34), .trailing),
                        ],
                        rows: paper.refunds.map { .line([$0.payment.text, $0.channel.chinese, $0.amount.grouped]) })),
            ]))
    }
    blocks += [
        .gap(4),
        .together([
            .columns([
                .init(
                    .share(1),
                    [
                        .paragraph(Paragraph("核对码：\(paper.agreement)", size: .small)),
                        .paragraph(Paragraph("本单所列金额与患者在终端上确认的预结算一致。退款按原支付渠道退回，到账时间以支付机构为准。", size: .small)),
                    ]),
                .init(.millimetres(78), [.barcode(Barcode(paper.settlement.text, height: 10, alignment: .trailing))]),
            ]),
            .signatures([
                Signature("患者或家属签名"), Signature("收款单位（盖章）", filled: paper.head.hospital),
            ]),
        ]),
    ]
    return work.document(title: "出院结算单", english: "Discharge Settlement", blocks)
}

private func amount(_ title: String, _ money: Money) -> Table.Row {
    .line([title, money.grouped, "", chineseCapitals(money)])
}

/// Keeps a text apart from the right-aligned amounts before it.
private let gutter = Table.Column("", .millimetres(5))

extension SettlementSlip {
    var dueTitle: String {
        if due.isPositive { return "补缴（已收）" }
        return due.isNegative ? "应退" : "应补／应退"
    }
}
