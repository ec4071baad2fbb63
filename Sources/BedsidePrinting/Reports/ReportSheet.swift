import BedsideDomain

/// A laboratory's PDF on our sheets, a little smaller, above a strip that says whose copy this is and which.
struct ReportSheet {
    /// The PDF's own title; no patient data.
    let title: String
    let pdf: [UInt8]
    /// Masked name and number at the strip's left.
    let owner: String
    /// Time and terminal in its middle.
    let origin: String
    /// 副本 and 补打, framed; nil on a first copy.
    let banner: String?

    /// A page of a hostile report may hold millions of strokes; what a printer should swallow is far less.
    static let maximumOutput = 64 * 1024 * 1024
    /// Longest drawing of one report.
    static let maximumTime = Duration.seconds(20)

    private static let sheet = Sheet.a4
    /// Blank border around the report and above the strip, in points: what printers cannot print on.
    private static let border = points(5)

    /// Resolution of a report that must be printed as a picture: a laser printer's.
    private static let pictureResolution = 300.0
    /// Enough to see that a digit is missing.
    private static let proofResolution = 100.0

    /// The report on our sheets. Its texts and lines are copied as they are; if that lost a character, the pages are printed
    /// as pictures instead.
    func draw(with layouts: LayoutCache, at time: Timestamp) throws(PrintingError) -> [UInt8] {
        let report = try ImportedPDF(pdf)
        let copied = try draw(report, asPictures: false, layouts, at: time)
        let proof = try ImportedPDF(copied, limit: Self.maximumOutput)
        guard proof.hasCutFonts else { return copied }
        if try looksRight(report, proof, layouts) { return copied }
        return try draw(report, asPictures: true, layouts, at: time)
    }

    func draw(
        _ report: borrowing ImportedPDF, asPictures: Bool, _ layouts: LayoutCache, at time: Timestamp
    ) throws(PrintingError) -> [UInt8] {
        let canvas = try PDFCanvas(
            width: Self.width, height: Self.height, title: title, createdISO8601: time.iso8601)
        let deadline = ContinuousClock.now + Self.maximumTime
        for index in 0..<report.pageCount {
            let strip = try strip(page: index + 1, of: report.pageCount, layouts)
            let placement = try placement(of: report, page: index, strip)
            if asPictures {
                let picture = try Raster(width: Self.width, height: Self.height, resolution: Self.pictureResolution)
                try unsafe draw(report, page: index, placement, on: picture.cairo)
                picture.paint(on: canvas)
            } else {
                canvas.save()
                defer { canvas.restore() }
                try unsafe draw(report, page: index, placement, on: canvas.cairo)
            }
            try canvas.apart { () throws(PrintingError) in
                for mark in strip.marks {
                    let x = points(Self.sheet.margin.horizontal)
                    let y = Self.height - points(Self.sheet.margin.bottom) - strip.height
                    try canvas.draw(mark.moved(x: x, y: y), layouts)
                }
            }
            canvas.endPage()
            guard canvas.byteCount <= Self.maximumOutput, ContinuousClock.now < deadline else {
                throw PrintingError(
                    .reportTooLarge, "The report is too heavy to print (over 64 MiB or 20 s); ask the laboratory.")
            }
        }
        return try canvas.finish()
    }

    /// Whether each page of the copy has the ink of the original.
    func looksRight(
        _ report: borrowing ImportedPDF, _ copy: borrowing ImportedPDF, _ layouts: LayoutCache
    ) throws(PrintingError) -> Bool {
        for index in 0..<report.pageCount {
            let strip = try strip(page: index + 1, of: report.pageCount, layouts)
            let wanted = try Raster(width: Self.width, height: Self.height, resolution: Self.proofResolution)
            try unsafe draw(report, page: index, try placement(of: report, page: index, strip), on: wanted.cairo)
            let made = try Raster(width: Self.width, height: Self.height, resolution: Self.proofResolution)
            try unsafe copy.draw(page: index, on: made.cairo)
            if wanted.differs(from: made, within: Self.room(strip)) { return false }
        }
        return true
    }

    private static let width = points(sheet.width)
    private static let height = points(sheet.height)

    private static func room(_ strip: Brick) -> Box {
        Box(
            x: border, y: border, width: width - 2 * border,
            height: height - strip.height - points(sheet.margin.bottom) - 2 * border)
    }

    private func placement(
        of report: borrowing ImportedPDF, page: Int, _ strip: Brick
    ) throws(PrintingError) -> Placement {
        let size = try report.size(ofPage: page)
        return Placement(width: size.width, height: size.height, in: Self.room(strip))
    }

    @safe private func draw(
        _ report: borrowing ImportedPDF, page: Int, _ placement: Placement, on cairo: OpaquePointer
    ) throws(PrintingError) {
        placement.apply(to: cairo)
        try report.draw(page: page, on: cairo)
    }

    private func strip(page: Int, of count: Int, _ layouts: LayoutCache) throws(PrintingError) -> Brick {
        let sheet = Self.sheet
        let typesetter = Typesetter(measure: layouts, bodySize: sheet.textSize, hasGreys: sheet.hasGreys)
        let width = points(sheet.width - 2 * sheet.margin.horizontal)
        var brick = Brick(height: 3, marks: [.line(x1: 0, x2: width, y: 0, thickness: 0.5, isDashed: false)])
        if let banner {
            let text = SetText(banner, size: typesetter.size(.small), bold: true, width: width - 6, alignment: .centre)
            let height = try typesetter.height(of: text)
            brick.marks += [
                .outline(Box(x: 0.5, y: 3, width: width - 1, height: height + 3), thickness: 0.8),
                .text(text, x: 3, y: 4.5),
            ]
            brick.height += height + 5
        }
        let line = try PageFrame.running(
            [owner, origin, "第 \(page) 页 共 \(count) 页"], typesetter, width: width)
        brick.marks += line.marks.map { $0.moved(x: 0, y: brick.height) }
        brick.height += line.height
        return brick
    }
}
