@testable import BedsideDevices

/// Ward-bus frames as a base sends them, written down anew: the tests do not trust the decoder's table.
enum WardBusBytes {
    static let verbs: [WardBusVerb: [UInt8]] = [
        .call: [0x05], .infusion: [0x06], .service: [0x07], .emergency: [0x08], .help: [0x09],
        .clear: [0x10, 0x11, 0x12, 0x13], .nurseIn: [0x83],
    ]
    /// Recognised, without an event.
    static let others: [UInt8] = [
        0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x21, 0x22, 0x23, 0x24, 0x84, 0x8B, 0x8C, 0x91,
    ]

    static func frame(_ source: WardBusStation, _ command: UInt8, to destination: WardBusStation = host) -> [UInt8] {
        [source.area, source.room, source.bed, command, destination.area, destination.room, destination.bed]
    }

    static let host = WardBusStation(area: 0, room: 0, bed: 0)
    static let bed1 = WardBusStation(area: 1, room: 2, bed: 1)
    static let bed2 = WardBusStation(area: 1, room: 2, bed: 2)
    static let elsewhere = WardBusStation(area: 9, room: 9, bed: 9)
}

extension WardBusFrame {
    /// `1.2.1 call`, `1.2.1 0x91`.
    var word: String {
        let station = "\(source.area).\(source.room).\(source.bed)"
        return switch command {
        case .fact(let verb): "\(station) \(verb.rawValue)"
        case .other(let byte): "\(station) 0x\(String(byte, radix: 16))"
        }
    }
}
