/// The modifier keys that are held, left and right apart, so that releasing one does not release the other.
struct Modifiers: OptionSet, Sendable {
    let rawValue: UInt8

    static let leftShift = Modifiers(rawValue: 1 << 0)
    static let rightShift = Modifiers(rawValue: 1 << 1)
    static let leftControl = Modifiers(rawValue: 1 << 2)
    static let rightControl = Modifiers(rawValue: 1 << 3)
    static let leftAlt = Modifiers(rawValue: 1 << 4)
    static let rightAlt = Modifiers(rawValue: 1 << 5)
    static let leftSystem = Modifiers(rawValue: 1 << 6)
    static let rightSystem = Modifiers(rawValue: 1 << 7)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The modifier that a key is, or nil for any other key.
    init?(key code: UInt16) {
        switch code {
        case KeyCode.leftShift: self = .leftShift
        case KeyCode.rightShift: self = .rightShift
        case KeyCode.leftControl: self = .leftControl
        case KeyCode.rightControl: self = .rightControl
        case KeyCode.leftAlt: self = .leftAlt
        case KeyCode.rightAlt: self = .rightAlt
        case KeyCode.leftSystem: self = .leftSystem
        case KeyCode.rightSystem: self = .rightSystem
        default: return nil
        }
    }

    var hasShift: Bool { !isDisjoint(with: [.leftShift, .rightShift]) }
    var hasControl: Bool { !isDisjoint(with: [.leftControl, .rightControl]) }
    var hasAlt: Bool { !isDisjoint(with: [.leftAlt, .rightAlt]) }
    var hasSystem: Bool { !isDisjoint(with: [.leftSystem, .rightSystem]) }
    /// What Windows takes for AltGr.
    var hasAltGr: Bool { contains(.rightAlt) || (contains(.leftAlt) && hasControl) }
}
