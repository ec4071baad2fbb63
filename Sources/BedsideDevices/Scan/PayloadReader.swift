package import BedsideDomain

/// Makes a reading of the whole bytes of one scan: the last step of every decoder. Pure.
///
/// In order: own prefix and suffix, AIM identifier, code page, then GS1 or magnetic tracks, then the rule for text.
package struct PayloadReader: Sendable, Hashable {
    let framing: ScanFraming
    let format: PayloadFormat

    package init(framing: ScanFraming = .standard, format: PayloadFormat = .standard) {
        self.framing = framing
        self.format = format
    }

    /// The most bytes of one scan with everything around its payload.
    var room: Int { framing.limit + framing.prefix.count + framing.suffix.count + format.overhead }

    /// Reads what came between two endings; nil when it is no scan, but the scanner speaking of itself.
    ///
    /// - Parameter typed: the parts that are UTF-8 whatever the code page, because keys of a layout typed them.
    package func read(_ bytes: [UInt8], typed: [Range<Int>] = []) -> ScanOutcome? {
        guard let body = framing.unframed(bytes[...]) else { return .fault(.incomplete) }
        guard format.aim == .prefix else { return read(body, aim: nil, typed: typed) }
        guard let aim = AimIdentifier(beginning: body) else { return .fault(.incomplete) }
        return read(body.dropFirst(AimIdentifier.length), aim: aim, typed: typed)
    }

    /// Reads a payload whose kind is known by other means, such as a field of a report. Nil as above.
    package func read(_ body: ArraySlice<UInt8>, aim: AimIdentifier?, typed: [Range<Int>] = []) -> ScanOutcome? {
        if let aim, aim.isDeviceReply { return nil }
        guard !body.isEmpty else { return .fault(.incomplete) }
        guard format.kind != .magneticStripe else { return stripe(body) }
        guard let text = decoded(body, typed: typed) else { return .fault(.notText) }
        let payload = gs1(text, aim: aim) ?? text
        guard payload.count <= framing.limit else { return .fault(.tooLong) }
        return PayloadRule.fault(in: payload).map(ScanOutcome.fault) ?? .scan(Reading(payload, .code(aim)))
    }

    private func stripe(_ body: ArraySlice<UInt8>) -> ScanOutcome? {
        switch StripeMessage(body) {
        case .account(let account) where account.count > framing.limit: .fault(.tooLong)
        case .account(let account): .scan(Reading(account, .magneticStripe))
        case .unreadable: .fault(.incomplete)
        case .status: nil
        }
    }

    private func decoded(_ body: ArraySlice<UInt8>, typed: [Range<Int>]) -> [UInt8]? {
        guard !typed.isEmpty else { return format.encoding.decoded(body) }
        var text: [UInt8] = []
        var next = body.startIndex
        for part in typed where part.lowerBound >= next && part.upperBound <= body.endIndex {
            guard let coded = format.encoding.decoded(body[next..<part.lowerBound]) else { return nil }
            text += coded + body[part]
            next = part.upperBound
        }
        guard let coded = format.encoding.decoded(body[next...]) else { return nil }
        return text + coded
    }

    /// GS1 element strings in brackets; nil for any other payload, which stays as it is.
    private func gs1(_ text: [UInt8], aim: AimIdentifier?) -> [UInt8]? {
        guard aim?.isGS1 ?? (format.kind == .gs1) else { return nil }
        guard let code = GS1ElementString(scanned: text) else { return nil }
        let isSure = aim != nil || text.contains(GS1ElementString.separator)
        let person = [GS1Identifier.careProvider, .careRecipient]
        guard isSure || (code.identifiers.first.map(person.contains) ?? false && code.fault == nil) else { return nil }
        return Array(code.bracketed.utf8)
    }
}
