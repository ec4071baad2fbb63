import BedsideDomain
import CPosix

/// How a receipt ended.
enum ReceiptEnd: Sendable, Hashable {
    /// Every byte was taken, the printer worked through all of it, and then said that it has paper and no error.
    case printed
    /// Some of it may be on paper. Never sent again by itself.
    case doubtful([PrinterReason])
}

/// The printer's line, on a queue of its own: every call blocks, for a bounded time.
actor ReceiptDevice {
    private let configuration: ReceiptPrinterConfiguration
    private let patience: LinePatience
    private let executor: QueueExecutor
    /// Opened and found ready for the receipt that comes next.
    private var talk: PrinterTalk?
    /// What a broken-off receipt left in the printer would come out above the next one, which is another patient's. Nobody
    /// knows what happened before the daemon began.
    private var isUnclean = true

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    init(_ configuration: ReceiptPrinterConfiguration, patience: LinePatience) {
        self.configuration = configuration
        self.patience = patience
        executor = QueueExecutor(label: "bedside.receipt.\(configuration.name)")
    }

    /// One look, and the line is closed again. Throws ``LineFault``.
    func look() throws(LineFault) -> PrinterStatus {
        guard !patience.isOver else { throw .ended }
        var talk = try open()
        return try talk.status(within: configuration.answerTimeout)
    }

    /// Opens the line for a receipt; keeps it when the printer has no fault. Throws ``LineFault``.
    func begin() throws(LineFault) -> PrinterStatus {
        guard !patience.isOver else { throw .ended }
        talk = nil
        var opened = try open()
        let status = try opened.status(within: configuration.answerTimeout)
        if status.faults.isEmpty { talk = opened }
        return status
    }

    /// Prints on the line that ``begin()`` opened.
    func print(_ program: EscPosProgram, _ progress: ReceiptProgress) -> ReceiptEnd {
        guard var talk else { return .doubtful([.offline]) }
        self.talk = nil
        talk.progress = progress
        let wasUnclean = isUnclean
        isUnclean = true
        do throws(LineFault) {
            if wasUnclean {
                try talk.send(separation)
                // An answer to GS r bears no name: one that the broken-off receipt still owes would prove this one.
                if configuration.proof == .buffered, let faults = try talk.clearSensor()?.faults, !faults.isEmpty {
                    return .doubtful(faults)
                }
            }
            let began = LineDeadline(in: .zero)
            for group in groups(of: program) {
                try talk.send(group)
                let status = try talk.glance()
                progress.set(status.reasons)
                if !status.faults.isEmpty { return .doubtful(status.faults) }
            }
            var last = try prove(&talk, program, since: began)
            if last == nil { last = try talk.status(within: configuration.stallTimeout) }
            let faults = last?.faults ?? [.offline]
            guard faults.isEmpty else { return .doubtful(faults) }
        } catch {
            return .doubtful([.offline])
        }
        isUnclean = false
        return .printed
    }

    private func open() throws(LineFault) -> PrinterTalk {
        PrinterTalk(
            try PrinterLine(configuration.connection, patience: patience, within: configuration.answerTimeout),
            configuration)
    }

    /// Waits until the printer has worked through everything; faults that it met on the way.
    private func prove(
        _ talk: inout PrinterTalk, _ program: EscPosProgram, since began: LineDeadline
    ) throws(LineFault) -> PrinterStatus? {
        let slow = Duration.seconds(program.height / Self.slowestHead)
        switch configuration.proof {
        case .token:
            return try talk.await(token: Self.token(), until: LineDeadline(in: configuration.stallTimeout + slow))
        case .buffered:
            return try talk.awaitSensor(until: LineDeadline(in: configuration.stallTimeout + slow))
        case .realTime:
            let usual = Duration.seconds(program.height / Self.usualHead)
            return try talk.watch(until: LineDeadline(began, after: usual))
        }
    }

    /// Millimetres a second, far below any thermal head's: for the longest wait.
    private static let slowestHead = 20.0
    /// Millimetres a second that even old heads reach: for the wait before the last question of a printer without proof.
    private static let usualHead = 60.0

    /// Ends whatever command or line was broken off, and cuts it from what follows. NUL is no command and no text, and is
    /// data to a command that still waits for some.
    private var separation: [UInt8] {
        [UInt8](repeating: 0, count: 512) + EscPos.initialise + EscPos.cut(configuration.cutter)
    }

    /// Pieces joined up to a size that every printer's buffer takes while it is busy.
    private func groups(of program: EscPosProgram) -> [[UInt8]] {
        var groups: [[UInt8]] = []
        for piece in program.pieces {
            if let last = groups.last, last.count + piece.count <= 512 {
                groups[groups.count - 1] += piece
            } else {
                groups.append(piece)
            }
        }
        return groups
    }

    /// Four random characters none of which could be taken for an answer to DLE EOT.
    private static func token() -> [UInt8] {
        var token: [UInt8] = []
        while token.count < 4 {
            let byte = UInt8.random(in: 0x21...0x7E)
            if !PrinterStatus.isAnswer(byte) { token.append(byte) }
        }
        return token
    }
}
