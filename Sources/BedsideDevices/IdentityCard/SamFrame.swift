/// One frame of the security module in a resident-identity-card reader (SAM_V, GA 467):
/// `AA AA AA 96 69`, the length as 16 bits big-endian, what it says, and the XOR of length and what it says.
struct SamFrame: Equatable {
    /// How every frame begins.
    static let preamble: [UInt8] = [0xAA, 0xAA, 0xAA, 0x96, 0x69]
    /// The longest body of a frame: text, photo and two fingerprints are 2,311 bytes.
    static let longestBody = 4096

    /// Of a command its two bytes; of a reply three bytes of status and the data.
    let body: [UInt8]

    /// As it goes over the line.
    var bytes: [UInt8] {
        let length = body.count + 1
        let checked = [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)] + body
        return Self.preamble + checked + [checked.reduce(0, ^)]
    }
}

/// What we ask the module.
enum SamCommand: Sendable {
    /// Is there a card that was not selected yet?
    case find
    /// Take the card that was found.
    case select
    /// Its text and photo.
    case read

    var frame: SamFrame {
        switch self {
        case .find: SamFrame(body: [0x20, 0x01])
        case .select: SamFrame(body: [0x20, 0x02])
        case .read: SamFrame(body: [0x30, 0x01])
        }
    }
}
