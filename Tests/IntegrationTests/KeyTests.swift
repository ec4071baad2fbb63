import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Testing

extension Integration {
    /// Keys at the real daemon: which page they were meant for, and how long it had stood.
    @Suite struct KeyTests {
        /// Presses twice where a slip's order is shown, the second time with the revision of the first picture, and then the
        /// language: it is taken from every page, and whatever was pressed before it has been handled by then.
        @Test("A key that was meant for the page before does nothing, and a language key after it is taken")
        func stale() async throws {
            try await TestWard.with { ward in
                let order = try await Self.order(ward)
                try await ward.kiosk.press([.digit(1)], seen: order.revision)
                let next = try await ward.visitor.see("the next page") { $0.page != order.screen.page }
                try await ward.kiosk.press([.digit(1), .language], seen: order.revision)
                let after = try await ward.visitor.see("the other language") { $0.heading != next.heading }
                #expect(after.name == next.name)
                try await ward.visitor.press(.digit(1))
                try await ward.visitor.see("the page after it") { $0.name != next.name }
            }
        }

        @Test("A page takes no key before it has stood as long as the configuration says") func settling() async throws
        {
            try await TestWard.with(adjust: { $0.settleMilliseconds = 1000 }) { ward in
                var wasQuick = false
                while !wasQuick {
                    let order = try await Self.order(ward)
                    let seen = ContinuousClock.now
                    try await ward.kiosk.press([.digit(1), .language], seen: order.revision)
                    // On a machine that took so long the page may have settled: once more.
                    wasQuick = ContinuousClock.now - seen < .milliseconds(500)
                    let after = try await ward.visitor.see("the other language") { $0.heading != order.screen.heading }
                    if wasQuick { #expect(after.name == "admission-order") }
                    try await eventually("the page to take a key") {
                        if ward.visitor.screen?.name != after.name { return true }
                        // Another key between: the same one over and over is a held one.
                        try await ward.visitor.press(.up)
                        try await ward.visitor.press(.back)
                        return false
                    }
                }
            }
        }

        /// The page that a slip leads to, as a client of the socket sees it.
        private static func order(_ ward: TestWard) async throws -> ScreenMessage {
            try ward.visitor.scan(DemoCodes.zhang.slip)
            var order: ScreenMessage?
            do {
                try await ward.kiosk.screens { message in
                    guard message.screen.name == "admission-order" else { return }
                    order = message
                    throw CancellationError()
                }
            } catch is CancellationError {}
            return try #require(order)
        }
    }
}
