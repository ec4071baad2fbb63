import CPoppler

/// A PDF from outside: opened, counted and drawn within limits. Its content is never looked at.
@safe struct ImportedPDF: ~Copyable {
    /// A laboratory's report is some hundred kilobytes; pictures make it a few megabytes.
    static let maximumBytes = 8 * 1024 * 1024
    static let maximumPages = 200

    let pageCount: Int
    private let document: OpaquePointer

    /// Throws ``PrintingError``: `reportTooLarge`, `reportUnreadable` (also when it needs a password).
    init(_ bytes: [UInt8], limit: Int = maximumBytes) throws(PrintingError) {
        guard bytes.count <= limit else { throw Self.tooLarge(bytes.count) }
        // Some writers put a few bytes before the header; Adobe's readers look at the first 1,024.
        guard Self.hasHeader(bytes) else { throw Self.unreadable("it does not begin as a PDF") }
        var encrypted: Int32 = 0
        let opened = unsafe bytes.withUnsafeBytes { unsafe bedside_pdf_open($0.baseAddress, $0.count, &encrypted) }
        guard let document = unsafe opened else {
            throw Self.unreadable(encrypted == 1 ? "it needs a password" : "it is damaged")
        }
        let pages = Int(unsafe poppler_document_get_n_pages(document))
        guard (1...Self.maximumPages).contains(pages) else {
            unsafe bedside_pdf_close(document)
            throw PrintingError(
                .reportTooLarge, "A report has 1 to \(Self.maximumPages) pages, this one \(pages); ask the laboratory.")
        }
        unsafe self.document = unsafe document
        pageCount = pages
    }

    deinit { unsafe bedside_pdf_close(document) }

    /// The page's size in points. Throws ``PrintingError`` `reportUnreadable`.
    func size(ofPage index: Int) throws(PrintingError) -> (width: Double, height: Double) {
        guard let page = unsafe poppler_document_get_page(document, Int32(index)) else {
            throw Self.unreadable("page \(index + 1) is damaged")
        }
        defer { unsafe bedside_page_close(page) }
        var (width, height) = (0.0, 0.0)
        unsafe poppler_page_get_size(page, &width, &height)
        // PDF allows 3 to 14,400 units; zero, infinite or negative sizes come from broken or hostile files.
        guard (3...14_400).contains(width), (3...14_400).contains(height) else {
            throw Self.unreadable("page \(index + 1) has no possible size")
        }
        return (width, height)
    }

    /// Whether Cairo copied a part of a CFF font into this PDF, which it may damage (see `bedside_exact_face`).
    var hasCutFonts: Bool { unsafe bedside_pdf_has_cut_fonts(document) == 1 }

    /// Draws a page with its top left at the origin of a cairo_t. Throws ``PrintingError`` `reportUnreadable`.
    @safe func draw(page index: Int, on cairo: OpaquePointer) throws(PrintingError) {
        guard let page = unsafe poppler_document_get_page(document, Int32(index)) else {
            throw Self.unreadable("page \(index + 1) is damaged")
        }
        defer { unsafe bedside_page_close(page) }
        unsafe bedside_page_draw(page, UnsafeMutableRawPointer(cairo))
    }

    private static func hasHeader(_ bytes: [UInt8]) -> Bool {
        let header = Array("%PDF-".utf8)
        guard bytes.count >= header.count else { return false }
        return (0...min(1_024, bytes.count - header.count)).contains { bytes[$0...].starts(with: header) }
    }

    static func tooLarge(_ count: Int) -> PrintingError {
        PrintingError(
            .reportTooLarge, "A report may have \(maximumBytes) bytes, this one has \(count); ask the laboratory.")
    }

    private static func unreadable(_ why: String) -> PrintingError {
        PrintingError(
            .reportUnreadable, "The report's PDF can't be printed: \(why); ask the laboratory to send it again.")
    }
}
