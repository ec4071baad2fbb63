/// One run of a program with one card: which command is next, and what the replies come to. Pure and bounded.
struct SmartCardConversation {
    /// What follows a reply.
    enum Next: Equatable {
        case send([UInt8])
        case done(ScanOutcome)
    }

    /// The most commands of one run: a card may ask for a repetition of each, and give its reply in pieces.
    private static let mostCommands = 48
    /// The longest reply in pieces: in hexadecimal digits it is still a payload.
    private static let longestReply = ScanFraming.longest / 2

    private let program: SmartCardProgram
    private var step = 0
    private var command: [UInt8]
    private var collected: [UInt8] = []
    private var number: [UInt8]?
    private var sent = 1

    init(_ program: SmartCardProgram) {
        self.program = program
        command = program.steps.first?.command ?? []
    }

    /// The first command.
    var first: [UInt8] { command }

    /// Takes a reply: its data and two bytes of status.
    mutating func take(_ reply: [UInt8]) -> Next {
        guard reply.count >= 2, collected.count + reply.count <= Self.longestReply else {
            return .done(.fault(.notText))
        }
        let (high, low) = (reply[reply.count - 2], reply[reply.count - 1])
        collected += reply.dropLast(2)
        switch (high, low) {
        case (0x61, _):
            // The rest of the reply, to be fetched (T=0).
            return send([command[0] & 0x03, 0xC0, 0x00, 0x00, low], isAnew: false)
        case (0x6C, _) where command.count >= 5:
            // The same again with the length that the card wants.
            return send(Array(command.dropLast()) + [low], isAnew: true)
        case (0x90, 0x00): return finishStep()
        // A card of another kind: it has no such data.
        default: return .done(.fault(.notText))
        }
    }

    private mutating func finishStep() -> Next {
        if let field = program.steps[step].number {
            guard let text = field.text(in: collected) else { return .done(.fault(.notText)) }
            number = text
        }
        step += 1
        guard step < program.steps.count else {
            return .done(number.map { .scan(Reading($0, .smartCard)) } ?? .fault(.notText))
        }
        return send(program.steps[step].command, isAnew: true)
    }

    private mutating func send(_ next: [UInt8], isAnew: Bool) -> Next {
        sent += 1
        guard sent <= Self.mostCommands else { return .done(.fault(.notText)) }
        if isAnew {
            collected = []
            command = next
        }
        return .send(next)
    }
}
