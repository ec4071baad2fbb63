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

    /// A guard that is asked within an expectation.
    private final class Door {
        var keys = KeyGuard(settling: .milliseconds(300))

        func lets(_ key: Key, seen: UInt64, at now: Duration) -> Bool { keys.lets(key, seen: seen, at: now) }
    }

    /// A guard before which one page, then another was put up, the second at one second.
    private static func turned(from first: Screen, to second: Screen) -> Door {
        let door = Door()
        door.keys.show(first, revision: 7, at: .zero)
        door.keys.show(second, revision: 8, at: .seconds(1))
        return door
    }

    @Test("A key that was meant for the page before does nothing, however late it comes")
    func stale() {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        #expect(!keys.lets(.digit(1), seen: 7, at: .seconds(9)))
        #expect(keys.lets(.digit(1), seen: 8, at: .seconds(10)))
    }

    @Test(
        "The second stroke of a trembling hand does nothing on the page that the first one led to",
        arguments: [Key.digit(1), .choose(1), .enter, .back, .backspace, .digit(0)])
    func doubleStroke(_ key: Key) {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        #expect(!keys.lets(key, seen: 8, at: .milliseconds(1299)))
        #expect(Self.turned(from: Self.channel, to: Self.asking).lets(key, seen: 8, at: .milliseconds(1300)))
    }

    @Test(
        "A key that is held down repeats, and none of its repeats decides anything",
        arguments: [Key.digit(1), .enter, .back])
    func held(_ key: Key) {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        // The console's repeat: after 250 ms, 25 a second.
        #expect(keys.lets(key, seen: 8, at: .seconds(2)))
        for late in stride(from: 2250, to: 9000, by: 40) {
            #expect(!keys.lets(key, seen: 8, at: .milliseconds(late)))
        }
        #expect(keys.lets(.choose(2), seen: 8, at: .milliseconds(9001)))
        #expect(keys.lets(key, seen: 8, at: .milliseconds(9400)))
    }

    @Test("A PIN is typed as fast as fingers go; only its Enter waits")
    func typing() {
        let keys = Self.turned(from: Self.channel, to: Self.pin)
        for (revision, stroke) in [Key.digit(1), .digit(1), .backspace, .digit(4)].enumerated() {
            #expect(keys.lets(stroke, seen: 8, at: .milliseconds(1010)))
            keys.keys.show(Self.pin, revision: UInt64(9 + revision), at: .milliseconds(1010))
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

    @Test("The next of several consents is another page: no double stroke agrees to two of them")
    func nextConsent() {
        let consents = (1...2).map {
            Screen(name: "admission-consent", heading: "请看第 \($0) 项", choices: [Choice(1, "同意")])
        }
        let keys = Self.turned(from: consents[0], to: consents[1])
        #expect(!keys.lets(.digit(1), seen: 7, at: .seconds(9)))
        #expect(!keys.lets(.digit(1), seen: 8, at: .milliseconds(1200)))
    }

    @Test("Other choices under the same name are another page")
    func otherChoices() {
        var other = Self.channel
        other.choices[0].title = "收费处"
        let keys = Self.turned(from: Self.channel, to: other)
        #expect(!keys.lets(.digit(1), seen: 7, at: .seconds(9)))
    }

    @Test("A call and the language are taken from any page at any time", arguments: [Key.call, .language])
    func always(_ key: Key) {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        #expect(keys.lets(key, seen: 0, at: .seconds(1)))
    }

    @Test("A list is turned as fast as a key repeats, but not by a key for the page before")
    func arrows() {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        #expect(keys.lets(.down, seen: 8, at: .seconds(1)))
        #expect(!keys.lets(.down, seen: 7, at: .seconds(1)))
    }

    @Test("The pictures of a daemon that ran before mean nothing to this one")
    func otherRun() {
        let keys = Self.turned(from: Self.channel, to: Self.asking)
        #expect(!keys.lets(.digit(1), seen: 9000, at: .seconds(9)))
    }
}
