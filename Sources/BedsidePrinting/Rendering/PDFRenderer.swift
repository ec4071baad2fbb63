import BedsideDomain

/// Makes PDFs on a queue of its own, so that setting a hundred pages never holds up a thread of the cooperative pool.
///
/// The same document at the same time gives the same bytes, in any process on the same installation.
package actor PDFRenderer {
    private let executor = QueueExecutor(label: "bedside.paper")
    /// Draws foreign PDFs; nil draws them here.
    let reports: ReportProcess?
    /// Loaded by the first paper and kept.
    private var fonts: FontBook?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// - Parameter reportProgram: path of `bedside-report`. Without it a report's PDF is drawn in this process, which a
    ///   hostile file can end: for tests and figures only.
    package init(reportProgram: String? = nil) { reports = reportProgram.map(ReportProcess.init(program:)) }

    /// The document as a PDF. The time goes into the PDF's metadata.
    ///
    /// Throws ``PrintingError``: `glyphMissing`, `fontMissing`, `doesNotFit`, `tableMalformed`, `barcodeRefused`, `drawingFailed`.
    func render(_ document: Document, at time: Timestamp) throws(PrintingError) -> [UInt8] {
        let layouts = LayoutCache(try fontBook())
        let sheet = document.sheet
        let (frame, pages) = try set(document, layouts)
        let width = points(sheet.width)
        let canvas = try PDFCanvas(
            width: width, height: points(sheet.height), title: document.title, createdISO8601: time.iso8601)
        for (index, marks) in pages.enumerated() {
            try canvas.apart { () throws(PrintingError) in
                if sheet.isTurned { canvas.turn(pageWidth: width) }
                for mark in try frame.marks(page: index + 1, of: pages.count) { try canvas.draw(mark, layouts) }
                for mark in marks {
                    try canvas.draw(mark.moved(x: frame.body.x, y: frame.body.y), layouts)
                }
            }
            canvas.endPage()
        }
        return try canvas.finish()
    }

    /// The pages' frame and marks. Throws as ``render(_:at:)`` does.
    private func set(_ document: Document, _ layouts: LayoutCache) throws(PrintingError) -> (PageFrame, [[Mark]]) {
        let sheet = document.sheet
        var typesetter = Typesetter(measure: layouts, bodySize: sheet.textSize, hasGreys: sheet.hasGreys)
        while true {
            let canShrink = document.shrinksToOnePage && typesetter.textScale > 0.6
            do throws(PrintingError) {
                let frame = try PageFrame(document, typesetter)
                let wall = try typesetter.wall(document.blocks, width: frame.body.width)
                let pages = try PageBreaker.pages(of: wall, height: frame.body.height)
                if pages.count == 1 || !document.shrinksToOnePage { return (frame, pages) }
                guard canShrink else {
                    throw PrintingError(
                        .doesNotFit, "The label's text does not fit one label of \(sheet.media); shorten it.")
                }
            } catch {
                guard canShrink, error.code == .doesNotFit else { throw error }
            }
            typesetter.textScale -= 0.05
        }
    }

    func fontBook() throws(PrintingError) -> FontBook {
        if let fonts { return fonts }
        let fonts = try FontBook()
        self.fonts = fonts
        return fonts
    }
}

extension Timestamp {
    /// `2026-11-22T01:13:05Z`, as PDF metadata wants it.
    var iso8601: String {
        let utc = HospitalClock(offsetMinutes: 0)
        let minuteStart = utc.start(of: utc.day(of: self)).milliseconds
        let seconds = (milliseconds - minuteStart) / 1000 % 60
        return "\(utc.day(of: self).text)T\(utc.time(of: self)):\(seconds < 10 ? "0" : "")\(seconds)Z"
    }
}
