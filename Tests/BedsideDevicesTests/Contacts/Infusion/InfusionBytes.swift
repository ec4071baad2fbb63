@testable import BedsideDevices

/// Frames as receivers send them, written down anew.
enum InfusionBytes {
    /// The sample of the published document.
    static let sample: [UInt8] = [0x66, 0x0D, 0x01, 0xA0, 0, 0, 0, 0x01, 0xB0, 0, 0, 0, 0x07]

    /// Switched on, authorised, battery at 50 %, dripping.
    static let well: UInt8 = 0x07
    static let empty: UInt8 = 0x17
    static let clamped: UInt8 = 0x27
    static let low: UInt8 = 0x03
    static let off: UInt8 = 0x01

    static func id(_ kind: UInt8, _ number: Int) -> [UInt8] { [kind, 0, UInt8(number >> 8), UInt8(number & 0xFF)] }

    static func states(_ receiver: Int, _ states: [(Int, UInt8)], function: UInt8 = 0x01) -> [UInt8] {
        var frame: [UInt8] = [0x66, UInt8(8 + 5 * states.count), function]
        frame += id(0xA0, receiver)
        frame.append(UInt8(states.count))
        for (detector, status) in states { frame += id(0xB0, detector) + [status] }
        return frame
    }

    static func alive(_ receiver: Int) -> [UInt8] { [0x66, 0x08, 0x00] + id(0xA0, receiver) + [2] }
}

extension InfusionFrame {
    /// `A0000000 B0000000=07 B0000001=17`.
    var word: String {
        let receiver = String(self.receiver, radix: 16, uppercase: true)
        return switch report {
        case .receiver(let count): "\(receiver) \(count)"
        case .confirmation: "\(receiver) ok"
        case .states(let readings): readings.reduce(receiver) { $0 + " \(hex($1.detector))=\(hex($1.value.bits))" }
        case .rates(let readings): readings.reduce(receiver) { $0 + " \(hex($1.detector))~\($1.value)" }
        }
    }
}

private func hex(_ number: some BinaryInteger) -> String { String(number, radix: 16, uppercase: true) }
