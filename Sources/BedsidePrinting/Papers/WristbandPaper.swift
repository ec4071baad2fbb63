import BedsideDomain

/// The media that a wristband may be printed on; the raw value is the medium's PWG name in the configuration.
package enum WristbandMedium: String, Sendable, Hashable, CaseIterable {
    /// A band of 25 x 250 mm.
    case band = "om_wristband_25x250mm"
    /// A label of 60 x 30 mm for an insert band.
    case label = "om_label_60x30mm"
}

/// 腕带: two ways to identify the patient by eye, and the number as Code 128 and QR for any reader.
func wristband(_ paper: Wristband, _ medium: WristbandMedium) -> Document {
    let head = paper.head
    let number = head.encounter.text
    let name = Paragraph([.strong(head.name.value)], size: .points(medium == .band ? 14 : 11))
    let person = Paragraph(
        "\(head.sex.chinese)　\(head.age) 岁　\(head.ward)　\(head.bed) 床", size: .points(medium == .band ? 8.5 : 7))
    let stay = Paragraph("住院号 \(number)　入院 \(head.admittedOn.text)", size: .points(medium == .band ? 7.5 : 6))
    let warning = Paragraph([.strong(warning(paper.allergies.value))], size: .points(medium == .band ? 8.5 : 7))
    let code = TwoDimensionalCode(payload: Array(number.utf8), side: medium == .band ? 21 : 15)
    let bars = Barcode(
        number, height: medium == .band ? 13 : 7, module: 0.25, alignment: .centre, showsText: medium == .band)
    let blocks: [Block] =
        switch medium {
        case .band:
            [
                .columns([
                    .init(.millimetres(21), [.code(code)]),
                    .init(.share(1), [.paragraph(name), .paragraph(person), .paragraph(stay), .paragraph(warning)]),
                    .init(.millimetres(44), [.gap(1), .barcode(bars)]),
                ])
            ]
        case .label:
            [
                .columns([
                    .init(.share(1), [.paragraph(name), .paragraph(person), .paragraph(stay), .paragraph(warning)]),
                    .init(.millimetres(15), [.code(code)]),
                ]),
                .barcode(bars),
            ]
        }
    return Document(
        title: "腕带", sheet: medium == .band ? .wristband : .label, numbersPages: false,
        shrinksToOnePage: true, blocks: blocks)
}

/// A list too long for the band must not lose its end unseen: then the record is pointed to.
private func warning(_ allergies: String) -> String {
    if allergies.isEmpty { return "无已知过敏" }
    return allergies.count > 30 ? "过敏：多种，详见病历" : "过敏：\(allergies)"
}
