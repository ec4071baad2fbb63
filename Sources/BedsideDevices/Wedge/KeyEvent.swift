/// One event of an evdev node, as the kernel delivers it: three numbers without meaning yet.
package struct KeyEvent: Sendable, Hashable {
    /// What kind of event it is: `EV_SYN`, `EV_KEY` and others that a wedge does not need.
    package let type: UInt16
    /// Which key or which synchronisation.
    package let code: UInt16
    /// For a key: 0 released, 1 pressed, 2 repeated by the kernel.
    package let value: Int32

    package init(type: UInt16, code: UInt16, value: Int32) {
        self.type = type
        self.code = code
        self.value = value
    }

    /// A key goes down.
    package static func down(_ code: UInt16) -> KeyEvent { KeyEvent(type: EventType.key, code: code, value: 1) }
    /// A key comes up.
    package static func up(_ code: UInt16) -> KeyEvent { KeyEvent(type: EventType.key, code: code, value: 0) }
    /// The end of one report of the device.
    package static let report = KeyEvent(type: EventType.synchronisation, code: SynchronisationCode.report, value: 0)
    /// The kernel's ring was full: everything unread is gone.
    package static let dropped = KeyEvent(type: EventType.synchronisation, code: SynchronisationCode.dropped, value: 0)
}

/// Numbers of `linux/input-event-codes.h`, which are the kernel's ABI and never change.
enum EventType {
    static let synchronisation: UInt16 = 0
    static let key: UInt16 = 1
    static let led: UInt16 = 0x11
}

/// Codes of `EV_SYN`.
enum SynchronisationCode {
    static let report: UInt16 = 0
    static let dropped: UInt16 = 3
}

/// Keys that mean something other than a character of a layout.
enum KeyCode {
    static let tab: UInt16 = 15
    static let rightBrace: UInt16 = 27
    static let enter: UInt16 = 28
    static let leftControl: UInt16 = 29
    static let leftShift: UInt16 = 42
    static let rightShift: UInt16 = 54
    static let leftAlt: UInt16 = 56
    static let space: UInt16 = 57
    static let capsLock: UInt16 = 58
    static let f8: UInt16 = 66
    static let numLock: UInt16 = 69
    static let scrollLock: UInt16 = 70
    static let keypadEnter: UInt16 = 96
    static let rightControl: UInt16 = 97
    static let rightAlt: UInt16 = 100
    static let lineFeed: UInt16 = 101
    static let leftSystem: UInt16 = 125
    static let rightSystem: UInt16 = 126
    /// Buttons of mice and pads, which share a node with some scanners.
    static let buttons: Range<UInt16> = 0x100..<0x160
    /// One more than the highest code of the kernel.
    static let count: UInt16 = 0x300
}
