/// What a reply says, as far as this service needs it.
enum SamReply: Equatable {
    /// A card was found (`9F`).
    case found
    /// No card, or only the one that was selected already (`80`).
    case nothingFound
    /// The card was selected, or its data follow (`90`).
    case done(data: ArraySlice<UInt8>)
    /// The card was taken away or did not answer (`81`, `41` and all others).
    case failed

    /// Nil when the frame is too short for a reply.
    init?(_ frame: SamFrame) {
        guard frame.body.count >= 3 else { return nil }
        switch (frame.body[0], frame.body[1], frame.body[2]) {
        case (0, 0, 0x9F): self = .found
        case (0, 0, 0x80): self = .nothingFound
        case (0, 0, 0x90): self = .done(data: frame.body.dropFirst(3))
        default: self = .failed
        }
    }

    /// The card's text in the data of a read: two lengths, the text, the photo.
    static func text(in data: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard data.count >= 4 else { return nil }
        let start = data.startIndex
        let length = Int(data[start]) << 8 | Int(data[start + 1])
        let photo = Int(data[start + 2]) << 8 | Int(data[start + 3])
        guard length == IdentityCardText.length, data.count >= 4 + length + photo else { return nil }
        return data[(start + 4)..<(start + 4 + length)]
    }
}
