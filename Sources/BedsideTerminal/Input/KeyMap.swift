package import BedsideScreen

/// What an event means to the flow, on the screen that is shown.
package enum KeyMap {
    /// Nil for what is no key of a kiosk, a click beside every region, and ``InputEvent/interrupt``, which is the caller's.
    package static func key(for event: InputEvent, on layout: Layout?) -> Key? {
        switch event {
        case .character(let scalar): key(for: folded(scalar))
        case .enter: .enter
        case .backspace: .backspace
        case .escape: .back
        case .up: .up
        case .down: .down
        case .left, .pageUp: .left
        case .right, .pageDown: .right
        case .click(let column, let row): layout?.key(column: column, row: row)
        case .interrupt: nil
        }
    }

    private static func key(for scalar: Unicode.Scalar) -> Key? {
        switch scalar {
        case "0"..."9": .digit(Int(scalar.value) - 0x30)
        case "a"..."z": .letter(Character(scalar))
        case "A"..."Z": Unicode.Scalar(scalar.value + 0x20).map { .letter(Character($0)) }
        case "*": .language
        case "+": .call
        default: nil
        }
    }

    /// The full-width letters and digits of a Chinese input method are the plain ones.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }
}
