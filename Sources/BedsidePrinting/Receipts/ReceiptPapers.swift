package import BedsideDomain

extension ReceiptDocument {
    /// The receipt of a paper; nil for papers that are made for A4 or a label only.
    ///
    /// Throws ``PrintingError`` `tableMalformed` when a bill's sums can't be computed.
    package static func receipt(of paper: Paper, mark: CopyMark) throws(PrintingError) -> ReceiptDocument? {
        switch paper {
        case .depositReceipt(let paper): return deposit(paper, ReceiptWork(paper.head, mark))
        case .paymentSlip(let paper): return slip(paper, ReceiptWork(paper.head, mark))
        case .settlementSlip(let paper): return settlement(paper, ReceiptWork(paper.head, mark))
        case .dailyBill(let paper): return try daily(paper, ReceiptWork(paper.head, mark))
        case .admissionSheet, .wardGuide, .wristband, .itemisedList, .dischargeCertificate, .medicineCard, .report,
            .shiftReport:
            return nil
        }
    }
}

/// 预交金收据
private func deposit(_ paper: DepositReceipt, _ work: ReceiptWork) -> ReceiptDocument {
    work.receipt(
        "住院预交金收据",
        [
            .pair("金额", yuan(paper.amount), .tall),
            .pair("人民币（大写）", chineseCapitals(paper.amount), .strong), .gap(1),
            .pair("收据编号", paper.payment.text), .pair("收款时间", work.moment(paper.paidAt)),
            .pair("支付方式", paper.channel.chinese), .pair("本次缴费后预交金余额", yuan(paper.balance), .strong),
            .code(paper.payment.text),
        ],
        foot: ["收款单位：\(paper.head.hospital)", "本收据是预交金凭证，不是发票，出院结算时请带来。多余的预交金按原支付渠道退回。"])
}

/// 缴费单, for the cashier's desk.
private func slip(_ paper: PaymentSlip, _ work: ReceiptWork) -> ReceiptDocument {
    work.receipt(
        "缴费单",
        [
            .pair("应缴金额", yuan(paper.amount), .tall),
            .pair("人民币（大写）", chineseCapitals(paper.amount), .strong), .gap(1),
            .barcode(paper.payment.text), .gap(1),
            .text("请持本单到收费窗口缴费。", .tall),
        ],
        foot: ["收费员扫描条码确认后，病床旁的终端会自动显示已收款，并打印收据。", "本单不是收款凭证。未缴费前请勿丢弃；如不再需要，请在终端上取消。"])
}

/// 出院结算单
private func settlement(_ paper: SettlementSlip, _ work: ReceiptWork) -> ReceiptDocument {
    var blocks: [ReceiptBlock] = [
        .pair("结算单号", paper.settlement.text), .pair("结算时间", work.moment(paper.settledAt)),
        .pair("出院日期", paper.dischargedOn.text), .pair("住院天数", "\(paper.days) 天"), .rule(.thin),
        .text("费用构成", .strong),
    ]
    blocks += paper.chapters.map { .pair($0.category.chinese, $0.total.grouped) }
    blocks += [
        .rule(.thin), .pair("费用总额", yuan(paper.total), .strong), .pair("医保统筹基金支付", yuan(paper.insurance)),
        .pair("医保个人账户支付", yuan(paper.account)), .pair("预交金", yuan(paper.deposits)),
        .pair(paper.dueTitle, yuan(paper.due.magnitude), .tall),
        .pair("人民币（大写）", chineseCapitals(paper.due.magnitude), .strong),
    ]
    if !paper.refunds.isEmpty {
        blocks += [.rule(.thin), .text("退款去向", .strong)]
        for part in paper.refunds {
            blocks += [.text(part.payment.text), .pair("　\(part.channel.chinese)", yuan(part.amount))]
        }
    }
    blocks += [.gap(1), .barcode(paper.settlement.text)]
    return work.receipt(
        "出院结算单", blocks, foot: ["核对码：\(paper.agreement)", "本单所列金额与患者在终端上确认的预结算一致。退款按原支付渠道退回，到账时间以支付机构为准。"])
}

/// 住院费用一日清单, by chapter: the lines stand on A4 and on the screen.
private func daily(_ paper: DailyBillPaper, _ work: ReceiptWork) throws(PrintingError) -> ReceiptDocument {
    let daily = paper.bill
    let (balance, chapters) = try summed { () throws(DomainError) in (try daily.balance(), try daily.bill.chapters()) }
    return work.receipt(
        "一日费用汇总",
        [.pair("费用日期", daily.day.text, .strong), .rule(.thin)]
            + chapters.map { .pair($0.category.chinese, $0.total.grouped) }
            + [
                .rule(.thin), .pair("本日合计", yuan(daily.bill.total), .tall),
                .pair("其中自付", yuan(daily.bill.selfPay), .strong), .rule(.thin),
                .pair("累计费用", yuan(daily.cumulativeTotal)), .pair("累计自付", yuan(daily.cumulativeSelfPay)),
                .pair("预交金", yuan(daily.deposits)),
                .pair(balance.isNegative ? "预交金不足" : "预交金余额", yuan(balance.magnitude), .strong),
            ],
        foot: ["“其中自付”按收费项目的医保类别计算，实际报销以出院结算为准。明细可在终端上查看或用 A4 纸打印。"])
}
