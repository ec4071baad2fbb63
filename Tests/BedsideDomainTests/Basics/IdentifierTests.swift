import BedsideDomain
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test(
        "what papers carry is taken",
        arguments: ["1", "WD0000017", "W3-12", "a_b.c:d", String(repeating: "9", count: 64)])
    func taken(text: String) throws {
        #expect(try EncounterID(text).text == text)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", " ", "WD 1", "WD1\n", "床12", "a/b", "a'b", "a\u{0}b", "\u{1B}[31m", "é", "１",
            String(repeating: "9", count: 65),
        ])
    func refused(text: String) {
        expectRule(.invalidIdentifier) { () throws(DomainError) in _ = try EncounterID(text) }
    }

    @Test("sorted by text; the other language is the other one")
    func small() {
        #expect(BedID(trusted: "A1") < BedID(trusted: "A2"))
        #expect(Language.chinese.other == .english && Language.english.other == .chinese)
    }
}
