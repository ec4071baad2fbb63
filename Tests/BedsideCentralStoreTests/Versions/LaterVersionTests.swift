import BedsideDomain
import BedsideWire
import Foundation
import Testing

@testable import BedsideCentralStore

/// sync.md 6, row 12: a terminal that was upgraded before its centre. Each fact is applied or held, and none stops the rest.
@Suite struct LaterVersionTests {
    /// Forms only grow: an additional key changes nothing.
    @Test(arguments: Engine.allCases) func keysThatAreNotKnownAreLeftAlone(_ engine: Engine) async throws {
        let newest = try #require(try GoldenOutbox.all().last)
        try await Centre.with(engine) { centre in
            let grown = try rewritten(newest) { event in
                (event.kind, event.version, #"{"from_the_future":{"list":[1,{"x":null}]},"# + event.body.dropFirst())
            }
            try await centre.enrol(grown)
            #expect(try await centre.take(grown) == [])
            try await GoldenOutboxTests.requireEffects(in: centre)
        }
    }

    /// Between any two events stand three of a later version: a kind that nobody knows here, the kind before with a later
    /// version of its body, and a kind that is only kept.
    @Test(arguments: Engine.allCases) func whatIsNewIsHeldAndEverythingElseApplied(_ engine: Engine) async throws {
        let newest = try #require(try GoldenOutbox.all().last)
        try await Centre.with(engine) { centre in
            var mixed = try rewritten(newest, keeping: 0) { ($0.kind, $0.version, $0.body) }
            for event in newest.events {
                mixed.append(event.kind, event.version, event.body, event.operation)
                mixed.tell("bed.cleaned", "\(event.seq)", #"{"bed":"W1-01"}"#)
                mixed.tell(event.kind, "later-\(event.seq)", #"{"all":"new"}"#, version: event.version + 1)
                mixed.tell("print.folded", "\(event.seq)", #"{"folds":2}"#, version: 2)
            }
            try await centre.enrol(mixed)
            let held = try await centre.take(mixed)
            let expected = newest.events.indices.flatMap { index in
                ["unknown-kind", "newer-version", "newer-version"].enumerated().map { offset, code in
                    UpAnswer.Held(seq: Int64(4 * index + offset + 2), code: code)
                }
            }
            #expect(held == expected)
            try await GoldenOutboxTests.requireEffects(in: centre)
            // Kept word for word, until a version comes that knows them.
            #expect(
                try await centre.store.heldEvents(of: Centre.hospital).map(\.seq).sorted() == expected.map(\.seq))
            #expect(
                try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == Int64(4 * newest.events.count))
        }
    }

    /// A whole queue of a later version waits, and takes effect once, in its order, when the centre is upgraded.
    @Test(arguments: Engine.allCases) func aQueueOfALaterVersionWaitsForTheUpgrade(_ engine: Engine) async throws {
        let newest = try #require(try GoldenOutbox.all().last)
        try await Centre.with(engine) { centre in
            // A centre that understands nothing gives no stay to anybody.
            var stayed = newest
            stayed.events.removeAll { $0.kind.hasPrefix("stay.") }
            let later = try rewritten(stayed) { ($0.kind, $0.version + 1, $0.body) }
            try await centre.enrol(later)
            let held = try await centre.take(later)
            #expect(held.map(\.seq) == later.events.map(\.seq) && Set(held.map(\.code)) == ["newer-version"])
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM transfers") == 0)
            var catalogue = FactCatalogue.current
            catalogue.version += 1
            let upgraded = try await centre.again(catalogue: catalogue)
            #expect(
                try await upgraded.store.replayHeld(of: Centre.hospital, at: Centre.noon) == later.events.count)
            #expect(try await upgraded.store.heldEvents(of: Centre.hospital).isEmpty)
            try await GoldenOutboxTests.requireEffects(in: upgraded)
            #expect(try await upgraded.store.replayHeld(of: Centre.hospital, everything: true, at: Centre.noon) == 0)
            await upgraded.store.close()
        }
    }

    /// The same stream with other words.
    private func rewritten(
        _ golden: GoldenOutbox, keeping: Int = .max, _ change: (OutboxEvent) -> (String, Int, String)
    ) throws -> TestTerminal {
        var terminal = try golden.terminal()
        let events = golden.events.prefix(keeping)
        (terminal.events, terminal.hashes) = ([], [])
        terminal.stream = OutboxStream(
            epoch: golden.stream.epoch, first: golden.stream.first, root: golden.stream.root,
            last: golden.stream.first - 1)
        for event in events {
            let (kind, version, body) = change(event)
            terminal.append(kind, version, body, event.operation)
        }
        return terminal
    }
}
