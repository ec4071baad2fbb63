import CCairo

/// A PDF under way: pages are drawn one after the other, then the bytes are taken. Lengths are points.
@safe final class PDFCanvas {
    private let surface: OpaquePointer
    /// What poppler and Pango draw on.
    let cairo: OpaquePointer
    private let sink: ByteSink

    /// The same title and time give the same bytes. Throws ``PrintingError`` `drawingFailed`.
    init(width: Double, height: Double, title: String, createdISO8601 created: String) throws(PrintingError) {
        let sink = ByteSink()
        let target = unsafe Unmanaged.passUnretained(sink).toOpaque()
        // The canvas holds the sink until the surface is destroyed, so the pointer outlives every call.
        let made = unsafe cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
                unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, target, width, height)
        guard let surface = unsafe made, let cairo = unsafe cairo_create(surface) else {
            throw PrintingError(.drawingFailed, "Cairo could not begin a PDF.")
        }
        unsafe self.surface = unsafe surface
        unsafe self.cairo = unsafe cairo
        self.sink = sink
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Bedside")
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
    }

    deinit {
        unsafe cairo_destroy(cairo)
        unsafe cairo_surface_destroy(surface)
    }

    func endPage() { unsafe cairo_show_page(cairo) }

    /// Bytes that have been written so far; a hostile report is stopped by their number.
    var byteCount: Int { sink.bytes.count }

    /// Draws with the long side as the width.
    func turn(pageWidth: Double) {
        unsafe cairo_translate(cairo, pageWidth, 0)
        unsafe cairo_rotate(cairo, Double.pi / 2)
    }

    func save() { unsafe cairo_save(cairo) }
    func restore() { unsafe cairo_restore(cairo) }

    /// Moves the origin and shrinks what follows.
    func place(x: Double, y: Double, scale: Double) {
        unsafe cairo_translate(cairo, x, y)
        unsafe cairo_scale(cairo, scale, scale)
    }

    /// Draws what the body does and then forgets its moves and scales.
    func apart(_ body: () throws(PrintingError) -> Void) throws(PrintingError) {
        save()
        defer { restore() }
        try body()
    }

    func draw(_ mark: Mark, _ layouts: LayoutCache) throws(PrintingError) {
        switch mark {
        case .text(let text, let x, let y): unsafe try layouts.layout(of: text).draw(on: cairo, x: x, y: y)
        case .textLine(let text, let line, let x, let y):
            unsafe try layouts.layout(of: text).draw(line: line, on: cairo, x: x, y: y)
        case .line(let x1, let x2, let y, let thickness, let isDashed):
            unsafe cairo_set_line_width(cairo, thickness)
            let dashes = [2.0, 2.0]
            unsafe cairo_set_dash(cairo, dashes, isDashed ? 2 : 0, 0)
            unsafe cairo_move_to(cairo, x1, y)
            unsafe cairo_line_to(cairo, x2, y)
            unsafe cairo_stroke(cairo)
        case .fill(let box, let grey):
            unsafe cairo_set_source_rgb(cairo, grey, grey, grey)
            unsafe cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            unsafe cairo_fill(cairo)
            unsafe cairo_set_source_rgb(cairo, 0, 0, 0)
        case .outline(let box, let thickness):
            unsafe cairo_set_line_width(cairo, thickness)
            unsafe cairo_set_dash(cairo, nil, 0, 0)
            unsafe cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            unsafe cairo_stroke(cairo)
        case .bars(let y, let height, let stripes):
            for stripe in stripes { unsafe cairo_rectangle(cairo, stripe.x, y, stripe.width, height) }
            unsafe cairo_fill(cairo)
        case .qr(let matrix, let x, let y, let module): draw(matrix, x: x, y: y, module: module)
        case .patterned(let box, let pattern): draw(box, pattern)
        }
    }

    /// Lines of its own rather than a tile: they stay sharp at any resolution, and the bytes few.
    private func draw(_ box: Box, _ pattern: Pattern) {
        save()
        defer { restore() }
        unsafe cairo_set_dash(cairo, nil, 0, 0)
        unsafe cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
        unsafe cairo_set_source_rgb(cairo, pattern.ground, pattern.ground, pattern.ground)
        unsafe cairo_fill_preserve(cairo)
        unsafe cairo_set_source_rgb(cairo, 0, 0, 0)
        unsafe cairo_set_line_width(cairo, 0.6)
        unsafe cairo_stroke_preserve(cairo)
        unsafe cairo_clip(cairo)
        if pattern == .diagonal {
            var x = box.x - box.height
            while x < box.x + box.width {
                unsafe cairo_move_to(cairo, x, box.y + box.height)
                unsafe cairo_line_to(cairo, x + box.height, box.y)
                x += 3.2
            }
            unsafe cairo_stroke(cairo)
        }
    }

    /// Dark modules of a row that touch become one rectangle: no seams for a reader to stumble over, and fewer bytes.
    private func draw(_ matrix: QRMatrix, x: Double, y: Double, module: Double) {
        for row in 0..<matrix.side {
            var column = 0
            while column < matrix.side {
                let start = column
                while column < matrix.side, matrix.isDark(row: row, column: column) { column += 1 }
                if column > start {
                    unsafe cairo_rectangle(
                        cairo, x + module * Double(start), y + module * Double(row), module * Double(column - start),
                        module)
                }
                column += 1
            }
        }
        unsafe cairo_fill(cairo)
    }

    /// Ends the PDF and gives its bytes; nothing may be drawn afterwards. Throws ``PrintingError`` `drawingFailed` when any
    /// step before had failed.
    func finish() throws(PrintingError) -> [UInt8] {
        let drawing = unsafe cairo_status(cairo)
        unsafe cairo_surface_finish(surface)
        let writing = unsafe cairo_surface_status(surface)
        guard drawing == CAIRO_STATUS_SUCCESS, writing == CAIRO_STATUS_SUCCESS else {
            let status = drawing == CAIRO_STATUS_SUCCESS ? writing : drawing
            throw PrintingError(.drawingFailed, "Cairo failed with status \(status.rawValue); the paper was not made.")
        }
        return sink.bytes
    }
}

/// Takes what Cairo writes.
private final class ByteSink {
    var bytes: [UInt8] = []
}
