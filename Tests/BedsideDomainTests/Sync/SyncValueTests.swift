import BedsideDomain
import Testing

/// The values that a terminal and the central store share.
@Suite struct SyncValueTests {
    private static func token() throws -> EnrolmentToken {
        let secret = (0..<32).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        let authority = try #require(EventHash((0..<32).map { UInt8(truncatingIfNeeded: 255 - $0 * 5) }))
        return try #require(EnrolmentToken(secret: secret, authority: authority))
    }

    @Test("A token is read back however it was typed")
    func tokens() throws {
        let token = try Self.token()
        #expect(token.text.filter { $0 != "-" }.count == 103)
        for text in [
            token.text, token.text.lowercased(), token.text.replacing("-", with: " "),
            token.text.replacing("-", with: ""), token.text.replacing("0", with: "o").replacing("1", with: "l"),
        ] {
            let read = try #require(EnrolmentToken(text: text))
            #expect(read.secret == token.secret && read.authority == token.authority)
        }
    }

    @Test("What is no token is none")
    func noTokens() throws {
        let text = try Self.token().text
        for wrong in [
            "", "U", String(text.dropLast()), text + "0", text.replacing("-", with: "+"),
            String(repeating: "0", count: 10_000), text + "-" + text,
        ] { #expect(EnrolmentToken(text: wrong) == nil) }
        // 64 bytes are 103 signs less three bits: those must be zero, or two texts would be one token.
        let last = try #require(text.last)
        let other: Character = last == "Z" ? "Y" : "Z"
        #expect(EnrolmentToken(text: text.dropLast() + String(other)) == nil)
    }

    @Test("A token says nothing of itself")
    func tokensAreSecret() throws {
        let token = try Self.token()
        #expect("\(token)" == "<private>" && !"\(String(reflecting: token))".contains(hexText(token.secret)))
    }

    @Test("The names of certificates")
    func names() throws {
        let terminal = CertifiedName.terminal(
            try TerminalName("ward7-kiosk1"), ward: try WardID("HX01"), hospital: try HospitalID("h1"))
        let central = CertifiedName.central(try HospitalID("h1"))
        #expect(terminal.uri == "bedside:terminal/h1/HX01/ward7-kiosk1" && central.uri == "bedside:central/h1")
        #expect(CertifiedName(uri: terminal.uri) == terminal && CertifiedName(uri: central.uri) == central)
        for wrong in [
            "", "bedside:", "bedside:central", "bedside:central/", "bedside:central/h1/", "bedside:terminal/h1/HX01",
            "bedside:terminal/h1/HX01/a/b", "bedside:terminal/h 1/HX01/a", "https://h1/HX01/a",
            "bedside:central/" + String(repeating: "h", count: 300),
        ] { #expect(CertifiedName(uri: wrong) == nil) }
    }

    @Test("Fixed bytes take their own length only")
    func fixedBytes() {
        let text = String(repeating: "0a", count: 16)
        #expect(StreamEpoch(text: text)?.description == text)
        #expect(StreamEpoch(text: text + "0a") == nil && StreamEpoch(text: "0a") == nil)
        #expect(StreamEpoch(text: text.dropLast() + "g") == nil && EventHash(text: text) == nil)
        #expect(StreamEpoch([UInt8](repeating: 1, count: 15)) == nil)
    }

    @Test("No two lists of parts are chained alike")
    func chainBytes() {
        let root = [UInt8](repeating: 7, count: 32)
        #expect(ChainBytes.link(after: root, [[1, 2], [3]]) != ChainBytes.link(after: root, [[1], [2, 3]]))
        #expect(ChainBytes.link(after: root, [[]]) != ChainBytes.link(after: root, []))
        #expect(ChainBytes.link(after: [9], [[1, 2]]) == [9, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2])
    }

    @Test("Money and the end of a day are signed")
    func signedKinds() {
        for kind in ["payment.paid", "refund.done", "encounter.settled", "stay.released", "statement.day"] {
            #expect(OutboxEvent.isSigned(kind))
        }
        for kind in ["encounter.admitted", "alarm.changed", "print.printed", ""] {
            #expect(!OutboxEvent.isSigned(kind))
        }
    }
}
