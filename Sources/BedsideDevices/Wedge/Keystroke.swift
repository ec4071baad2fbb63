/// What the press of a key means, with the modifiers that are held.
enum Keystroke: Sendable, Hashable {
    /// A character of the layout; a combining mark is a dead key.
    case character(Unicode.Scalar)
    /// A control character: an ending, a mark of the scanner's own, or the separator of GS1.
    case control(UInt8)
    /// A digit of an Alt code.
    case altDigit(Int)
    /// Nothing that a scan may hold.
    case unsupported
}

/// The meanings of keys on one scanner.
struct KeyMeanings: Sendable {
    private let layout: KeyboardLayout
    /// The control characters that may be typed: of endings, of the scanner's own marks, and GS1's separator.
    private let controls: Set<UInt8>

    init(layout: KeyboardLayout, framing: ScanFraming, format: PayloadFormat) {
        self.layout = layout
        controls = Set(
            ScanEnding.allCases.map(\.rawValue) + (framing.prefix + framing.suffix).filter { $0 < 0x20 }
                + (format.mayHoldSeparator ? [ControlByte.groupSeparator] : []))
    }

    /// The meaning of a key that goes down.
    func keystroke(_ code: UInt16, with held: Modifiers, capsLock: Bool) -> Keystroke {
        if held.hasSystem { return .unsupported }
        if held.hasAlt {
            guard layout.hasAltGr, held.hasAltGr else {
                return AltCode.digit(of: code).map(Keystroke.altDigit) ?? .unsupported
            }
            return layout.thirdCharacter(of: code).map(Keystroke.character) ?? .unsupported
        }
        switch code {
        case KeyCode.enter, KeyCode.keypadEnter: return .control(ScanEnding.carriageReturn.rawValue)
        case KeyCode.tab: return .control(ScanEnding.tab.rawValue)
        case KeyCode.lineFeed: return .control(ScanEnding.lineFeed.rawValue)
        case KeyCode.f8: return permitted(ControlByte.groupSeparator)
        default: break
        }
        if held.hasControl { return permitted(layout.controlCharacter(of: code)) }
        return layout.character(of: code, shift: held.hasShift, capsLock: capsLock).map(Keystroke.character)
            ?? .unsupported
    }

    private func permitted(_ control: UInt8?) -> Keystroke {
        control.flatMap { controls.contains($0) ? .control($0) : nil } ?? .unsupported
    }
}
