import BedsideDomain
import BedsidePrinting
import BedsideStore

/// Lays a page of the ledger out; the same row gives the same bytes, today and after a crash.
struct PaperPress: Sendable {
    let store: Store
    let renderer: PDFRenderer
    let wristband: WristbandMedium

    /// Throws what the store or the renderer throws: a missing glyph, an unreadable report.
    func print(_ job: PrintJob) async throws -> RenderedPaper {
        guard case .report(let paper) = job.paper else {
            return try await renderer.render(job.paper, mark: job.mark, wristband: wristband)
        }
        guard let pdf = try await store.reportPDF(paper.report.id) else {
            throw PrintingError(.reportUnreadable, "The store holds no pages of this report; import it again.")
        }
        return try await renderer.render(job.paper, mark: job.mark, report: pdf)
    }
}
