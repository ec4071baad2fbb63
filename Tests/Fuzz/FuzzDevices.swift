import BedsideDomain

@testable import BedsideDevices

/// The zero of a run's own time.
private let zero = ContinuousClock.now

/// What no decoder may ever let through.
private func judge(_ outcomes: [ScanOutcome], limit: Int = ScanFraming.longest) {
    for case .scan(let reading) in outcomes {
        let payload = reading.payload.value
        guard (1...limit).contains(payload.count) else { fatalError("a payload of \(payload.count) bytes") }
        guard PayloadRule.fault(in: payload) == nil else { fatalError("a payload that breaks the rule") }
    }
}

/// A format of each kind, chosen by the input's first byte.
private func format(_ choice: UInt8) -> PayloadFormat {
    let encodings = TextEncoding.allCases
    let kinds = PayloadKind.allCases
    return PayloadFormat(
        encoding: encodings[Int(choice) % encodings.count], aim: choice & 0x40 == 0 ? .none : .prefix,
        kind: kinds[Int(choice >> 2) % kinds.count])
}

/// Each four bytes are an event: its type and value, the key, and how much later it comes.
func feedWedge(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let layouts = KeyboardLayout.all
    var decoder = WedgeDecoder(
        layout: layouts[Int(choice) % layouts.count], framing: choice & 0x80 == 0 ? .standard : .silence,
        format: format(choice))
    var time = zero
    for start in stride(from: 1, to: bytes.count - 3, by: 4) {
        time += .milliseconds(Int(bytes[start + 3]) * (bytes[start] & 0x80 == 0 ? 1 : 20))
        let event = KeyEvent(
            type: bytes[start] & 0x0F == 0 ? 0 : 1, code: UInt16(bytes[start + 1]) | UInt16(bytes[start] & 0x10) << 4,
            value: Int32(bytes[start + 2] % 4))
        judge(decoder.feed(event, at: time))
        if bytes[start] & 0x20 != 0, let deadline = decoder.deadline { judge(decoder.expire(at: deadline)) }
    }
    judge(decoder.close())
}

func feedSerial(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    var decoder = SerialDecoder(framing: choice & 0x80 == 0 ? .standard : .silence, format: format(choice))
    var time = zero
    // Reads of any length, cut by the input itself.
    for piece in bytes.dropFirst().split(separator: 0xFF, omittingEmptySubsequences: false) {
        time += .milliseconds(piece.count * 7 % 400)
        judge(decoder.feed(Array(piece).span, at: time))
    }
    if let deadline = decoder.deadline { judge(decoder.expire(at: deadline)) }
    judge(decoder.close())
}

func feedPayload(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let reader = PayloadReader(framing: .standard, format: format(choice))
    if let outcome = reader.read(Array(bytes.dropFirst().prefix(reader.room))) { judge([outcome]) }
}

func feedStripe(_ bytes: [UInt8]) { _ = StripeMessage(bytes[...]) }

func feedDescriptor(_ bytes: [UInt8]) {
    guard let layout = HidPosLayout(descriptor: bytes) else { return }
    // Whatever was found must fit into the reports that it was found for.
    var decoder = HidPosDecoder(layout: layout)
    for size in layout.sizes.values.sorted() {
        judge(decoder.feed([UInt8](repeating: layout.report, count: size)[...], at: zero))
    }
    judge(decoder.close())
}

/// The reports of a real scanner's form.
func feedReports(_ bytes: [UInt8]) {
    guard let layout = HidPosLayout(descriptor: HidFixtures.honeywell) else { fatalError("the fixture is no HID-POS") }
    var decoder = HidPosDecoder(layout: layout)
    var time = zero
    for piece in bytes.split(separator: 0xFE, omittingEmptySubsequences: false) {
        time += .milliseconds(piece.count * 5 % 700)
        judge(decoder.feed(piece, at: time))
        if let deadline = decoder.deadline, deadline <= time { judge(decoder.expire(at: time)) }
    }
    judge(decoder.close())
}

func feedIdentityCard(_ bytes: [UInt8]) {
    var parser = SamFrameParser()
    var session = SamSession(encoding: bytes.count.isMultiple(of: 2) ? .utf16 : .gbk, at: zero)
    var time = zero
    func obey(_ actions: [SamSession.Action]) {
        for action in actions {
            switch action {
            case .send: break
            case .resetParser: parser.reset()
            case .tell(let outcome): judge([outcome])
            }
        }
    }
    for piece in bytes.split(separator: 0xFD, omittingEmptySubsequences: false) {
        for frame in parser.feed(piece) { obey(session.take(frame, at: time)) }
        time = max(time, session.deadline)
        obey(session.tick(at: time))
    }
    obey(session.close())
    if let card = CardTextEncoding.utf16.card(bytes) { judge([card]) }
}

func feedSmartCard(_ bytes: [UInt8]) {
    var conversation = SmartCardConversation(.uid)
    for reply in bytes.split(separator: 0xFC, omittingEmptySubsequences: false) {
        guard case .done(let outcome) = conversation.take(Array(reply)) else { continue }
        judge([outcome])
        return
    }
}

extension CardTextEncoding {
    fileprivate func card(_ bytes: [UInt8]) -> ScanOutcome? {
        IdentityCardText.card(bytes[...], self).map {
            .scan(Reading(Array($0.number.utf8), .identityCard(Sensitive($0))))
        }
    }
}
