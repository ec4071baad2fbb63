import BedsideScreen
import BedsideTerminal
import Testing

struct KeyMapTests {
    @Test(arguments: [
        (InputEvent.character("0"), Key.digit(0)), (.character("9"), .digit(9)), (.character("x"), .letter("x")),
        (.character("X"), .letter("x")), (.character("*"), .language), (.character("+"), .call),
        (.character("５"), .digit(5)),
        (.character("＊"), .language), (.enter, .enter), (.escape, .back), (.backspace, .backspace), (.up, .up),
        (.down, .down),
        (.left, .left), (.right, .right), (.pageUp, .left), (.pageDown, .right),
    ])
    func eventsAreKeys(_ event: InputEvent, _ key: Key) {
        #expect(KeyMap.key(for: event, on: nil) == key)
    }

    @Test(arguments: [InputEvent.interrupt, .character("床"), .character("!"), .click(column: 1, row: 1)])
    func othersAreNone(_ event: InputEvent) {
        #expect(KeyMap.key(for: event, on: nil) == nil)
    }

    @Test func aClickIsTheKeyUnderIt() throws {
        let layout = Layout(screen: SampleScreens.home, viewport: .standard)
        let region = try #require(layout.regions.first { $0.key == .choose(3) })
        let inside = InputEvent.click(column: region.area.column, row: region.area.row)
        let outside = InputEvent.click(column: 0, row: region.area.row)
        #expect(KeyMap.key(for: inside, on: layout) == .choose(3))
        #expect(KeyMap.key(for: outside, on: layout) == nil)
    }
}
