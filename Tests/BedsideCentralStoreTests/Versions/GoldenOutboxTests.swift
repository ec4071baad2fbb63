import BedsideDomain
import BedsideWire
import Foundation
import Testing

@testable import BedsideCentralStore

/// sync.md 6, row 12: whatever a shipped terminal has in its queue, today's centre takes.
@Suite struct GoldenOutboxTests {
    /// A file that has shipped never changes: a new form is a new file.
    @Test func everyFileIsAsItWasFrozen() throws {
        #expect(try GoldenOutbox.all().map { "\($0.number) \($0.digest)" } == Self.frozen)
    }

    static let frozen = ["1 0d44ab5264968f6c"]

    /// Every kind that a version wrote takes effect, and the money of it is whole.
    @Test(arguments: Engine.allCases) func everyKnownVersionIsApplied(_ engine: Engine) async throws {
        for golden in try GoldenOutbox.all() {
            try await Centre.with(engine) { centre in
                let terminal = try golden.terminal()
                try await centre.enrol(terminal)
                #expect(try await centre.take(terminal) == [])
                let applied = try await centre.number(
                    "SELECT CAST(count(*) AS BIGINT) FROM inbox WHERE verdict = 'applied'")
                #expect(applied == Int64(golden.events.count))
                #expect(try await centre.store.heldEvents(of: Centre.hospital).isEmpty)
                try await Self.requireEffects(in: centre)
                // Sent again, as after a lost answer, nothing happens twice.
                #expect(try await centre.take(terminal) == [])
                try await Self.requireEffects(in: centre)
            }
        }
    }

    /// What the story comes to at the centre.
    static func requireEffects(in centre: Centre) async throws {
        #expect(try await centre.isSound())
        for stay in ["WD20261120000173", "WD20261120000256"] {
            let stay = EncounterID(trusted: stay)
            #expect(try await centre.balance(.custody(GoldenStory.terminal, stay)) == 0)
            #expect(try await centre.balance(.clearing(GoldenStory.terminal, stay)) == 0)
        }
        #expect(try await centre.balance(.revenue) == 15_500 + 9_000)
        #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM stays WHERE state = 'settled'") == 2)
        #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM payments WHERE state = 'paid'") == 4)
        #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM refunds WHERE state = 'done'") == 2)
        #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM disputes WHERE answered_ms > 0") == 1)
        #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM statements") == 1)
        #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM feed_refusals") == 1)
    }

    /// Red when a fact's kind, number, version or form is not that of the newest file: then the terminal's version of that
    /// kind goes up, the centre learns to read both, and today's outbox becomes the next file.
    @Test func theTerminalWritesTheNewestForm() async throws {
        let newest = try #require(try GoldenOutbox.all().last)
        let today = try await GoldenOutbox.today(newest.number + 1)
        let (old, new) = (newest.events.map(Line.init), today.events.map(Line.init))
        guard old != new else { return }
        let file = try today.write(into: FileManager.default.temporaryDirectory)
        if old.count != new.count {
            Issue.record("There were \(old.count) facts before and there are \(new.count) now.")
        }
        for (old, new) in zip(old, new) where old != new {
            Issue.record("The terminal wrote \(old) before and writes \(new) now.")
        }
        Issue.record(
            """
            Facts have another form than outbox-\(newest.number).jsonl. Today's are in \(file): look at them, put the file \
            into Golden and its digest into `frozen`.
            """)
    }

    /// The story tells every kind of which the terminal's source speaks, and every kind that the centre reads.
    @Test func noKindIsLeftOut() throws {
        let told = Set(try #require(try GoldenOutbox.all().last).events.map(\.kind))
        #expect(told.isSuperset(of: FactCatalogue.current.kinds))
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/BedsideStore")
        var places = 0
        for case let file as URL in try #require(
            FileManager.default.enumerator(at: source, includingPropertiesForKeys: nil))
        where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /tell\(\s*"([a-z.-]+)(\\\()?/) {
                places += 1
                let (word, isOpen) = (String(match.1), match.2 != nil)
                #expect(told.contains { isOpen ? $0.hasPrefix(word) : $0 == word }, "no golden file has \(word)")
            }
        }
        #expect(places >= 14, "the terminal's facts are told in another way now: look for them anew")
        // Words that the source puts together.
        let made = [
            "payment.paid", "payment.closed", "refund.refused", "refund.done", "print.held", "print.released",
            "print.ended", "print.decided",
        ]
        #expect(told.isSuperset(of: made))
    }

    /// What must be the same from run to run: without the links to the audit log, which say nothing of the form.
    private struct Line: Hashable, CustomStringConvertible {
        let description: String

        init(_ event: OutboxEvent) {
            let body = event.body.replacing(/"audit_seq":[0-9]+/, with: #""audit_seq":0"#)
                .replacing(/"(audit|head)_hash":"[0-9a-f]{64}"/) { #""\#($0.1)_hash":"""# }
            description =
                "\(event.seq) \(event.operation) \(event.kind) \(event.version) \(event.wall.milliseconds) \(body)"
        }
    }
}
