import BedsideDomain

/// How a paper of the domain becomes a receipt: what every receipt starts from, in the words of the A4 papers.
struct ReceiptWork {
    let work: Paperwork

    init(_ head: PaperHead, _ mark: CopyMark) { work = Paperwork(head: head, mark: mark, sheet: .receipt80) }

    /// A receipt with the hospital's head and the terminal's foot. A strip is easily left behind, so its patient stands
    /// there by number and masked name.
    func receipt(_ title: String, _ blocks: [ReceiptBlock], foot: [String] = []) -> ReceiptDocument {
        let head = work.head
        let person: [ReceiptBlock] = [
            .pair("姓名", masked(name: head.name.value)), .pair("住院号", head.encounter.text),
            .pair("病区", head.ward), .pair("床号", head.bed),
        ]
        return ReceiptDocument(
            title: title, banner: work.banner, reference: head.encounter.text, printedAt: work.mark.printedAt,
            blocks: [.text(head.hospital, .strong, .centre), .text(title, .large, .centre), .rule(.dashed)] + person
                + [.rule(.dashed)] + blocks + [.rule(.dashed)] + foot.map { .text($0) } + [.text(work.origin)])
    }

    /// A moment in the hospital's time.
    func moment(_ timestamp: Timestamp) -> String { work.head.clock.dateAndTime(of: timestamp) }
}

/// An amount as it stands on a receipt: the full-width sign is in every Chinese printer's font, the Latin one is not.
func yuan(_ amount: Money) -> String { "￥\(amount.grouped)" }
