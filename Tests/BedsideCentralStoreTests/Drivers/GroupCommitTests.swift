import BedsideDomain
import Dispatch
import GRDB
import Synchronization
import Testing

@testable import BedsideCentralStore

/// Many writes, one commit: in which order, for whom, and what becomes of the others when one fails.
@Suite struct GroupCommitTests {
    @Test func writesRunAndAreAnsweredInTheirOrderInTheFewestCommits() async throws {
        try await Self.withBench { bench in
            bench.block()
            let before = bench.database.commits
            for number in 0..<1000 { bench.submit(number) { try $0.insert(number) } }
            bench.unblock()
            await bench.answered(1000)
            // Also within each terminal: it is one order for all.
            #expect(bench.ran == Array(0..<1000))
            #expect(bench.answers.map(\.number) == Array(0..<1000))
            #expect(bench.answers.allSatisfy { $0.code == nil })
            // 256 at most in each, and nobody waits for a fuller one.
            #expect(bench.database.commits - before == 4)
            let rows = try await bench.rows()
            #expect(rows == Array(0..<1000))
        }
    }

    /// Each answered write of the storm is followed by another one, so that the queue is never empty: whoever else comes has
    /// his turn all the same. A storm that is not over by itself ends here after 50,000 writes.
    @Test(.timeLimit(.minutes(1))) func aStormStarvesNeitherReadersNorSingleWrites() async throws {
        try await Self.withBench { bench in
            let storm = Storm(bench)
            bench.block()
            for _ in 0..<600 { storm.write() }
            bench.unblock()
            let small = try await bench.database.write { transaction in
                try transaction.insert(-1)
                return storm.isOver
            }
            let read = try await bench.database.read { transaction in
                _ = try transaction.row("SELECT 1")
                return storm.isOver
            }
            #expect(!small && !read)
            storm.stop()
            await storm.end()
            #expect(storm.written > 600)
            #expect(try await bench.rows().filter { $0 >= 0 }.count == storm.written)
        }
    }

    /// It fails alone: nothing of it stays, and its neighbours of the same commit do not notice.
    @Test func oneThatFailsFailsAlone() async throws {
        try await Self.withBench { bench in
            bench.block()
            let before = bench.database.commits
            let rung = Mutex<[Int]>([])
            for number in 0..<9 {
                bench.submit(number) { transaction in
                    transaction.afterCommit { rung.withLock { $0.append(number) } }
                    try transaction.insert(number)
                    switch number {
                    // By its own word, by a rule of the schema, and by half of what it did.
                    case 2: throw Undo()
                    case 4: try transaction.insert(0)
                    case 6: try transaction.run("INSERT INTO nowhere(a) VALUES (1)")
                    default: break
                    }
                }
            }
            bench.unblock()
            await bench.answered(9)
            #expect(bench.database.commits - before == 1)
            let codes = Dictionary(uniqueKeysWithValues: bench.answers.map { ($0.number, $0.code) })
            #expect(codes[2] == "undo" && codes[4] == "rule-broken" && codes[6] == "not-written")
            #expect(codes.filter { $0.value == nil }.keys.sorted() == [0, 1, 3, 5, 7, 8])
            let rows = try await bench.rows()
            #expect(rows == [0, 1, 3, 5, 7, 8])
            #expect(rung.withLock(\.self) == [0, 1, 3, 5, 7, 8])
        }
    }

    /// SQLite takes the whole transaction back by itself, as on a full disk: nobody of the group is told that it was written.
    @Test func aGroupThatIsRolledBackIsToldSoAndTheNextGoesOn() async throws {
        try await Self.withBench { bench in
            try await bench.database.write { try $0.insert(0) }
            bench.block()
            for number in 1...5 {
                bench.submit(number) { transaction in
                    if number == 3 { _ = try transaction.run("INSERT OR ROLLBACK INTO t(a) VALUES (0)") }
                    try transaction.insert(number)
                }
            }
            bench.unblock()
            await bench.answered(5)
            #expect(bench.answers.map(\.number).sorted() == Array(1...5))
            #expect(bench.answers.allSatisfy { $0.code != nil })
            #expect(bench.answers.filter { $0.number != 3 }.allSatisfy { $0.code == "not-written" })
            #expect(bench.ran == [1, 2, 3])
            try await bench.database.write { try $0.insert(9) }
            let rows = try await bench.rows()
            #expect(rows == [0, 9])
        }
    }

    /// Nobody knows what is on the disk: everybody of the group and behind it hears that, once, and nothing works after it.
    @Test func aFailedCommitIsUnknownForTheGroupAndAllBehindIt() async throws {
        try await Self.withBench { bench in
            let rung = Mutex(0)
            bench.block()
            for number in 0..<300 {
                bench.submit(number) { transaction in
                    transaction.afterCommit { rung.withLock { $0 += 1 } }
                    if number == 0 { bench.fault.isOn.withLock { $0 = true } }
                    try transaction.insert(number)
                    if number == 7 { throw Undo() }
                } onAnswer: {
                    // Whoever hears of it finds the store closed already.
                    if number == 0 { bench.submit(1000) { try $0.insert(1000) } }
                }
            }
            bench.unblock()
            await bench.answered(301)
            let codes = Dictionary(bench.answers.map { ($0.number, $0.code) }) { _, _ in "twice" }
            #expect(codes[7] == "undo" && codes[1000] == "closed")
            #expect((0..<300).allSatisfy { $0 == 7 || codes[$0] == "commit-unknown" })
            // The second group never ran.
            #expect(bench.ran == Array(0..<256))
            #expect(rung.withLock(\.self) == 0)
            bench.submit(2000) { try $0.insert(2000) }
            #expect(bench.answers.last?.code == "closed")
        }
    }

    @Test func whatHasNoRoomIsRefusedAtOnceAndInTime() async throws {
        try await Self.withBench(capacity: 10) { bench in
            bench.block()
            for number in 0..<12 { bench.submit(number) { try $0.insert(number) } }
            // Answered although nothing runs.
            #expect(bench.answers.map(\.number) == [10, 11] && bench.answers.allSatisfy { $0.code == "busy" })
            bench.unblock()
            await bench.answered(12)
            let rows = try await bench.rows()
            #expect(rows == Array(0..<10))
        }
    }

    // MARK: Bench

    private static func withBench(capacity: Int = 100_000, _ body: (Bench) async throws -> Void) async throws {
        let place = try await Centre.place(.sqlite)
        defer { Centre.remove(place) }
        let fault = Fault()
        let database = try SQLiteDatabase(path: place, capacity: capacity) { db in
            try SQLiteDurability.settle(db)
            db.add(transactionObserver: fault, extent: .databaseLifetime)
        }
        _ = try await database.write { try $0.run("CREATE TABLE t(a INTEGER PRIMARY KEY) STRICT") }
        let bench = Bench(database, fault)
        do { try await body(bench) } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

private struct Undo: Error {}

extension CentralTransaction {
    fileprivate func insert(_ number: Int) throws { try run("INSERT INTO t(a) VALUES ($1)", [.count(number)]) }
}

/// A store whose connection can be held, so that what comes meanwhile stands in one queue.
private final class Bench: Sendable {
    struct Answer: Sendable {
        let number: Int
        /// Nil: it was written.
        let code: String?
    }

    let database: SQLiteDatabase
    let fault: Fault
    private let gate = DispatchSemaphore(value: 0)
    private let record = Mutex<(ran: [Int], answers: [Answer])>(([], []))
    private let (signal, bell) = AsyncStream<Void>.makeStream()

    init(_ database: SQLiteDatabase, _ fault: Fault) {
        self.database = database
        self.fault = fault
    }

    var ran: [Int] { record.withLock(\.ran) }
    var answers: [Answer] { record.withLock(\.answers) }

    /// Holds the connection from now on.
    func block() {
        let started = DispatchSemaphore(value: 0)
        let gate = gate
        database.submit(
            GroupedWrite { _ in
                started.signal()
                gate.wait()
            } answer: { _ in
            })
        started.wait()
    }

    func unblock() { gate.signal() }

    func submit(
        _ number: Int, _ body: @escaping @Sendable (any CentralTransaction) throws -> Void,
        onAnswer: @escaping @Sendable () -> Void = {}
    ) {
        database.submit(
            GroupedWrite { transaction in
                self.record.withLock { $0.ran.append(number) }
                try body(transaction)
            } answer: { (result: Result<Void, any Error>) in
                var code: String?
                if case .failure(let error) = result { code = (error as? CentralError)?.code.rawValue ?? "undo" }
                self.record.withLock { $0.answers.append(Answer(number: number, code: code)) }
                onAnswer()
                self.bell.yield()
            })
    }

    /// Until so many were answered.
    func answered(_ count: Int) async {
        guard answers.count < count else { return }
        for await _ in signal where answers.count >= count { return }
    }

    func rows() async throws -> [Int] {
        try await database.read { try $0.rows("SELECT a FROM t ORDER BY a").map { Int(try $0.int(0)) } }
    }
}

/// Writes that never end by themselves.
private final class Storm: Sendable {
    private let bench: Bench
    private let state = Mutex((next: 0, open: 0, isStopped: false, isOver: false))
    private let (signal, bell) = AsyncStream<Void>.makeStream()

    init(_ bench: Bench) { self.bench = bench }

    var written: Int { state.withLock(\.next) }
    /// It was given up, because nobody else had a turn.
    var isOver: Bool { state.withLock(\.isOver) }
    func stop() { state.withLock { $0.isStopped = true } }

    func write() {
        let number: Int? = state.withLock { state in
            if state.next >= 50_000 { state.isOver = true }
            guard !state.isStopped, !state.isOver else { return nil }
            defer { (state.next, state.open) = (state.next + 1, state.open + 1) }
            return state.next
        }
        guard let number else { return }
        bench.database.submit(
            GroupedWrite {
                try $0.insert(number)
            } answer: { (_: Result<Void, any Error>) in
                self.write()
                if self.state.withLock({
                    $0.open -= 1; return $0.open == 0
                }) {
                    self.bell.yield()
                }
            })
    }

    func end() async {
        guard state.withLock({ $0.open > 0 }) else { return }
        for await _ in signal { return }
    }
}

/// A disk that fails at COMMIT.
private final class Fault: TransactionObserver, Sendable {
    struct Broken: Error {}
    let isOn = Mutex(false)

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() throws { if isOn.withLock(\.self) { throw Broken() } }
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}
}
