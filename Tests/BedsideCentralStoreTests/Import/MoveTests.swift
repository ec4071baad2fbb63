import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCentralStore

@Suite("A patient goes to another ward", .serialized)
struct MoveTests {
    private static let (wardA, wardB) = (WardID(trusted: "W-A"), WardID(trusted: "W-B"))

    private static func move(_ ward: String = "W-B", _ bed: String = "B1", at: String = "2026-11-21T09:00:00+08:00")
        -> [UInt8]
    {
        ImportRig.document(moves: #"{"encounter":"WD1","ward":"\#(ward)","bed":"\#(bed)","at":"\#(at)"}"#)
    }

    /// A hospital of two wards with a patient in the first, kept by its terminal with 1,000 fen.
    private static func with(
        _ engine: Engine, _ body: (Centre, inout TestTerminal, inout Follower, inout Follower) async throws -> Void
    ) async throws {
        try await Centre.with(engine) { centre in
            let start = try await centre.store.database.feedHead(Centre.hospital)
            _ = try await centre.store.importDocument(CentralImportTests.full, for: Centre.hospital, at: Centre.noon)
            var first = TestTerminal("K1", ward: wardA)
            let second = TestTerminal("K2", ward: wardB)
            try await centre.enrol(first)
            try await centre.enrol(second)
            first.tell(
                "encounter.admitted", "RY1",
                """
                {"order":"RY1","encounter":"WD1","ward":"W-A","bed":"A1","confirmed_by":"N1","consents":["privacy"],\
                "admitted_ms":\(Centre.noon.milliseconds),"phone":"13800000000"}
                """)
            first.create("P1", of: "WD1", fen: 1_000)
            first.paid("P1", of: "WD1", fen: 1_000)
            #expect(try await centre.up(first).held.isEmpty)
            var a = Follower(FeedReader(hospital: Centre.hospital, ward: wardA, terminal: first.name), from: start)
            var b = Follower(FeedReader(hospital: Centre.hospital, ward: wardB, terminal: second.name), from: start)
            try await both(centre, &a, &b)
            try await body(centre, &first, &a, &b)
        }
    }

    private static func both(_ centre: Centre, _ a: inout Follower, _ b: inout Follower) async throws {
        #expect(try await a.follow(centre.store.database))
        #expect(try await b.follow(centre.store.database))
    }

    private static let ofStay: Set<String> = [
        "admission_orders/RY1", "charges/C1", "discharges/WD1", "dispute_answers/C1", "reports/BG1", "stays/WD1",
    ]

    @Test("the keeper is told to release; the rows follow only then, all at once", arguments: Engine.allCases)
    func released(engine: Engine) async throws {
        try await Self.with(engine) { centre, first, a, b in
            #expect(Self.ofStay.isSubset(of: a.there.keys) && Self.ofStay.isDisjoint(with: b.there.keys))
            _ = try await centre.store.importDocument(Self.move(), for: Centre.hospital, at: Centre.noon)
            try await Self.both(centre, &a, &b)
            let commands = a.there.filter { $0.key.hasPrefix("commands/") }
            #expect(
                commands.count == 1 && commands.values.allSatisfy { $0.contains("releaseStay") && $0.contains("WD1") })
            #expect(Self.ofStay.isSubset(of: a.there.keys) && Self.ofStay.isDisjoint(with: b.there.keys))
            // Again is the same move.
            #expect(
                try await centre.store.importDocument(Self.move(), for: Centre.hospital, at: Centre.noon).changedNothing
            )
            first.release("WD1", fen: 1_000)
            #expect(try await centre.up(first, from: 4).held.isEmpty)
            try await Self.both(centre, &a, &b)
            #expect(Self.ofStay.isDisjoint(with: a.there.keys) && Self.ofStay.isSubset(of: b.there.keys))
            let slip = try #require(b.there["admission_orders/RY1"])
            #expect(slip.contains("\"ward\":\"W-B\"") && slip.contains("\"bed\":\"B1\"") && slip.contains("张三"))
            let stay = try #require(b.there["stays/WD1"])
            #expect(stay.contains("\"ward\":\"W-B\"") && !stay.contains("\"keeper\""))
            // The new ward's terminal takes the stay with its money.
            let (encounter, second) = (EncounterID(trusted: "WD1"), b.reader.terminal)
            let taken = try await centre.store.take(
                encounter, for: second, of: Centre.hospital, wait: 1, at: Centre.noon)
            guard case .held(let answer) = taken else {
                Issue.record("a stay that nobody keeps was not handed out")
                return
            }
            _ = try await centre.store.post(hold: answer.hold, by: second, of: Centre.hospital, at: Centre.noon)
            #expect(try await centre.balance(.custody(second, encounter)) == 1_000)
            try await Self.both(centre, &a, &b)
            #expect(b.there["stays/WD1"]?.contains("\"keeper\":\"K2\"") == true && a.there["stays/WD1"] == nil)
            // The same file again: the slip as it was first issued does not bring the patient back.
            #expect(
                try await centre.store.importDocument(CentralImportTests.full, for: Centre.hospital, at: Centre.noon)
                    .changedNothing)
            // What comes for the stay from now on goes to the new ward.
            _ = try await centre.store.importDocument(
                ImportRig.document(charges: ImportRig.charge("C7")), for: Centre.hospital, at: Centre.noon)
            try await Self.both(centre, &a, &b)
            #expect(b.there["charges/C7"] != nil && a.there["charges/C7"] == nil)
            // Who joins the old ward now never hears of the patient.
            var late = Follower(a.reader, from: a.cursor)
            try await late.snapshot(centre.store.database)
            #expect(!late.state.keys.contains { Self.ofStay.contains($0) })
        }
    }

    @Test("a keeper that did not answer is asked again, one that is asked is left alone", arguments: Engine.allCases)
    func again(engine: Engine) async throws {
        try await Self.with(engine) { centre, _, a, b in
            let hospital = Centre.hospital
            _ = try await centre.store.importDocument(Self.move(), for: hospital, at: Centre.noon)
            let database = centre.store.database
            let later = Centre.noon.adding(seconds: 3600)
            #expect(try await database.write { try $0.askForMoves(in: hospital, at: later) } == 1)
            try await Self.both(centre, &a, &b)
            let first = a.there.keys.filter { $0.hasPrefix("commands/") }
            #expect(first.count == 1)
            let id = try #require(first.first).dropFirst("commands/".count)
            try await database.write {
                try $0.endCommand(
                    String(id), outcome: "refused", of: TerminalName(trusted: "K1"), in: hospital, at: later)
            }
            _ = try await database.write { try $0.askForMoves(in: hospital, at: later) }
            try await Self.both(centre, &a, &b)
            let second = a.there.keys.filter { $0.hasPrefix("commands/") }
            #expect(second.count == 1 && second != first)
        }
    }

    @Test("a stay that ends before the move has nobody to move", arguments: Engine.allCases)
    func over(engine: Engine) async throws {
        try await Self.with(engine) { centre, first, a, b in
            _ = try await centre.store.importDocument(Self.move(), for: Centre.hospital, at: Centre.noon)
            first.settle("WD1", total: 1_000, deposits: 1_000)
            _ = try await centre.up(first, from: 4)
            let later = Centre.noon.adding(seconds: 7200)
            let database = centre.store.database
            #expect(try await database.write { try $0.askForMoves(in: Centre.hospital, at: later) } == 1)
            #expect(
                try await database.write { try $0.askForMoves(in: Centre.hospital, at: later.adding(days: 1)) } == 0)
            try await Self.both(centre, &a, &b)
            #expect(Self.ofStay.isSubset(of: a.there.keys) && Self.ofStay.isDisjoint(with: b.there.keys))
        }
    }

    @Test("a later move takes an earlier one's place; an older one changes nothing", arguments: Engine.allCases)
    func later(engine: Engine) async throws {
        try await Self.with(engine) { centre, first, a, b in
            _ = try await centre.store.importDocument(
                Self.move(at: "2026-11-21T09:00:00+08:00"), for: Centre.hospital, at: Centre.noon)
            _ = try await centre.store.importDocument(
                Self.move("W-A", "A1", at: "2026-11-21T10:00:00+08:00"), for: Centre.hospital, at: Centre.noon)
            _ = try await centre.store.importDocument(
                Self.move(at: "2026-11-21T08:00:00+08:00"), for: Centre.hospital, at: Centre.noon)
            first.release("WD1", fen: 1_000)
            _ = try await centre.up(first, from: 4)
            try await Self.both(centre, &a, &b)
            #expect(Self.ofStay.isSubset(of: a.there.keys) && Self.ofStay.isDisjoint(with: b.there.keys))
        }
    }
}
