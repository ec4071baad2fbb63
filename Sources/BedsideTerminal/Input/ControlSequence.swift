/// The parameters of an unfinished `ESC [ ...`.
struct ControlSequence: Sendable {
    /// Longer sequences are swallowed like the others but never understood.
    static let limit = 32

    private var parameters: [UInt8] = []
    private var isTooLong = false

    enum Meaning {
        case event(InputEvent)
        case pasteBegins
        case oldMouse
        case nothing
    }

    mutating func add(_ byte: UInt8) {
        if parameters.count < Self.limit { parameters.append(byte) } else { isTooLong = true }
    }

    /// What the sequence means, its final byte known.
    func ended(by final: UInt8) -> Meaning {
        if isTooLong { return .nothing }
        if parameters.first == 0x3C { return final == 0x4D ? mousePress : .nothing }  // < and M; m is a release
        guard parameters.allSatisfy({ (0x30..<0x3A).contains($0) || $0 == 0x3B }) else { return .nothing }
        let numbers = Self.numbers(parameters[...])
        switch final {
        case 0x41: return plain(numbers, .up)
        case 0x42: return plain(numbers, .down)
        case 0x43: return plain(numbers, .right)
        case 0x44: return plain(numbers, .left)
        case 0x4D where parameters.isEmpty: return .oldMouse
        case 0x7E: return tilde(numbers)
        default: return .nothing
        }
    }

    /// `ESC [ A`, or `ESC [ 1 ; modifiers A`: the same key for a kiosk.
    private func plain(_ numbers: [Int], _ event: InputEvent) -> Meaning {
        numbers.count <= 2 ? .event(event) : .nothing
    }

    private func tilde(_ numbers: [Int]) -> Meaning {
        switch numbers.first {
        case 3: .event(.backspace)  // Delete
        case 5: .event(.pageUp)
        case 6: .event(.pageDown)
        case 200: .pasteBegins
        default: .nothing
        }
    }

    /// `ESC [ < buttons ; column ; row M`: the left button without motion, whatever modifiers are held.
    private var mousePress: Meaning {
        let numbers = Self.numbers(parameters.dropFirst())
        guard numbers.count == 3, numbers[0] & ~0b1_1100 == 0, numbers[1] > 0, numbers[2] > 0 else { return .nothing }
        return .event(.click(column: numbers[1] - 1, row: numbers[2] - 1))
    }

    /// Numbers between `;`; one with other bytes or above 9999 makes the list empty.
    private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
        var numbers: [Int] = []
        for part in bytes.split(separator: 0x3B, omittingEmptySubsequences: false) {
            var number = 0
            for byte in part {
                guard (0x30..<0x3A).contains(byte), number < 1000 else { return [] }
                number = number * 10 + Int(byte - 0x30)
            }
            numbers.append(number)
        }
        return numbers
    }
}
