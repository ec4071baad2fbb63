import BedsideDomain

/// Questions and answers on one open line.
struct PrinterTalk {
    private let line: PrinterLine
    private let configuration: ReceiptPrinterConfiguration
    private var answers = AnswerReader()
    /// Hears of every answer while a receipt prints.
    var progress: ReceiptProgress?

    /// So much noise means that this is no receipt printer, or one at another speed.
    private static let maximumNoise = 4_096

    init(_ line: PrinterLine, _ configuration: ReceiptPrinterConfiguration) {
        self.line = line
        self.configuration = configuration
    }

    /// Hands bytes over. Throws ``LineFault``.
    func send(_ bytes: [UInt8]) throws(LineFault) { try line.send(bytes, within: configuration.stallTimeout) }

    /// All four answers. Throws ``LineFault``.
    mutating func status(within limit: Duration) throws(LineFault) -> PrinterStatus {
        var status = PrinterStatus()
        for kind in StatusKind.allCases { status[kind] = try ask(kind, within: limit) }
        return status
    }

    /// While a receipt prints: offline and paper, and the causes only when there is something to explain.
    mutating func glance() throws(LineFault) -> PrinterStatus {
        var status = PrinterStatus()
        status.printer = try ask(.printer, within: configuration.stallTimeout)
        status.paper = try ask(.paper, within: configuration.stallTimeout)
        guard status.isOffline || status.isPaperOut else { return status }
        status.offlineCause = try ask(.offlineCause, within: configuration.stallTimeout)
        status.error = try ask(.error, within: configuration.stallTimeout)
        return status
    }

    /// Waits for the printer to give a token back. Throws ``LineFault``; returns faults that end the wait early.
    mutating func await(token: [UInt8], until deadline: LineDeadline) throws(LineFault) -> PrinterStatus? {
        try send(EscPos.askToken(token))
        return try wait(until: deadline) { $0.tokens.contains(token) }
    }

    /// Waits for the answer to GS r, which comes in its turn. As ``await(token:until:)``.
    mutating func awaitSensor(until deadline: LineDeadline) throws(LineFault) -> PrinterStatus? {
        answers.forgetSensor()
        try send(EscPos.askPaper)
        let faults = try wait(until: deadline) { $0.paperSensor != nil }
        if faults == nil, let sensor = answers.paperSensor, sensor & 0x0C != 0 {
            var status = PrinterStatus()
            status.paper |= 0x60
            return status
        }
        return faults
    }

    /// Waits until every GS r so far is answered: the last answer is followed by silence, because between an older question
    /// and this one there is nothing but a cut. Throws ``LineFault``; returns faults that end the wait early.
    mutating func clearSensor() throws(LineFault) -> PrinterStatus? {
        if let faults = try awaitSensor(until: LineDeadline(in: configuration.stallTimeout)) { return faults }
        while answers.paperSensor != nil {
            answers.forgetSensor()
            let quiet = LineDeadline(in: configuration.answerTimeout)
            while answers.paperSensor == nil, !quiet.isPast {
                do throws(LineFault) { try take(until: quiet) } catch .silent { break }
            }
        }
        return nil
    }

    /// Looks at a printer that can't say when it is done, until its head has had time enough; returns the faults that it met.
    mutating func watch(until deadline: LineDeadline) throws(LineFault) -> PrinterStatus? {
        while !deadline.isPast {
            let status = try glance()
            if !status.faults.isEmpty { return status }
            do throws(LineFault) {
                try take(until: LineDeadline(earlier: deadline, or: .milliseconds(300)))
            } catch .silent {
                // Silence is what is hoped for.
            }
        }
        return nil
    }

    /// Looks at the printer between the looks for its answer: a stopped one never answers.
    private mutating func wait(
        until deadline: LineDeadline, _ isThere: (AnswerReader) -> Bool
    ) throws(LineFault) -> PrinterStatus? {
        while true {
            let slice = LineDeadline(in: .milliseconds(300))
            while !isThere(answers), !slice.isPast, !deadline.isPast {
                do throws(LineFault) { try take(until: slice) } catch .silent { break }
            }
            if isThere(answers) { return nil }
            guard !deadline.isPast else { throw .silent }
            let status = try glance()
            if isThere(answers) { return nil }
            if !status.faults.isEmpty { return status }
        }
    }

    private mutating func ask(_ kind: StatusKind, within limit: Duration) throws(LineFault) -> UInt8 {
        if let stale = try line.arrived() { try take(stale) }
        answers.forgetStatuses()
        try send(EscPos.ask(kind))
        let deadline = LineDeadline(in: limit)
        while true {
            if let answer = answers.nextStatus() { return answer }
            try take(until: deadline)
        }
    }

    private mutating func take(until deadline: LineDeadline) throws(LineFault) {
        try take(try line.receive(until: deadline))
    }

    private mutating func take(_ bytes: [UInt8]) throws(LineFault) {
        answers.take(bytes)
        progress?.heard()
        if answers.noise > Self.maximumNoise { throw .gone(0) }
    }
}
