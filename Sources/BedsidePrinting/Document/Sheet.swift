/// The paper that a document is set for. Lengths are millimetres.
struct Sheet: Sendable, Hashable {
    /// The PWG 5101.1 name that is sent with every job: without it CUPS prints on its own default, often US Letter.
    let media: String
    let width: Double
    let height: Double
    let margin: Margin
    /// The content runs along the long side of the medium, as on a wristband.
    let isTurned: Bool
    /// Body text in points.
    let textSize: Double
    /// Grey fills come out as noise on a thermal head of one bit.
    let hasGreys: Bool

    init(
        media: String, width: Double, height: Double, margin: Margin, isTurned: Bool = false, textSize: Double,
        hasGreys: Bool
    ) {
        self.media = media
        self.width = width
        self.height = height
        self.margin = margin
        self.isTurned = isTurned
        self.textSize = textSize
        self.hasGreys = hasGreys
    }

    /// Blank border in millimetres.
    struct Margin: Sendable, Hashable {
        let horizontal: Double
        let top: Double
        let bottom: Double

        init(horizontal: Double, top: Double, bottom: Double) {
            self.horizontal = horizontal
            self.top = top
            self.bottom = bottom
        }
    }

    /// Office paper; the margins keep clear of any laser printer's unprintable border.
    static let a4 = Sheet(
        media: "iso_a4_210x297mm", width: 210, height: 297, margin: Margin(horizontal: 16, top: 12, bottom: 12),
        textSize: 11, hasGreys: true)
    /// A receipt roll cut every 200 mm: the fixed size that rolls list and CUPS does not round away.
    static let receipt80 = Sheet(
        media: "om_receipt_80x200mm", width: 80, height: 200, margin: Margin(horizontal: 4, top: 5, bottom: 6),
        textSize: 9, hasGreys: false)
    /// A wristband for adults, printed along its length.
    static let wristband = Sheet(
        media: "om_wristband_25x250mm", width: 25, height: 250, margin: Margin(horizontal: 60, top: 1.5, bottom: 1.5),
        isTurned: true, textSize: 9, hasGreys: false)
    /// A small adhesive label.
    static let label = Sheet(
        media: "om_label_60x30mm", width: 60, height: 30, margin: Margin(horizontal: 2, top: 1.5, bottom: 1.5),
        textSize: 8, hasGreys: false)
}
