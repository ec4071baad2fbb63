import CPosix
import Synchronization
import Testing

@testable import BedsideDevices

extension HubTests {
    /// All inputs together.
    @Suite("Contact hub") struct ContactHubTests {
        @Test("Each input has a thread of its own: one that hangs delays no other")
        func threads() async throws {
            let inputs = [try input("hangs", "one"), try input("works", "two")]
            let hub = try ContactHub(inputs: inputs) { PressingLine(input: $0, isHanging: $0.name.text == "hangs") }
            hub.start()
            hub.start()
            #expect(await hub.outlet.next()?.map(\.word) == ["press two 1"])
            hub.stop()
            hub.stop()
            #expect(await hub.outlet.next() == nil)
            #expect(hub.status().map(\.name.text) == ["hangs", "works"])
            #expect(hub.status().map { $0.count(of: .presses) } == [0, 1])
            #expect(hub.status().map(\.kind) == ["evdev", "evdev"])
        }

        @Test("The status tells how long ago an input was heard")
        func age() throws {
            let counters = ContactCounters()
            #expect(counters.figures.heard == nil)
            let hub = try ContactHub(inputs: [try input("keypad", "call")])
            #expect(hub.status()[0].heardAge == nil && hub.status()[0].state == .absent)
        }

        @Test("A line that returns by itself is told as lost, and run again")
        func returns() async throws {
            let runs = Runs()
            let hub = try ContactHub(inputs: [try input("keypad", "call")]) { _ in ReturningLine(runs: runs) }
            hub.start()
            for _ in 0..<2 { #expect(await hub.outlet.next()?.map(\.word) == ["lost keypad absent"]) }
            hub.stop()
            #expect(runs.count.withLock { $0 } >= 2)
        }

        @Test("A contradictory configuration opens nothing")
        func invalid() throws {
            #expect(throws: DeviceError.self) {
                try ContactHub(inputs: [try input("a", "one"), try input("a", "two")])
            }
        }

        @Test("What is read between the last look and the end is not lost, and no descriptor stays")
        func end() async throws {
            let before = try openDescriptors()
            do {
                let hub = try ContactHub(inputs: try (0..<32).map { try input("k\($0)", "p\($0)") })
                hub.start()
                hub.stop()
                var words: [String] = []
                while let events = await hub.outlet.next() { words += events.map(\.word) }
                #expect(Set(words) == Set((0..<32).map { "lost k\($0) absent" }))
            }
            #expect(try openDescriptors() == before)
        }
    }
}

private func input(_ name: String, _ point: String) throws -> ContactInput {
    try ContactInput(
        name, .evdevPath(try SerialPath("/dev/input/by-path/not-there-\(name)")), try ContactPoint(point, .key(30)))
}

/// Presses each of its points once, or hangs until the end.
private struct PressingLine: ContactLine {
    let input: ContactInput
    let isHanging: Bool

    func run(until stop: Wakeup, into context: ContactContext) {
        if !isHanging { context.put(input.points.map { .pressed($0.name, count: 1) }) }
        do {
            let epoll = try Epoll()
            try epoll.add(stop.number, token: 1)
            while try epoll.wait(atMost: nil).isEmpty {}
        } catch {
            Issue.record(error)
        }
    }
}

private final class Runs: Sendable {
    let count = Mutex(0)
}

private struct ReturningLine: ContactLine {
    let runs: Runs

    func run(until stop: Wakeup, into context: ContactContext) { runs.count.withLock { $0 += 1 } }
}
