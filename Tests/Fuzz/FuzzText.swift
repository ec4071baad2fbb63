import BedsideDomain

@testable import BedsidePrinting
@testable import BedsideTerminal

func feedGS1(_ bytes: [UInt8]) {
    _ = AimIdentifier(beginning: bytes[...])
    guard let elements = GS1ElementString(scanned: bytes) else { return }
    // What was read can be written and read again, and is the same.
    guard GS1ElementString(bracketed: elements.bracketed) == elements else { fatalError("it does not come back") }
}

func feedCredential(_ bytes: [UInt8]) {
    let scan: ScanText
    do { scan = try ScanText(bytes) } catch { return }
    let today = HospitalClock.china.day(of: Timestamp(milliseconds: 1_795_000_000_000))
    for context in ScanContext.allCases { _ = CredentialReader().read(scan, context: context, today: today) }
}

func feedReceiptPrinter(_ bytes: [UInt8]) {
    var reader = AnswerReader()
    reader.take(bytes)
    guard reader.statuses.count <= AnswerReader.capacity, reader.tokens.count <= AnswerReader.capacity else {
        fatalError("more answers are kept than there is room for")
    }
}

func feedTerminal(_ bytes: [UInt8]) {
    var decoder = InputDecoder()
    var events: [InputEvent] = []
    for piece in bytes.split(separator: 0xFB, omittingEmptySubsequences: false) {
        decoder.decode(piece, into: &events)
        decoder.flush(into: &events)
    }
    guard events.count <= bytes.count * 2 + 1 else { fatalError("more events than bytes") }
}
