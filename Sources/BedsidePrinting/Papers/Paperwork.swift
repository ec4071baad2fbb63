import BedsideDomain

/// How a paper of the domain becomes a document: what every file of this folder starts from.
struct Paperwork {
    let head: PaperHead
    let mark: CopyMark
    let sheet: Sheet

    /// A paper of this patient with the hospital's head, the copy's banner and the terminal's foot.
    func document(title: String, english: String, _ blocks: [Block]) -> Document {
        Document(
            title: title, sheet: sheet, head: RunningText(left: head.hospital, right: head.ward),
            foot: RunningText(left: "住院号 \(head.encounter.text)", right: origin), banner: banner,
            blocks: [.title(title, subtitle: english), .gap(1.5)] + blocks)
    }

    /// Where and when this copy came out.
    var origin: String { "打印 \(head.clock.dateAndTime(of: mark.printedAt)) · 终端 \(mark.terminal)" }

    /// What a second copy says on each page; nil on a first one.
    var banner: String? {
        guard let words = mark.words else { return nil }
        let why = mark.reprint.map { " · 原因：\($0.chinese)" } ?? ""
        return "\(words) · \(head.clock.dateAndTime(of: mark.printedAt)) · 终端 \(mark.terminal)\(why)"
    }

    /// Who the paper is about, as the head of each money paper shows it.
    func person(_ more: [Facts.Item] = []) -> Block {
        .facts(
            Facts(
                columns: 3,
                [
                    .init("姓名", head.name.value, strong: true), .init("性别", head.sex.chinese),
                    .init("年龄", "\(head.age) 岁"), .init("病区", head.ward), .init("床号", head.bed),
                    .init("住院号", head.encounter.text), .init("入院日期", head.admittedOn.text),
                ] + more))
    }
}

extension CopyMark.Reason {
    /// As it stands behind 原因.
    var chinese: String {
        switch self {
        case .requested: "患者要求"
        case .jammed: "卡纸"
        case .lost: "遗失"
        case .unreadable: "字迹不清"
        case .unknownEnd: "首次打印结果未确认"
        }
    }
}

extension Sex {
    var chinese: String {
        switch self {
        case .male: "男"
        case .female: "女"
        }
    }
}

extension PaymentChannel {
    var chinese: String {
        switch self {
        case .cashier: "收费窗口"
        case .wallet: "移动支付"
        }
    }
}

extension ChargeCategory {
    /// Chapters as the fee list of a hospital names them.
    var chinese: String {
        switch self {
        case .bed: "床位费"
        case .nursing: "护理费"
        case .drug: "药品费"
        case .laboratory: "化验费"
        case .imaging: "检查费"
        case .treatment: "治疗费"
        case .surgery: "手术费"
        case .material: "材料费"
        case .meal: "膳食费"
        case .other: "其他费"
        }
    }
}

extension PayerClass {
    var chinese: String {
        switch self {
        case .selfPay: "自费"
        case .employee: "城镇职工医保"
        case .resident: "城乡居民医保"
        }
    }
}
