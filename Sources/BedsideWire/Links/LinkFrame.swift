package import BedsideDomain

/// One frame of a ward link: a JSON object with one key that says what it is. Unknown keys and fields are passed over, so
/// that terminals of two versions go on working in one ward.
package enum LinkFrame: Sendable, Codable {
    case hello(LinkHello)
    case alarms(LinkAlarmsMessage)
    case pulse(LinkPulseMessage)
    case act(LinkActMessage)
    case answer(LinkAnswerMessage)
    case unknown

    /// The longest frame in bytes; the other end closes on a longer one before it holds it.
    package static let limit = 1 << 20

    private enum Keys: String, CodingKey { case hello, alarms, pulse, act, answer }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        switch container.allKeys.first {
        case .hello: self = .hello(try container.decode(LinkHello.self, forKey: .hello))
        case .alarms: self = .alarms(try container.decode(LinkAlarmsMessage.self, forKey: .alarms))
        case .pulse: self = .pulse(try container.decode(LinkPulseMessage.self, forKey: .pulse))
        case .act: self = .act(try container.decode(LinkActMessage.self, forKey: .act))
        case .answer: self = .answer(try container.decode(LinkAnswerMessage.self, forKey: .answer))
        case nil: self = .unknown
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .hello(let message): try container.encode(message, forKey: .hello)
        case .alarms(let message): try container.encode(message, forKey: .alarms)
        case .pulse(let message): try container.encode(message, forKey: .pulse)
        case .act(let message): try container.encode(message, forKey: .act)
        case .answer(let message): try container.encode(message, forKey: .answer)
        case .unknown: break
        }
    }
}

/// The first frame of both ends. The certificate says who it is; the name stands here so that two terminals with mixed-up
/// certificates notice it.
package struct LinkHello: Sendable, Hashable, Codable {
    package let version: Int
    package let terminal: TerminalName

    package init(terminal: TerminalName, version: Int = 1) {
        self.version = version
        self.terminal = terminal
    }
}

extension LinkFrame {
    package init(_ message: LinkMessage) {
        switch message {
        case .alarms(let alarms): self = .alarms(LinkAlarmsMessage(alarms))
        case .pulse(let pulse): self = .pulse(LinkPulseMessage(pulse))
        case .act(let act): self = .act(LinkActMessage(act))
        case .answer(let answer): self = .answer(LinkAnswerMessage(answer))
        case .unknown: self = .unknown
        }
    }

    /// What it means. A second hello means nothing.
    package var message: LinkMessage {
        switch self {
        case .alarms(let message): .alarms(message.alarms)
        case .pulse(let message): .pulse(message.pulse)
        case .act(let message): message.act.map(LinkMessage.act) ?? .unknown
        case .answer(let message): .answer(message.answer)
        case .hello, .unknown: .unknown
        }
    }
}
