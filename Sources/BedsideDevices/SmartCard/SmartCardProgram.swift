/// What is asked of a smart card to learn who holds it: commands (APDUs, ISO 7816-4) in order, of which one gives the
/// card's number. Each must end with `90 00`.
package struct SmartCardProgram: Sendable, Hashable {
    /// One command.
    package struct Step: Sendable, Hashable {
        /// 4 to 261 bytes: CLA, INS, P1, P2 and what follows.
        package let command: [UInt8]
        /// Where in its reply the number lies; nil when the reply only has to be good.
        package let number: Field?

        package init(_ command: [UInt8], number: Field? = nil) {
            self.command = command
            self.number = number
        }
    }

    /// A part of a reply.
    package struct Field: Sendable, Hashable {
        /// From the reply's first byte; to its end when ``length`` is nil.
        package let offset: Int
        package let length: Int?
        package let notation: Notation

        package init(offset: Int = 0, length: Int? = nil, _ notation: Notation) {
            self.offset = offset
            self.length = length
            self.notation = notation
        }
    }

    /// How a number is written on a card.
    package enum Notation: String, Sendable, Hashable, CaseIterable {
        /// Bytes, shown as upper-case hexadecimal.
        case hexadecimal
        /// ASCII, padded with blanks or zeros.
        case text
        /// Two digits a byte, padded with `F`.
        case digits
    }

    /// 1 to 16 steps.
    package let steps: [Step]

    /// The UID of a contactless card: GET DATA of PC/SC part 3.
    package static let uid = SmartCardProgram(trusted: [
        Step([0xFF, 0xCA, 0x00, 0x00, 0x00], number: Field(.hexadecimal))
    ])

    /// Throws ``DeviceError`` `invalidMatch` for a program that breaks the rules above or gives no number, or more than one.
    package init(_ steps: [Step]) throws(DeviceError) {
        guard (1...16).contains(steps.count), steps.allSatisfy({ (4...261).contains($0.command.count) }) else {
            throw DeviceError(.invalidMatch, "A card's program must have 1 to 16 commands of 4 to 261 bytes.")
        }
        let fields = steps.compactMap(\.number)
        guard fields.count == 1,
            fields.allSatisfy({ (0...255).contains($0.offset) && (1...256).contains($0.length ?? 1) })
        else {
            throw DeviceError(
                .invalidMatch,
                "A card's program must read one number, at 0 to 255 with 1 to 256 bytes (got \(fields.count)).")
        }
        self.steps = steps
    }

    private init(trusted steps: [Step]) { self.steps = steps }
}

extension SmartCardProgram.Field {
    /// The number in a reply as text; nil when it is not there or not written so.
    func text(in reply: [UInt8]) -> [UInt8]? {
        let end = length.map { offset + $0 } ?? reply.count
        guard offset >= 0, offset < end, end <= reply.count else { return nil }
        var bytes = reply[offset..<end]
        let text: [UInt8]
        switch notation {
        case .hexadecimal: text = bytes.flatMap { [hexDigit($0 >> 4), hexDigit($0 & 0xF)] }
        case .text:
            while let last = bytes.last, last == 0x20 || last == 0 || last == 0xFF { bytes.removeLast() }
            text = Array(bytes)
        case .digits:
            var digits = bytes.flatMap { [hexDigit($0 >> 4), hexDigit($0 & 0xF)] }
            while digits.last == UInt8(ascii: "F") { digits.removeLast() }
            guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            text = digits
        }
        // Nothing but zeros is a chip that was never written, or keeps its UID to itself.
        guard !text.isEmpty, bytes.contains(where: { $0 != 0 }), PayloadRule.fault(in: text) == nil else { return nil }
        return text
    }
}

private func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
