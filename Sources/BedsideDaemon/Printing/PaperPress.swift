import BedsideDomain
import BedsidePrinting
import BedsideStore

/// Lays a page of the ledger out; the same row gives the same bytes, today and after a crash.
struct PaperPress: Sendable {
    /// A page as its printer takes it, and how many sheets it is.
    struct Work {
        let content: PrintContent
        let sheets: Int
    }

    let reports: ReportPages
    let renderer: PDFRenderer
    let wristband: WristbandMedium
    let receipts: ReceiptRoute?

    /// Throws what the store or the renderer throws: a missing glyph, an unreadable report.
    func print(_ job: PrintJob, in tray: PaperTray) async throws -> Work {
        if tray == .receipt, let receipts {
            switch receipts.way {
            case .line(let printer):
                if let receipt = printer.receipt(of: job.paper, mark: job.mark) {
                    return Work(content: .receipt(receipt), sheets: 1)
                }
            case .roll(_, let media):
                if let receipt = try ReceiptDocument.receipt(of: job.paper, mark: job.mark) {
                    return work(try await renderer.render(receipt: receipt, media: media))
                }
            }
        }
        guard case .report(let paper) = job.paper else {
            return work(try await renderer.render(job.paper, mark: job.mark, wristband: wristband))
        }
        guard let pdf = try await reports.page(of: paper.report.id) else {
            throw PrintingError(.reportUnreadable, "Nobody holds a page of this report; import it again.")
        }
        return work(try await renderer.render(job.paper, mark: job.mark, report: pdf))
    }

    private func work(_ paper: RenderedPaper) -> Work {
        Work(content: .pages(pdf: paper.pdf, media: paper.media), sheets: PageCount.of(pdf: paper.pdf) ?? 1)
    }
}
