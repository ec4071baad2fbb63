import BedsideDomain

/// 入院须知 in large print, for the bedside table.
func wardGuide(_ paper: WardGuide, _ work: Paperwork) -> Document {
    var blocks: [Block] = [
        .paragraph(
            Paragraph(
                [.strong("\(paper.head.ward)　\(paper.head.bed) 床"), .plain("　欢迎入住。有任何需要，请按床头呼叫按钮。")], size: .large)),
        .rule(.thin),
    ]
    for section in paper.sections {
        blocks.append(.heading(section.title))
        for line in section.text.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
            blocks.append(.paragraph(Paragraph(String(line), size: .large)))
        }
    }
    return work.document(title: "入院须知", english: "Ward Guide", blocks)
}
