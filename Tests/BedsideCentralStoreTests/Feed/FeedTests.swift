import BedsideCentralStore
import BedsideDomain
import BedsideWire
import Testing

@Suite("Feed", .serialized)
struct FeedTests {
    @Test("another ward's and another terminal's rows never appear", arguments: Engine.allCases)
    func scope(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let start = try await rig.database.feedHead(FeedRig.hospital)
            try await rig.publish([
                rig.put("all", .hospital), rig.put("a", .ward(FeedRig.wardA)), rig.put("b", .ward(FeedRig.wardB)),
                rig.put("t1", .terminal(TerminalName(trusted: "T1"))),
                rig.put("t2", .terminal(TerminalName(trusted: "T2"))),
            ])
            for (reader, keys) in [
                (rig.reader(), ["beds/a", "beds/all", "beds/t1"]),
                (rig.reader(FeedRig.wardB, "T2"), ["beds/all", "beds/b", "beds/t2"]),
            ] {
                var follower = Follower(reader, from: start)
                #expect(try await follower.follow(rig.database, limits: FeedLimits(rows: 1)))
                #expect(follower.there.keys.sorted() == keys)
                #expect(follower.cursor == (try await rig.database.feedHead(FeedRig.hospital)))
                try await follower.snapshot(rig.database, limits: FeedLimits(rows: 2))
                #expect(follower.there.keys.sorted() == keys)
            }
        }
    }

    @Test("the same again publishes nothing; a change comes with a greater version", arguments: Engine.allCases)
    func versions(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            #expect(try await rig.publish([rig.put("a", body: "{\"x\":1}")]) == [.new])
            let head = try await rig.database.feedHead(FeedRig.hospital)
            #expect(try await rig.publish([rig.put("a", body: "{\"x\":1}")]) == [.unchanged])
            #expect(try await rig.database.feedHead(FeedRig.hospital) == head)
            #expect(
                try await rig.publish([rig.put("a", body: "{\"x\":2}"), rig.put("a", body: "{\"x\":3}")]) == [
                    .changed, .changed,
                ])
            var follower = Follower(rig.reader(), from: FeedCursor(generation: head.generation, seq: 0))
            _ = try await follower.follow(rig.database)
            #expect(follower.there == ["beds/a": "{\"x\":3}"] && follower.state["beds/a"]?.version == 3)
        }
    }

    @Test("what goes to another ward leaves the old one, and may come back", arguments: Engine.allCases)
    func leaves(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let start = try await rig.database.feedHead(FeedRig.hospital)
            var (a, b) = (Follower(rig.reader(), from: start), Follower(rig.reader(FeedRig.wardB, "T2"), from: start))
            for (ward, isInA) in [
                (FeedRig.wardA, true), (FeedRig.wardB, false), (FeedRig.wardA, true), (FeedRig.wardB, false),
            ] {
                try await rig.publish([rig.put("x", .ward(ward))])
                _ = try await a.follow(rig.database)
                _ = try await b.follow(rig.database)
                #expect((a.there.count, b.there.count) == (isInA ? 1 : 0, isInA ? 0 : 1))
                var late = Follower(rig.reader(), from: start)
                _ = try await late.follow(rig.database)
                #expect(late.there == a.there)
            }
            try await rig.database.write {
                try $0.publishLeave(.beds, key: "x", in: FeedRig.hospital, at: FeedRig.noon)
            }
            _ = try await b.follow(rig.database)
            #expect(b.there.isEmpty)
        }
    }

    @Test(
        "a feed that a terminal has seen farther than it goes begins anew for all, once", arguments: Engine.allCases)
    func wentBack(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            try await rig.publish([rig.put("a"), rig.put("b")])
            let (head, store) = (try await rig.database.feedHead(FeedRig.hospital), rig.store)
            let beyond = FeedCursor(generation: head.generation, seq: head.seq + 3)
            #expect(try await !store.beginGeneration(of: FeedRig.hospital, beyond: head))
            #expect(try await rig.database.feedHead(FeedRig.hospital) == head)
            #expect(try await store.beginGeneration(of: FeedRig.hospital, beyond: beyond))
            let now = try await rig.database.feedHead(FeedRig.hospital)
            #expect(now.generation != head.generation && now.seq == head.seq)
            // The one that was away would else read on behind numbers that were given twice.
            var away = Follower(rig.reader(), from: head)
            #expect(try await !away.follow(rig.database))
            // Another server that heard of it too finds it done.
            #expect(try await !store.beginGeneration(of: FeedRig.hospital, beyond: beyond))
            #expect(try await rig.database.feedHead(FeedRig.hospital) == now)
        }
    }

    @Test(
        "a cursor of another generation, beyond the end, before the floor or of another ward is gone",
        arguments: Engine.allCases)
    func gone(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            try await rig.publish([rig.put("a"), rig.put("b")])
            let head = try await rig.database.feedHead(FeedRig.hospital)
            func reason(_ cursor: FeedCursor) async throws -> CursorGone? {
                if case .cursorGone(let reason) = try await rig.database.feed(rig.reader(), after: cursor) {
                    return reason
                }
                return nil
            }
            let other = try #require(FeedGeneration([UInt8](repeating: 9, count: 16)))
            #expect(try await reason(head) == nil)
            #expect(try await reason(FeedCursor(generation: other, seq: head.seq)) == .otherGeneration)
            #expect(try await reason(FeedCursor(generation: head.generation, seq: head.seq + 1)) == .beyondTheEnd)
            // A tombstone is kept for 35 days; who was away longer must begin anew, and then has the same state.
            var away = Follower(rig.reader(), from: FeedCursor(generation: head.generation, seq: 0))
            #expect(try await away.follow(rig.database))
            #expect(away.there.count == 2)
            try await rig.database.write {
                try $0.publishLeave(.beds, key: "a", in: FeedRig.hospital, at: FeedRig.noon)
            }
            _ = try await rig.database.write { try $0.purgeFeed(FeedRig.hospital, at: FeedRig.noon.adding(days: 34)) }
            #expect(try await reason(head) == nil)
            var following = away
            _ = try await following.follow(rig.database)
            let purged = try await rig.database.write {
                try $0.purgeFeed(FeedRig.hospital, at: FeedRig.noon.adding(days: 36))
            }
            #expect(purged == 1)
            #expect(try await reason(head) == .tooOld)
            #expect(try await !away.follow(rig.database))
            try await away.snapshot(rig.database)
            #expect(away.there == following.there && away.there.count == 1)
            #expect(try await away.follow(rig.database))
        }
    }

    @Test("a command is for one terminal, once, and ends", arguments: Engine.allCases)
    func commands(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let start = try await rig.database.feedHead(FeedRig.hospital)
            let (mine, other) = (TerminalName(trusted: "T1"), TerminalName(trusted: "T2"))
            let (hospital, noon) = (FeedRig.hospital, FeedRig.noon)
            let id = try await rig.database.write {
                try $0.command(.reload, for: mine, in: hospital, notAfter: noon.adding(seconds: 60), at: noon)
            }
            var (a, b) = (Follower(rig.reader(), from: start), Follower(rig.reader(FeedRig.wardA, "T2"), from: start))
            _ = try await a.follow(rig.database)
            _ = try await b.follow(rig.database)
            #expect(a.there.keys.sorted() == ["commands/\(id)"] && b.there.isEmpty)
            try await rig.database.write { try $0.endCommand(id, outcome: "done", of: other, in: hospital, at: noon) }
            _ = try await a.follow(rig.database)
            #expect(a.there.count == 1)
            try await rig.database.write { try $0.endCommand(id, outcome: "done", of: mine, in: hospital, at: noon) }
            _ = try await a.follow(rig.database)
            #expect(a.there.isEmpty)
            _ = try await rig.database.write {
                try $0.command(.reload, for: mine, in: hospital, notAfter: noon.adding(seconds: 60), at: noon)
            }
            #expect(try await rig.database.write { try $0.expireCommands(in: hospital, at: noon) } == 0)
            #expect(try await rig.database.write { try $0.expireCommands(in: hospital, at: noon.adding(days: 1)) } == 1)
            _ = try await a.follow(rig.database)
            #expect(a.there.isEmpty)
        }
    }

    @Test("a page has at most its bytes, and a larger row comes alone", arguments: Engine.allCases)
    func sizes(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let start = try await rig.database.feedHead(FeedRig.hospital)
            let big = "\"\(String(repeating: "x", count: 3000))\""
            try await rig.publish([
                rig.put("a", body: "1"), rig.put("b", body: big), rig.put("c", body: "2"), rig.put("d", body: "3"),
            ])
            var (cursor, pages) = (start, [[String]]())
            while case .page(let page) = try await rig.database.feed(
                rig.reader(), after: cursor, limits: FeedLimits(rows: 10, bytes: 100))
            {
                pages.append(page.rows.map(\.key))
                cursor = page.cursor
                guard page.more else { break }
            }
            #expect(pages == [["a"], ["b"], ["c", "d"]])
        }
    }

    @Test(
        "what came during a snapshot comes with it, so that nothing names what is not there", arguments: Engine.allCases
    )
    func during(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            try await rig.publish([rig.put("a", body: "1"), rig.put("b", body: "1"), rig.put("c", body: "1")])
            var snapshot = try await rig.database.snapshot(rig.reader(), limits: FeedLimits(rows: 1))
            var follower = Follower(rig.reader(), from: snapshot.cursor)
            for row in try await snapshot.next() ?? [] { follower.apply(row) }
            try await rig.publish([
                rig.put("new"), rig.put("a", body: "2"), rig.put("b", body: "2"), rig.put("c", .ward(FeedRig.wardB)),
            ])
            var rows = 1
            while let piece = try await snapshot.next() {
                rows += piece.count
                for row in piece {
                    #expect(row.change != .leave)
                    follower.apply(row)
                }
            }
            #expect(follower.there == ["beds/a": "2", "beds/b": "2", "beds/new": "{}"])
            #expect(snapshot.count == rows)
            #expect(try await follower.follow(rig.database) && follower.there.count == 3)
        }
    }

    @Test("a terminal that came to another ward takes a snapshot before it follows again", arguments: Engine.allCases)
    func otherWard(engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            let database = centre.store.database
            let reader = FeedReader(hospital: Centre.hospital, ward: Centre.ward, terminal: terminal.name)
            var follower = Follower(reader, from: try await database.feedHead(Centre.hospital))
            #expect(try await follower.follow(database))
            try await database.write { try $0.resetFeed(of: terminal.name, in: Centre.hospital) }
            #expect(try await !follower.follow(database))
            try await follower.snapshot(database)
            #expect(try await follower.follow(database))
        }
    }
}
