/// Keys that are one control byte, and the keypad's keys in application mode.
enum ControlKey {
    /// Nil for a control that is no key of ours: dropped.
    static func event(_ byte: UInt8) -> InputEvent? {
        switch byte {
        case 0x03: .interrupt
        case 0x08, 0x7F: .backspace
        case 0x0A, 0x0D: .enter
        default: nil
        }
    }

    /// The byte after ESC O.
    static func keypad(_ byte: UInt8) -> InputEvent? {
        switch byte {
        case 0x41: .up
        case 0x42: .down
        case 0x43: .right
        case 0x44: .left
        case 0x4D: .enter
        case 0x6A...0x6F, 0x70...0x79: .character(Unicode.Scalar(byte - 0x40))  // j...o: * + , - . /; p...y: 0...9
        default: nil
        }
    }
}
