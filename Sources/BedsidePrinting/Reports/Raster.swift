import CCairo

/// A page as a white picture that can be drawn on: to compare two PDFs, or to print what can't be copied as it is.
@safe final class Raster {
    private let surface: OpaquePointer
    let cairo: OpaquePointer
    /// Dots per inch.
    let resolution: Double
    private let width: Int
    private let height: Int

    /// A picture of a page of that many points. Throws ``PrintingError`` `drawingFailed`.
    init(width: Double, height: Double, resolution: Double) throws(PrintingError) {
        self.resolution = resolution
        self.width = Int(width * resolution / 72)
        self.height = Int(height * resolution / 72)
        let made = unsafe cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(self.width), Int32(self.height))
        guard let surface = unsafe made, let cairo = unsafe cairo_create(surface) else {
            throw PrintingError(.drawingFailed, "Cairo could not make a picture of a page.")
        }
        unsafe self.surface = unsafe surface
        unsafe self.cairo = unsafe cairo
        unsafe cairo_set_source_rgb(cairo, 1, 1, 1)
        unsafe cairo_paint(cairo)
        unsafe cairo_scale(cairo, resolution / 72, resolution / 72)
    }

    deinit {
        unsafe cairo_destroy(cairo)
        unsafe cairo_surface_destroy(surface)
    }

    /// Puts the picture on a canvas of the same size.
    func paint(on canvas: PDFCanvas) {
        canvas.save()
        defer { canvas.restore() }
        canvas.place(x: 0, y: 0, scale: 72 / resolution)
        unsafe cairo_set_source_surface(canvas.cairo, surface, 0, 0)
        unsafe cairo_paint(canvas.cairo)
    }

    /// Whether some square of 2 mm within the box has clearly more or less ink than in the other picture: a character that
    /// is missing does, smoothing that differs does not.
    func differs(from other: Raster, within box: Box) -> Bool {
        largestDifference(from: other, within: box) > Self.tolerance
    }

    /// Mean difference of grey, 0 to 255, in a square of 2 mm that smoothing may make.
    private static let tolerance = 14

    /// The largest mean difference of grey in any square of 2 mm.
    func largestDifference(from other: Raster, within box: Box) -> Int {
        let side = max(4, Int(resolution / 12))
        let scale = resolution / 72
        let (left, top) = (Int(box.x * scale), Int(box.y * scale))
        let (right, bottom) = (
            min(width, Int((box.x + box.width) * scale)), min(height, Int((box.y + box.height) * scale))
        )
        var largest = 0
        for y in stride(from: top, to: bottom - side, by: side) {
            for x in stride(from: left, to: right - side, by: side) {
                largest = max(largest, abs(ink(x, y, side) - other.ink(x, y, side)))
            }
        }
        return largest / (side * side)
    }

    private func ink(_ x: Int, _ y: Int, _ side: Int) -> Int {
        unsafe cairo_surface_flush(surface)
        guard let data = unsafe cairo_image_surface_get_data(surface) else { return 0 }
        let stride = Int(unsafe cairo_image_surface_get_stride(surface))
        var sum = 0
        for row in y..<(y + side) {
            // RGB24: four bytes a pixel, green second; enough for ink on paper.
            for column in x..<(x + side) { sum += 255 - Int(unsafe data[row * stride + column * 4 + 1]) }
        }
        return sum
    }
}
