import BedsideDevices
import BedsideDomain
import BedsideWire

extension TraceMessage {
    init(_ step: TraceStep) {
        self.init(microseconds: step.elapsed.microseconds, lost: step.lost, step: .init(step.event))
    }

    init(_ result: Replay.Result) {
        self.init(microseconds: result.elapsed.microseconds, lost: 0, step: .init(result.outcome))
    }
}

extension TraceStepMessage {
    fileprivate init(_ event: TraceEvent) {
        switch event {
        case .attached(let info):
            self = .attached(
                kind: info.kind.rawValue, node: info.node, model: info.model,
                descriptor: info.descriptor.isEmpty ? nil : Hexadecimal.text(info.descriptor))
        case .detached(let reason): self = .detached(reason: reason.rawValue)
        case .key(let key): self = .key(type: Int(key.type), code: Int(key.code), value: Int(key.value))
        case .bytes(let bytes, let payload):
            self = .bytes(hex: Hexadecimal.text(bytes), payload: payload.lowerBound, length: payload.count)
        case .outcome(let outcome): self.init(outcome)
        case .limited(let verdict): self = .limited(verdict: verdict.rawValue)
        }
    }

    fileprivate init(_ outcome: ScanOutcome) {
        switch outcome {
        case .scan(let reading):
            self = .scan(
                text: String(decoding: reading.payload.value, as: UTF8.self), bytes: reading.payload.value.count,
                content: reading.content.codeText)
        case .fault(let fault): self = .fault(code: fault.codeText, sentence: fault.sentence)
        }
    }
}

extension ScannerSettingsMessage {
    init(_ scanner: ScannerConfiguration) {
        self.init(
            kind: scanner.match.kind.rawValue, layout: scanner.match.kind == .evdev ? scanner.layout.name : nil,
            endings: ScanEndingWord.words(of: scanner.framing.endings), prefix: ByteText.text(scanner.framing.prefix),
            suffix: ByteText.text(scanner.framing.suffix),
            idleGapMilliseconds: scanner.framing.idleGap.microseconds / 1000,
            encoding: scanner.format.encoding.rawValue, aim: scanner.format.aim.rawValue,
            payload: scanner.format.kind.rawValue)
    }

    /// The settings of a scanner that is not there. Throws ``DeviceError`` for a value that no configuration could have.
    func configuration() throws(DeviceError) -> ScannerConfiguration {
        guard let kind = ScannerKind(rawValue: kind) else {
            throw DeviceError(.notReplayable, "The recording's kind of scanner is not known.")
        }
        guard let layout = KeyboardLayout.all.first(where: { $0.name == layout ?? "us" }) else {
            throw DeviceError(.notReplayable, "The recording's keyboard layout is not known.")
        }
        var endings: Set<ScanEnding> = []
        for word in self.endings {
            guard let ending = ScanEndingWord(rawValue: word)?.ending else {
                throw DeviceError(.invalidFraming, "An ending of the recording is not one of: CR, LF, TAB.")
            }
            endings.insert(ending)
        }
        guard (10...10_000).contains(idleGapMilliseconds) else {
            throw DeviceError(.invalidFraming, "The recording's idle gap must be 10 to 10000 ms.")
        }
        guard let prefix = ByteText.bytes(prefix), let suffix = ByteText.bytes(suffix) else {
            throw DeviceError(.invalidFraming, "The recording's prefix or suffix is not ASCII with \\xHH.")
        }
        return ScannerConfiguration(
            name: try ScannerName("recording"), match: try kind.anyDevice(),
            framing: try ScanFraming(
                endings: endings, idleGap: .milliseconds(idleGapMilliseconds), prefix: prefix, suffix: suffix),
            layout: layout, format: try format())
    }

    private func format() throws(DeviceError) -> PayloadFormat {
        guard let encoding = TextEncoding(rawValue: encoding ?? TextEncoding.utf8.rawValue),
            let aim = AimSource(rawValue: aim ?? AimSource.none.rawValue),
            let kind = PayloadKind(rawValue: payload ?? PayloadKind.text.rawValue)
        else {
            throw DeviceError(.notReplayable, "The recording's encoding, aim or payload is not known.")
        }
        return PayloadFormat(encoding: encoding, aim: aim, kind: kind)
    }
}

extension ScannerKind {
    /// Some device of this kind, for decoding what one has sent.
    fileprivate func anyDevice() throws(DeviceError) -> ScannerMatch {
        let any = try UdevMatch(["ID_SERIAL": "recording"])
        return switch self {
        case .evdev: .evdev(any)
        case .serial: .serial(any)
        case .hidpos: .hidpos(any)
        case .identityCard: .identityCard(any)
        case .smartCard: .smartCard(try ReaderNamePattern("recording"))
        }
    }
}

extension LearnedMessage {
    init(_ learned: LearnedSettings, kind: ScannerKind) {
        self.init(
            kind: kind.rawValue, layout: learned.layout?.name, endings: ScanEndingWord.words(of: learned.endings),
            prefix: ByteText.text(learned.prefix), suffix: ByteText.text(learned.suffix),
            idleGapMilliseconds: learned.idleGap.microseconds / 1000, sendsAim: learned.sendsAim)
    }
}

extension Duration {
    fileprivate var microseconds: Int {
        Int(components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000)
    }
}
