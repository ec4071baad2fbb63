/// A key that shows nothing of its own but changes the next character, as keyboards of France, Germany and Spain have
/// them: the accent with a space is the accent, with a letter that takes it the accented letter, with anything else both
/// one after the other, so that nothing which was typed is lost.
struct DeadKey: Sendable {
    /// The accent as a character of its own.
    let accent: Unicode.Scalar
    private let bases: String.UnicodeScalarView
    private let composed: String.UnicodeScalarView

    /// The dead key that a layout means by a combining mark; nil for any other character.
    init?(_ mark: Unicode.Scalar) {
        let (accent, bases, composed): (Unicode.Scalar, String, String)
        switch mark.value {
        case 0x300: (accent, bases, composed) = ("`", "aeiouAEIOU", "àèìòùÀÈÌÒÙ")
        case 0x301: (accent, bases, composed) = ("\u{B4}", "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
        case 0x302: (accent, bases, composed) = ("^", "aeiouAEIOU", "âêîôûÂÊÎÔÛ")
        case 0x303: (accent, bases, composed) = ("~", "anoANO", "ãñõÃÑÕ")
        case 0x308: (accent, bases, composed) = ("\u{A8}", "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ")
        default: return nil
        }
        self.accent = accent
        self.bases = bases.unicodeScalars
        self.composed = composed.unicodeScalars
    }

    /// What the next character becomes: nil when both stay.
    func joined(with next: Unicode.Scalar) -> Unicode.Scalar? {
        if next == " " { return accent }
        return zip(bases, composed).first { $0.0 == next }?.1
    }
}
