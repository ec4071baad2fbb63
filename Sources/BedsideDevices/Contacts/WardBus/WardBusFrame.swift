/// One frame of the published ward bus (alarms.md section 2): sender, command, receiver; seven bytes without a checksum.
struct WardBusFrame: Hashable, Sendable {
    static let length = 7

    let source: WardBusStation
    let command: WardBusCommand
    /// Whom it is for. In some commands a station puts a priority and its state here, so nothing is judged by it.
    let destination: WardBusStation

    /// The host's confirmation of a help call, without which the station goes on sending it.
    var helpConfirmation: [UInt8] {
        destination.bytes + [WardBusCommand.helpConfirmed] + source.bytes
    }
}

extension WardBusStation {
    var bytes: [UInt8] { [area, room, bed] }
}

/// What a command byte of the ward bus means to a listener.
enum WardBusCommand: Hashable, Sendable {
    /// A station says what somebody did there.
    case fact(WardBusVerb)
    /// A ward round, an answer, a confirmation, a nurse who leaves, the office computer, the state of the system: a sign of
    /// life and nothing else.
    case other(UInt8)

    /// Nil for a byte that is no published command.
    init?(_ byte: UInt8) {
        switch byte {
        case 0x05: self = .fact(.call)
        case 0x06: self = .fact(.infusion)
        case 0x07: self = .fact(.service)
        case 0x08: self = .fact(.emergency)
        case 0x09: self = .fact(.help)
        case 0x10...0x13: self = .fact(.clear)
        case 0x83: self = .fact(.nurseIn)
        // 0x0A rounds, 0x0B-0x0F answers, 0x21-0x24 confirmations, 0x84 nurse out, 0x8B and 0x8C computer, 0x91 state.
        case 0x0A...0x0F, 0x21...0x24, 0x84, 0x8B, 0x8C, 0x91: self = .other(byte)
        default: return nil
        }
    }

    /// The published command that confirms a help call, of the block 0x21 to 0x24.
    static let helpConfirmed: UInt8 = 0x23
}
