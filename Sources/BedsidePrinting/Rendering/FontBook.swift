import CCairo

/// The font map, the context and the font descriptions that all layouts of one renderer share.
///
/// Used from one queue only: Pango objects must not be used by two threads at a time. Loading the face costs about 50 ms,
/// so a renderer keeps its book.
@safe final class FontBook {
    /// The one face of every paper: it has the Han of rare names and says them back to a copying reader.
    private static let family = "Noto Sans CJK SC"

    private let map: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private var descriptions: [Face: OpaquePointer] = unsafe [:]

    private struct Face: Hashable {
        let size: Double
        let isBold: Bool
    }

    /// Throws ``PrintingError`` `fontMissing` when the face is not installed: a substitute would change every measure.
    init() throws(PrintingError) {
        guard let map = unsafe pango_cairo_font_map_new() else {
            throw PrintingError(.drawingFailed, "Pango could not make a font map.")
        }
        // One unit is one point: a PDF knows no pixels.
        unsafe pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
        guard let context = unsafe pango_font_map_create_context(map) else {
            unsafe bedside_font_map_free(map)
            throw PrintingError(.drawingFailed, "Pango could not make a context.")
        }
        unsafe self.map = unsafe map
        unsafe self.context = unsafe context
        let options = unsafe cairo_font_options_create()
        // Hinting fits glyphs to a screen's pixels and would make widths depend on the size.
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe pango_cairo_context_set_font_options(context, options)
        unsafe cairo_font_options_destroy(options)
        unsafe pango_context_set_round_glyph_positions(context, 0)
        unsafe pango_context_set_language(context, pango_language_from_string("zh-cn"))
        try checkFace()
    }

    deinit {
        unsafe descriptions.values.forEach { unsafe pango_font_description_free($0) }
        unsafe bedside_pango_context_free(context)
        unsafe bedside_font_map_free(map)
    }

    /// A layout of a text, set once and drawn as often as needed.
    ///
    /// Throws ``PrintingError`` `glyphMissing` when a character has no glyph: an empty box on a bill is worse than no bill.
    func layout(of text: SetText) throws(PrintingError) -> Layout {
        guard let layout = unsafe pango_layout_new(context) else {
            throw PrintingError(.drawingFailed, "Pango could not make a layout.")
        }
        let set = unsafe Layout(owning: layout)
        unsafe pango_layout_set_font_description(layout, description(Face(size: text.size, isBold: text.isBold)))
        unsafe pango_layout_set_width(layout, Int32(max(0, text.width) * Double(bedside_pango_scale())))
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        unsafe pango_layout_set_alignment(layout, text.alignment.pango)
        unsafe pango_layout_set_text(layout, text.text, Int32(text.text.utf8.count))
        if !text.strong.isEmpty {
            let attributes = unsafe pango_attr_list_new()
            for range in text.strong {
                unsafe bedside_add_bold(attributes, UInt32(range.lowerBound), UInt32(range.upperBound))
            }
            unsafe pango_layout_set_attributes(layout, attributes)
            unsafe pango_attr_list_unref(attributes)
        }
        let missing = unsafe pango_layout_get_unknown_glyphs_count(layout)
        guard missing == 0 else {
            throw PrintingError(
                .glyphMissing,
                "\(missing) character(s) of this paper have no glyph in the installed fonts, so it was not printed; install fonts-noto-cjk (and fonts-noto-cjk-extra) or correct the text."
            )
        }
        return set
    }

    private func description(_ face: Face) -> OpaquePointer? {
        if let known = unsafe descriptions[face] { return unsafe known }
        let description = unsafe pango_font_description_new()
        unsafe pango_font_description_set_family(description, Self.family)
        unsafe pango_font_description_set_absolute_size(description, face.size * Double(bedside_pango_scale()))
        unsafe pango_font_description_set_weight(description, face.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        unsafe descriptions[face] = unsafe description
        return unsafe description
    }

    private func checkFace() throws(PrintingError) {
        guard let font = unsafe pango_font_map_load_font(map, context, description(Face(size: 10, isBold: false)))
        else {
            throw PrintingError(.fontMissing, "No font is installed; install fonts-noto-cjk.")
        }
        defer { unsafe bedside_font_free(font) }
        let found = unsafe pango_font_describe(font)
        defer { unsafe pango_font_description_free(found) }
        let family = unsafe pango_font_description_get_family(found).map { unsafe String(cString: $0) } ?? ""
        guard family == Self.family else {
            throw PrintingError(
                .fontMissing, "The face \(Self.family) is not installed; install fonts-noto-cjk.")
        }
    }
}

/// A text set by Pango, freed with its last user.
@safe final class Layout {
    private let layout: OpaquePointer
    /// Height of each line in points, and where its baseline lies below its top.
    private(set) lazy var lines: [Line] = {
        let scale = Double(bedside_pango_scale())
        return (0..<(unsafe pango_layout_get_line_count(layout))).map { index in
            var baseline: Int32 = 0
            let height = unsafe bedside_line_height(layout, index, &baseline)
            return Line(height: Double(height) / scale, baseline: Double(baseline) / scale)
        }
    }()

    struct Line {
        let height: Double
        let baseline: Double
    }

    init(owning layout: OpaquePointer) { unsafe self.layout = unsafe layout }

    deinit { unsafe bedside_layout_free(layout) }

    /// Draws the whole text with its top left at a point. Throws ``PrintingError`` `drawingFailed`.
    func draw(on cairo: OpaquePointer, x: Double, y: Double) throws(PrintingError) {
        var top = y
        for index in lines.indices {
            unsafe try draw(line: index, on: cairo, x: x, y: top)
            top += lines[index].height
        }
    }

    /// Draws one line with its top at y. Throws ``PrintingError`` `drawingFailed`.
    func draw(line: Int, on cairo: OpaquePointer, x: Double, y: Double) throws(PrintingError) {
        guard lines.indices.contains(line) else { return }
        guard unsafe bedside_show_line(cairo, layout, Int32(line), x, y + lines[line].baseline) == 1 else {
            throw PrintingError(.drawingFailed, "A font that Pango chose is not a file that Cairo can draw with.")
        }
    }
}

extension Alignment {
    fileprivate var pango: PangoAlignment {
        switch self {
        case .leading: PANGO_ALIGN_LEFT
        case .centre: PANGO_ALIGN_CENTER
        case .trailing: PANGO_ALIGN_RIGHT
        }
    }
}
