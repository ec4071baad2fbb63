import BedsideDomain

/// 住院费用一日清单: names, quantities, unit prices, amounts; the day's and the stay's totals (services.md 3.3).
func dailyBill(_ paper: DailyBillPaper, _ work: Paperwork) throws(PrintingError) -> Document {
    let daily = paper.bill
    let balance = try summed { () throws(DomainError) in try daily.balance() }
    let standing = Facts(
        columns: 3,
        [
            .init("累计费用", "¥ \(daily.cumulativeTotal.grouped)"),
            .init("累计自付", "¥ \(daily.cumulativeSelfPay.grouped)"),
            .init("预交金", "¥ \(daily.deposits.grouped)"),
            .init(
                balance.isNegative ? "预交金不足" : "预交金余额", "¥ \(balance.magnitude.grouped)", strong: true, span: 3),
        ])
    return work.document(
        title: "住院费用一日清单", english: "Daily Bill",
        [
            work.person([.init("费用日期", daily.day.text, strong: true)]),
            .table(
                Table(
                    columns: [
                        .init("项目名称", .share(1)), .init("单位", .millimetres(14), .centre),
                        .init("数量", .millimetres(16), .trailing), .init("单价（元）", .millimetres(22), .trailing),
                        .init("金额（元）", .millimetres(24), .trailing), .init("其中自付", .millimetres(22), .trailing),
                    ],
                    rows: try chapters(daily.bill) { line in
                        [
                            line.title, line.unit, line.quantity.text, line.unitPrice.grouped, line.amount.grouped,
                            line.selfPay.grouped,
                        ]
                    } + [
                        .total(["本日合计", "", "", "", daily.bill.total.grouped, daily.bill.selfPay.grouped])
                    ])),
            .gap(3),
            .together([
                .frame([.facts(standing)]),
                .gap(2),
                .paragraph(
                    Paragraph("“其中自付”按收费项目的医保类别计算，实际报销以出院结算为准。对任何一项有疑问，可在终端上选中该项提出异议，或询问护士。", size: .small)),
            ]),
        ])
}

/// 住院费用总清单: from admission to discharge, by chapter and day.
func itemisedList(_ paper: ItemisedList, _ work: Paperwork) throws(PrintingError) -> Document {
    let bill = paper.bill
    let sums = try summed { () throws(DomainError) in try bill.chapters() }
    return work.document(
        title: "住院费用总清单", english: "Itemised List of Charges",
        [
            work.person([.init("费用期间", "\(paper.from.text) 至 \(paper.to.text)", span: 2)]),
            .table(
                Table(
                    columns: [
                        .init("日期", .millimetres(20)), .init("项目名称", .share(1)), .init("单位", .millimetres(12), .centre),
                        .init("数量", .millimetres(14), .trailing), .init("单价（元）", .millimetres(20), .trailing),
                        .init("金额（元）", .millimetres(22), .trailing), .init("其中自付", .millimetres(20), .trailing),
                    ],
                    rows: try chapters(bill) { line in
                        [
                            line.day.text, line.title, line.unit, line.quantity.text, line.unitPrice.grouped,
                            line.amount.grouped, line.selfPay.grouped,
                        ]
                    } + [.total(["合计", "", "", "", "", bill.total.grouped, bill.selfPay.grouped])])),
            .gap(3),
            .together([
                .heading("分类汇总"),
                .table(
                    Table(
                        columns: [.init("费用类别", .share(1)), .init("金额（元）", .millimetres(40), .trailing)],
                        rows: sums.map { .line([$0.category.chinese, $0.total.grouped]) }
                            + [.total(["合计", bill.total.grouped])])),
                .paragraph(
                    Paragraph([.plain("合计人民币（大写）　"), .strong(chineseCapitals(bill.total))])),
            ]),
        ])
}

/// Rows by chapter, each under its name and subtotal, within it by day.
private func chapters(_ bill: Bill, _ cells: (ChargeLine) -> [String]) throws(PrintingError) -> [Table.Row] {
    let lines = Dictionary(grouping: bill.lines, by: \.category)
    var rows: [Table.Row] = []
    for chapter in try summed({ () throws(DomainError) in try bill.chapters() }) {
        rows.append(.group(chapter.category.chinese, trailing: "小计 \(chapter.total.grouped)"))
        let own = (lines[chapter.category] ?? []).sorted {
            ($0.day, $0.chargedAt, $0.id) < ($1.day, $1.chargedAt, $1.id)
        }
        for line in own { rows.append(.line(cells(line))) }
    }
    return rows
}

/// A sum of the domain, its overflow told as a paper that can't be made.
func summed<Value>(_ body: () throws(DomainError) -> Value) throws(PrintingError) -> Value {
    do throws(DomainError) { return try body() } catch {
        throw PrintingError(.tableMalformed, "The bill's sums can't be computed; nothing was printed.", cause: error)
    }
}

extension ChargeLine {
    /// A reversal says that it is one.
    fileprivate var title: String { reverses == nil ? name : "（退）\(name)" }
}
