/// What a magnetic-stripe reader sent for one movement of a card (MagTek's forms, devices.md 2.6).
///
/// `[STX][ESC]` tracks `[sensor][CR][ETX]`: the sensor is 1 while a card is in an insertion reader, else 0; such readers
/// also send it alone, which is no scan. Each track may be followed by its LRC.
enum StripeMessage: Sendable, Hashable {
    /// The digits of the first track that was read well and has them.
    case account([UInt8])
    /// A card, but no track with an account.
    case unreadable
    /// Only the sensor.
    case status

    init(_ bytes: ArraySlice<UInt8>) {
        let body = bytes.drop { $0 == ControlByte.startOfText || $0 == ControlByte.escape }
        var end = body.endIndex
        while end > body.startIndex, body[end - 1] == ControlByte.endOfText || body[end - 1] == 0x0D { end -= 1 }
        let message = body[..<end]
        if message.count <= 1, message.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }) {
            self = .status
            return
        }
        guard let tracks = StripeTrack.tracks(of: message), let account = tracks.lazy.compactMap(\.account).first else {
            self = .unreadable
            return
        }
        self = .account(account)
    }
}
