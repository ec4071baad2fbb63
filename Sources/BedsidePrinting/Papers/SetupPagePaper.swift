package import BedsideDomain

extension PDFRenderer {
    /// The page from which a scanner's settings are learnt: each code as QR and as Code 128, to be scanned in order with
    /// whichever the scanner reads.
    ///
    /// Throws what ``render(_:mark:report:wristband:)`` throws; `barcodeRefused` for a code outside of Code 128.
    package func render(setupCodes codes: [String], terminal: String, at time: Timestamp) throws(PrintingError)
        -> [UInt8]
    {
        let rows: [Block] = codes.enumerated().map { index, code in
            .frame([
                .columns([
                    .init(
                        .millimetres(40),
                        [.code(TwoDimensionalCode(payload: Array(code.utf8), side: 34, caption: "\(index + 1)"))]),
                    .init(.share(1), [.gap(6), .barcode(Barcode(code, height: 18))]),
                ])
            ])
        }
        return try render(
            Document(
                title: "Scanner setup", sheet: .a4, foot: RunningText(left: terminal),
                blocks: [
                    .title("扫码枪设置页", subtitle: "Scanner setup page"),
                    .paragraph(
                        Paragraph(
                            "在终端上运行 bedside devices learn，然后按 1、2、3 的顺序扫描。每个编号扫左边或右边的码都可以，扫一次。")),
                    .paragraph(
                        Paragraph(
                            "Run bedside devices learn, then scan 1, 2 and 3 in this order: the left or the right code, once each."
                        )
                    ),
                    .gap(4),
                ] + rows.flatMap { [$0, .gap(6)] }), at: time)
    }
}
