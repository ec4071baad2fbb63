/// Why something that a scanner sent is not a scan. It holds nothing of the content.
package enum ScanFault: Sendable, Hashable, CaseIterable {
    /// Longer than ``ScanFraming/limit`` bytes.
    case tooLong
    /// Not UTF-8: binary data, or another code page than was configured.
    case notText
    /// Control characters, escape sequences, direction marks or other invisible characters.
    case controlCharacters
    /// A key that types no text: a function key, or a letter with Ctrl, Alt or the system key held.
    case unsupportedKey
    /// It stopped in the middle: silence for longer than ``ScanFraming/idleGap`` without an ending. Or it came without its
    /// scanner's prefix, suffix or AIM identifier, or may be two codes without an end between them, or is a magnetic card
    /// of which no track could be read.
    case incomplete
    /// The device went away in the middle.
    case unplugged
    /// The kernel dropped a part of what the device sent, or keys came out of order.
    case eventsLost
    /// Scans came faster than they were taken; the newest were dropped.
    case queueFull
    /// A key of the device has been down for longer than a scanner ever holds one; told once until it comes up.
    case stuckKey
    /// More scans in a moment than a person makes (``ScanRate``); they are dropped until the scanner was calm.
    case tooFast

    /// A stable word for programs.
    package var codeText: String {
        switch self {
        case .tooLong: "too-long"
        case .notText: "not-text"
        case .controlCharacters: "control-characters"
        case .unsupportedKey: "unsupported-key"
        case .incomplete: "incomplete"
        case .unplugged: "unplugged"
        case .eventsLost: "events-lost"
        case .queueFull: "queue-full"
        case .stuckKey: "stuck-key"
        case .tooFast: "too-fast"
        }
    }

    /// A sentence for staff; the patient's is in the screen's catalogue.
    package var sentence: String {
        switch self {
        case .tooLong: "The code is longer than the permitted length; scan a code of this hospital."
        case .notText: "The code holds binary data or another character set; scan a code of this hospital."
        case .controlCharacters: "The code holds control characters; scan a code of this hospital."
        case .unsupportedKey:
            "The scanner pressed a key that types no text; check its keyboard settings, then scan again."
        case .incomplete: "A part of the code or card is missing; scan it again."
        case .unplugged: "The scanner was unplugged in the middle of a code; plug it in and scan again."
        case .eventsLost: "A part of the code was lost on the way; scan it again."
        case .queueFull: "Codes came faster than they could be handled; scan the last one again."
        case .stuckKey: "A key of the scanner is stuck; unplug it and plug it in, and change it if this comes again."
        case .tooFast: "The scanner sends codes faster than a person scans; let it rest for a second, then scan again."
        }
    }
}
