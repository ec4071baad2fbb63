import CCairo

/// Where a foreign page lies on our sheet: as large as the room allows but never larger than it was; a landscape page is
/// turned to keep its size.
struct Placement: Sendable, Hashable {
    /// Below this a landscape page is turned to be read from the side.
    private static let leastUprightScale = 0.85

    private let x: Double
    private let y: Double
    private let scale: Double
    private let isTurned: Bool
    private let width: Double
    private let height: Double

    init(width: Double, height: Double, in room: Box) {
        // An A5 sheet across fits an A4 one as it stands; a page is turned only when it would become small otherwise.
        isTurned = width > height && room.width / width < Self.leastUprightScale
        let (upright, tall) = isTurned ? (height, width) : (width, height)
        scale = min(1, room.width / upright, room.height / tall)
        x = room.x + (room.width - upright * scale) / 2
        y = room.y
        self.width = width
        self.height = height
    }

    /// Makes the page's own coordinates valid on a cairo_t and cuts off what lies outside of the page.
    @safe func apply(to cairo: OpaquePointer) {
        unsafe cairo_translate(cairo, x, y)
        unsafe cairo_scale(cairo, scale, scale)
        if isTurned {
            unsafe cairo_translate(cairo, height, 0)
            unsafe cairo_rotate(cairo, Double.pi / 2)
        }
        unsafe cairo_rectangle(cairo, 0, 0, width, height)
        unsafe cairo_clip(cairo)
    }
}
