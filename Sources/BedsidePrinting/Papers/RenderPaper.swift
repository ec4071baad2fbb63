package import BedsideDomain

/// A paper ready for a queue.
package struct RenderedPaper: Sendable, Hashable {
    package let pdf: [UInt8]
    /// PWG name of the medium that it was set for; goes with the job.
    package let media: String
}

extension PDFRenderer {
    /// A paper of the hospital as a PDF. Frozen paper and mark give the same bytes each time.
    ///
    /// - Parameters:
    ///   - report: the laboratory's PDF; needed for `Paper.report` only.
    ///   - wristband: what the label printer is loaded with.
    ///
    /// Throws ``PrintingError``: `glyphMissing`, `fontMissing`, `doesNotFit`, `tableMalformed`, `barcodeRefused`,
    /// `drawingFailed`, and for reports `reportUnreadable`, `reportTooLarge`.
    package func render(
        _ paper: Paper, mark: CopyMark, report: [UInt8] = [], wristband medium: WristbandMedium = .band
    ) async throws(PrintingError) -> RenderedPaper {
        let document: Document
        switch paper {
        case .admissionSheet(let paper): document = admissionSheet(paper, Self.work(paper.head, mark))
        case .wardGuide(let paper): document = wardGuide(paper, Self.work(paper.head, mark))
        case .wristband(let paper): document = wristband(paper, medium)
        case .depositReceipt(let paper): document = depositReceipt(paper, Self.work(paper.head, mark))
        case .paymentSlip(let paper): document = paymentSlip(paper, Self.work(paper.head, mark))
        case .dailyBill(let paper): document = try dailyBill(paper, Self.work(paper.head, mark))
        case .itemisedList(let paper): document = try itemisedList(paper, Self.work(paper.head, mark))
        case .settlementSlip(let paper): document = settlementSlip(paper, Self.work(paper.head, mark))
        case .dischargeCertificate(let paper): document = dischargeCertificate(paper, Self.work(paper.head, mark))
        case .medicineCard(let paper): document = medicineCard(paper, Self.work(paper.head, mark))
        case .shiftReport(let paper): document = shiftReport(paper, mark)
        case .report(let paper):
            let work = Self.work(paper.head, mark)
            let sheet = ReportSheet(
                title: "检验检查报告单", pdf: report,
                owner: "\(masked(name: paper.head.name.value))　报告 \(paper.report.id.text)", origin: work.origin,
                banner: work.banner)
            let pdf: [UInt8]
            if let reports {
                pdf = try await reports.draw(sheet, at: mark.printedAt)
            } else {
                pdf = try sheet.draw(with: LayoutCache(try fontBook()), at: mark.printedAt)
            }
            return RenderedPaper(pdf: pdf, media: Sheet.a4.media)
        }
        return RenderedPaper(pdf: try render(document, at: mark.printedAt), media: document.sheet.media)
    }

    private static func work(_ head: PaperHead, _ mark: CopyMark) -> Paperwork {
        Paperwork(head: head, mark: mark, sheet: .a4)
    }
}
