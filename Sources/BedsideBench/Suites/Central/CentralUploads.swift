import BedsideDomain
import BedsideRigs
import BedsideWire
import Foundation
import NIOCore
import NIOPosix

/// Uploads of 20 events by many terminals at once over TLS, against a plain loop that writes the same rows with the same
/// commits on the same disk; round by round in turn, so that both meet the same minute of the machine.
struct CentralUploads {
    let program: String
    let terminals: Int
    /// Of each terminal in a round.
    let uploads: Int
    let rounds: Int

    private static let events = 20
    /// The limit of one hospital's uploads is not what is measured here.
    private static let arguments = ["--uploads-per-second", "100000"]

    func sqlite() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let centre = try await BenchCentre.make(
            in: folder.path + "/c", program: program, terminals: terminals, arguments: Self.arguments)
        let copy = folder.path + "/plain.sqlite"
        try FileManager.default.copyItem(atPath: centre.rig.database, toPath: copy)
        return try await compare("sqlite", centre, try PlainSQLite(path: copy, terminals: centre.terminals))
    }

    func postgres() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let postgres = try await PostgresRig.start(in: folder.path + "/pg")
        let outcome: Result<[Figure], any Error>
        do {
            let url = try await postgres.makeDatabase("central")
            let centre = try await BenchCentre.make(
                in: folder.path + "/c", program: program, store: url, terminals: terminals, arguments: Self.arguments)
            try await postgres.sql("CREATE DATABASE plain TEMPLATE central")
            let plain = try await PlainPostgres(url: postgres.url("plain"), terminals: centre.terminals)
            outcome = .success(try await compare("postgres", centre, plain))
        } catch { outcome = .failure(error) }
        await postgres.stop()
        return try outcome.get()
    }

    private func compare(_ engine: String, _ centre: BenchCentre, _ plain: any PlainLoop) async throws -> [Figure] {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let outcome: Result<[Figure], any Error>
        do {
            try await centre.rig.start()
            outcome = .success(try await rounds(engine, centre, plain, group))
        } catch { outcome = .failure(error) }
        try await plain.close()
        try await centre.rig.stop()
        try await group.shutdownGracefully()
        return try outcome.get()
    }

    private func rounds(
        _ engine: String, _ centre: BenchCentre, _ plain: any PlainLoop, _ group: any EventLoopGroup
    ) async throws -> [Figure] {
        var lines: [BenchLine] = []
        for terminal in centre.terminals {
            lines.append(try await BenchLine.open(terminal, port: centre.rig.port, on: group).get())
        }
        let office = BenchOffice(rig: centre.rig)
        var chains = try centre.terminals.enumerated().map { try BenchChain($1, number: $0) }
        var (server, alone, ratios): ([Double], [Double], [Double]) = ([], [], [])
        var commits = 0.0
        // Of the server, its generator and the plain loop.
        var cpu = (server: 0.0, generator: 0.0, plain: 0.0)
        let pids = (server: centre.rig.pid ?? 0, own: getpid())
        // The first warms both up and is not counted.
        for round in 0...rounds {
            var work: [[BenchUpload]] = []
            for number in chains.indices {
                work.append(try (0..<uploads).map { _ in try chains[number].next(Self.events, keepsEvents: true) })
            }
            let before = try await office.metric("bedside_commits_total")
            let cpuBefore = (Machine.cpuMilliseconds(pids.server), Machine.cpuMilliseconds(pids.own))
            let took = try await measure { try await send(work, lines) }
            let cpuAfter = (Machine.cpuMilliseconds(pids.server), Machine.cpuMilliseconds(pids.own))
            let spent = try await office.metric("bedside_commits_total") - before
            // In the order in which they come in: one of each terminal, then the next.
            let inTurn = (0..<uploads).flatMap { turn in work.map { $0[turn] } }
            let ownBefore = Machine.cpuMilliseconds(pids.own)
            let plainTook = try await measure { try await plain.write(inTurn, commits: Int(spent)) }
            let ownAfter = Machine.cpuMilliseconds(pids.own)
            guard round > 0 else { continue }
            server.append(took)
            alone.append(plainTook)
            ratios.append(plainTook / took)
            commits += spent
            cpu.server += cpuAfter.0 - cpuBefore.0
            cpu.generator += cpuAfter.1 - cpuBefore.1
            cpu.plain += ownAfter - ownBefore
        }
        for line in lines { await line.close() }
        let requests = Double(terminals * uploads)
        let each = { (milliseconds: Double) in
            (milliseconds / requests / Double(rounds) * 100).rounded() / 100
        }
        let second = { (took: [Double]) in requests / (Sample(took).median / 1000) }
        return [
            Figure(
                "\(engine)_upload_ratio", Sample(ratios).median, "",
                note: "median of \(rounds) rounds of \(Int(requests)) uploads by \(terminals) terminals at once, "
                    + "\(Int(commits) / rounds) commits a round; worst \((Sample(ratios).percentile(0) * 100).rounded() / 100)"
            ),
            Figure(
                "\(engine)_requests_s", second(server), "1/s",
                note: "plain loop \(Int(second(alone))); CPU of an upload: server \(each(cpu.server)) ms, generator "
                    + "\(each(cpu.generator)) ms, plain loop \(each(cpu.plain)) ms"),
            Figure(
                "\(engine)_rows_s", second(server) * Double(rowCount(events: Self.events)), "1/s",
                note: "inbox, op_seen and terminals"),
        ]
    }

    /// All terminals at once, each one upload after the other.
    private func send(_ work: [[BenchUpload]], _ lines: [BenchLine]) async throws {
        try await withThrowingTaskGroup { group in
            for (line, uploads) in zip(lines, work) {
                group.addTask {
                    let answer = try await Self.send(uploads[...], line).get()
                    let last = try JSONDecoder().decode(UpAnswer.self, from: Data(answer.body.readableBytesView))
                    guard last.ack == uploads.last?.last, last.head == uploads.last?.tail, last.held.isEmpty else {
                        throw BenchError("the central store stands elsewhere than its terminal")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// On the line's own loop: the next is written where the answer was read.
    private static func send(
        _ uploads: ArraySlice<BenchUpload>, _ line: BenchLine
    ) -> EventLoopFuture<BenchLine.Answer> {
        let (first, rest) = (uploads[uploads.startIndex], uploads.dropFirst())
        return line.up(first).flatMap { answer in
            guard answer.status == 200 else {
                return line.failed(
                    BenchError("an upload was answered with \(answer.status): \(String(buffer: answer.body))"))
            }
            return rest.isEmpty ? line.done(answer) : send(rest, line)
        }
    }
}
