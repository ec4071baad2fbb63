import BedsideDomain

/// 预交金收据
func depositReceipt(_ paper: DepositReceipt, _ work: Paperwork) -> Document {
    work.document(
        title: "住院预交金收据", english: "Deposit Receipt",
        [
            work.person([.init("收据编号", paper.payment.text, span: 2)]),
            .gap(2),
            .frame([
                .columns([
                    .init(
                        .share(1),
                        [
                            .paragraph(
                                Paragraph([.plain("金额　"), .strong("¥ \(paper.amount.grouped)")], size: .points(18))),
                            .paragraph(
                                Paragraph([.plain("人民币（大写）　"), .strong(chineseCapitals(paper.amount))], size: .large)),
                        ]),
                    .init(
                        .millimetres(26), [.code(TwoDimensionalCode(payload: Array(paper.payment.text.utf8), side: 24))]
                    ),
                ])
            ]),
            .gap(2),
            .facts(
                Facts(
                    columns: 2,
                    [
                        .init("收款时间", paper.head.clock.dateAndTime(of: paper.paidAt)),
                        .init("支付方式", paper.channel.chinese),
                        .init("本次缴费后预交金余额", "¥ \(paper.balance.grouped)", strong: true, span: 2),
                    ])),
            .gap(4),
            .together([
                .signatures([Signature("收款单位（盖章）", filled: paper.head.hospital), Signature("收款人")]),
                .gap(2),
                .paragraph(Paragraph("本收据是预交金凭证，不是发票，出院结算时请带来。多余的预交金按原支付渠道退回。", size: .small)),
            ]),
        ])
}

/// 缴费单, for the cashier's desk.
func paymentSlip(_ paper: PaymentSlip, _ work: Paperwork) -> Document {
    work.document(
        title: "缴费单", english: "Payment Slip for the Cashier",
        [
            work.person(),
            .gap(2),
            .frame([
                .paragraph(
                    Paragraph(
                        [.plain("应缴金额　"), .strong("¥ \(paper.amount.grouped)")], size: .points(22), alignment: .centre)),
                .paragraph(
                    Paragraph(
                        [.plain("人民币（大写）　"), .strong(chineseCapitals(paper.amount))], size: .large,
                        alignment: .centre)),
                .gap(3),
                .barcode(Barcode(paper.payment.text, height: 16, module: 0.38)),
                .gap(1),
            ]),
            .gap(3),
            .paragraph(Paragraph([.strong("请持本单到收费窗口缴费。")], size: .large)),
            .paragraph(Paragraph("收费员扫描上方条码确认后，病床旁的终端会自动显示已收款，并打印收据。", size: .large)),
            .paragraph(Paragraph("本单不是收款凭证。未缴费前请勿丢弃；如不再需要，请在终端上取消。")),
        ])
}
