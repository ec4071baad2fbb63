import BedsideScreen
import Testing

@testable import BedsideKiosk

/// A key acts only on the page that stood before the eyes of whoever pressed it, and not before anybody can have read it.
@Suite struct KeyGuardTests {
    private static let channel = Screen(
        name: "payment-channel", heading: "怎么付", choices: [Choice(1, "手机"), Choice(2, "收费处")])
    private static let asking = Screen(name: "payment-asking", heading: "正在确认", choices: [Choice(1, "先做别的")])
    private static let pin = Screen(
        name: "staff-pin", heading: "密码", blocks: [.entry(Entry(label: "", shown: "", isSecret: true))])

    /// A guard before which one page, then another was put up, the second at one second.
    private static func turned(from first: Screen, to second: Screen) -> KeyGuard {
        var keys = KeyGuard(settling: .milliseconds(300))
        keys.show(first, revision: 7, at: .zero)
        keys.show(second, revision: 8, at: .seconds(1))
        return keys
    }

    @Test("A key that was meant for the page before does nothing, however late it comes")
    func stale() {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        #expect(!keys.lets(.digit(1), seen: 7, at: .seconds(9)))
        #expect(keys.lets(.digit(1), seen: 8, at: .seconds(9)))
    }

    @Test(
        "The second stroke of a trembling hand does nothing on the page that the first one led to",
        arguments: [Key.digit(1), .choose(1), .enter, .back, .backspace, .digit(0)])
    func doubleStroke(_ key: Key) {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        #expect(!keys.lets(key, seen: 8, at: .milliseconds(1299)))
        #expect(keys.lets(key, seen: 8, at: .milliseconds(1300)))
    }

    @Test("A PIN is typed as fast as fingers go; only its Enter waits")
    func typing() {
        var keys = Self.turned(from: Self.channel, to: Self.pin)
        for (revision, stroke) in [Key.digit(1), .digit(1), .backspace, .digit(4)].enumerated() {
            #expect(keys.lets(stroke, seen: 8, at: .milliseconds(1010)))
            keys.show(Self.pin, revision: UInt64(9 + revision), at: .milliseconds(1010))
        }
        #expect(!keys.lets(.enter, seen: 12, at: .milliseconds(1020)))
        // Typed ahead of the field: for the page before.
        #expect(!keys.lets(.digit(1), seen: 7, at: .seconds(2)))
    }

    @Test("What only says it anew is the same page: a clock, a warning, another row chosen")
    func samePage() {
        var later = Self.channel
        (later.clock, later.remaining, later.choices[1].isSelected) = ("08:01", "请按任意键", true)
        let keys = Self.turned(from: Self.channel, to: later)
        #expect(keys.lets(.digit(2), seen: 7, at: .seconds(1)))
    }

    @Test("Other choices under the same name are another page")
    func otherChoices() {
        var other = Self.channel
        other.choices[0].title = "收费处"
        #expect(!Self.turned(from: Self.channel, to: other).lets(.digit(1), seen: 7, at: .seconds(9)))
    }

    @Test("A call and the language are taken from any page at any time", arguments: [Key.call, .language])
    func always(_ key: Key) {
        #expect(Self.turned(from: Self.channel, to: Self.asking).lets(key, seen: 0, at: .seconds(1)))
    }

    @Test("A list is turned as fast as a key repeats, but not by a key for the page before")
    func arrows() {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        #expect(keys.lets(.down, seen: 8, at: .seconds(1)))
        #expect(!keys.lets(.down, seen: 7, at: .seconds(1)))
    }

    @Test("The pictures of a daemon that ran before mean nothing to this one")
    func otherRun() {
        #expect(!Self.turned(from: Self.channel, to: Self.asking).lets(.digit(1), seen: 9000, at: .seconds(9)))
    }
}
