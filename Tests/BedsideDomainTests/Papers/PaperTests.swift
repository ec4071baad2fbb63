import BedsideDomain
import Testing

@Suite("Papers")
struct PaperTests {
    @Test(
        "the words on a copy",
        arguments: [
            (1, nil, nil), (2, nil, "副本 2"), (11, nil, "副本 11"), (2, .jammed, "副本 2 · 补打"),
            (3, .requested, "副本 3 · 补打"), (1, .unknownEnd, "补打"), (1, .lost, "补打"), (2, .unreadable, "副本 2 · 补打"),
        ] as [(Int, CopyMark.Reason?, String?)])
    func mark(number: Int, reprint: CopyMark.Reason?, words: String?) {
        let mark = CopyMark(number: number, reprint: reprint, printedAt: Sample.noon, terminal: "T1")
        #expect(mark.words == words)
    }

    @Test("only the wristband goes to the label printer")
    func trays() {
        #expect(Paper.Kind.allCases.filter { $0.tray == .label } == [.wristband])
    }
}
