import BedsideScreen
import BedsideTerminal
import Testing

struct RendererTests {
    private static func bytes(_ screens: [Screen], wiping: Bool = false) -> [[UInt8]] {
        var renderer = Renderer()
        var buffer: [UInt8] = []
        return screens.map {
            renderer.render(Layout(screen: $0, viewport: .standard).grid, wiping: wiping, into: &buffer)
            return buffer
        }
    }

    @Test func theSameScreenCostsNothing() {
        let frames = Self.bytes([SampleScreens.home, SampleScreens.home])
        #expect(frames[0].count > 500)
        #expect(frames[1].isEmpty)
    }

    @Test func aClockTickCostsAFewBytes() {
        var later = SampleScreens.home
        later.clock = "14:06"
        let frames = Self.bytes([SampleScreens.home, later])
        #expect(frames[1].count < 70)
        #expect(String(decoding: frames[1], as: UTF8.self).hasPrefix("\u{1B}[?2026h"))
        #expect(String(decoding: frames[1], as: UTF8.self).hasSuffix("6\u{1B}[?2026l"))
    }

    @Test func aWipePaintsAllAndForgetsTheScrollback() {
        let frames = Self.bytes([SampleScreens.home, SampleScreens.home], wiping: true)
        #expect(frames[1] == frames[0])
        #expect(String(decoding: frames[1], as: UTF8.self).contains("\u{1B}[3J"))
    }

    @Test func afterForgettingAllIsPainted() {
        var renderer = Renderer()
        var first: [UInt8] = []
        var second: [UInt8] = []
        let grid = Layout(screen: SampleScreens.bill, viewport: .standard).grid
        renderer.render(grid, into: &first)
        renderer.forget()
        renderer.render(grid, into: &second)
        #expect(first == second)
    }

    /// A diff must never cost more than painting the whole.
    @Test func aChangeIsCheaperThanAWholeFrame() {
        for next in SampleScreens.all {
            let change = Self.bytes([SampleScreens.home, next])[1]
            #expect(change.count <= Self.bytes([next])[0].count, "\(next.name)")
        }
    }

    /// ESC, C1 and bidirectional marks in every text of a screen.
    @Test func hostileTextNeverReachesTheTerminal() {
        let attack = "\u{1B}[6n\u{1B}]0;x\u{7}\u{9B}c\u{90}q\u{202E}\u{0}\u{7F}x"
        let screen = Screen(
            name: attack, place: attack, clock: attack, tone: .caution, heading: attack,
            blocks: [
                .text(attack, emphasis: .caution), .facts([Fact(attack, attack)]),
                .table(Table(columns: [.init(attack)], rows: [[attack]], selected: 0)),
                .entry(Entry(label: attack, shown: attack, hint: attack)), .progress(label: attack, done: 1, total: 2),
            ],
            choices: [Choice(1, attack, detail: attack, isSelected: true)],
            actions: [Action(.call, label: attack, title: attack)], remaining: attack,
            code: SampleScreens.code(side: 21, caption: attack))
        for size in LayoutTests.sizes {
            var renderer = Renderer()
            var bytes: [UInt8] = []
            renderer.render(Layout(screen: screen, viewport: size).grid, into: &bytes)
            #expect(OutputRules.complaint(bytes) == nil)
            #expect(String(decoding: bytes, as: UTF8.self).contains("[6n"))
        }
    }

    @Test func theRulesWouldCatchAnAttack() {
        #expect(OutputRules.complaint(Array("ok\u{1B}[6n".utf8)) != nil)
        #expect(OutputRules.complaint(Array("ok\u{9B}6n".utf8)) != nil)
        #expect(OutputRules.complaint(Array("\u{1B}]0;x".utf8)) != nil)
        #expect(OutputRules.complaint(Array("\u{1B}[?1049l".utf8)) != nil)
        #expect(OutputRules.complaint(Array("a\nb".utf8)) != nil)
    }
}
