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
        let plain = try PlainSQLite(path: copy, terminals: centre.terminals)
        return try await compare("sqlite", centre, [("sqlite_upload_ratio", plain)])
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
            var loops: [(String, any PlainLoop)] = []
            for (figure, form) in [("postgres_upload_ratio", PlainPostgres.Form.rows), ("postgres_bulk_ratio", .bulk)] {
                try await postgres.sql("CREATE DATABASE plain_\(form) TEMPLATE central")
                let own = postgres.url("plain_\(form)")
                loops.append((figure, try await PlainPostgres(url: own, terminals: centre.terminals, form: form)))
            }
            outcome = .success(try await compare("postgres", centre, loops))
        } catch { outcome = .failure(error) }
        await postgres.stop()
        return try outcome.get()
    }

    private func compare(
        _ engine: String, _ centre: BenchCentre, _ loops: [(figure: String, loop: any PlainLoop)]
    ) async throws -> [Figure] {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let outcome: Result<[Figure], any Error>
        do {
            try await centre.rig.start()
            outcome = .success(try await rounds(engine, centre, loops, group))
        } catch { outcome = .failure(error) }
        for (_, loop) in loops { try await loop.close() }
        try await centre.rig.stop()
        try await group.shutdownGracefully()
        return try outcome.get()
    }

    private func rounds(
        _ engine: String, _ centre: BenchCentre, _ loops: [(figure: String, loop: any PlainLoop)],
        _ group: any EventLoopGroup
    ) async throws -> [Figure] {
        guard let pid = centre.rig.pid else { throw BenchError("bedside-central has ended") }
        var lines: [BenchLine] = []
        for terminal in centre.terminals {
            lines.append(try await BenchLine.open(terminal, port: centre.rig.port, on: group).get())
        }
        let office = BenchOffice(rig: centre.rig)
        var chains = try centre.terminals.enumerated().map { try BenchChain($1, number: $0) }
        var (server, others) = (UploadTimes(), loops.map { _ in UploadTimes() })
        var (serverCPU, commits) = (0.0, 0.0)
        // The first warms all of them up and is not counted.
        for round in 0...rounds {
            var work: [[BenchUpload]] = []
            for number in chains.indices {
                work.append(try (0..<uploads).map { _ in try chains[number].next(Self.events, keepsEvents: true) })
            }
            let before = (try await office.metric("bedside_commits_total"), Machine.cpuMilliseconds(pid))
            try await server.take(counted: round > 0) { try await send(work, lines) }
            let spent = try await office.metric("bedside_commits_total") - before.0
            if round > 0 {
                serverCPU += Machine.cpuMilliseconds(pid) - before.1
                commits += spent
            }
            // In the order in which they come in: one of each terminal, then the next.
            let inTurn = (0..<uploads).flatMap { turn in work.map { $0[turn] } }
            for (number, plain) in loops.enumerated() {
                try await others[number].take(counted: round > 0) {
                    try await plain.loop.write(inTurn, commits: Int(spent))
                }
            }
        }
        for line in lines { await line.close() }
        let requests = terminals * uploads
        var figures = zip(loops, others).map { plain, times in
            let ratios = Sample(zip(times.wall, server.wall).map { $0 / $1 })
            return Figure(
                plain.figure, ratios.median, "ratio",
                note: "median of \(rounds) rounds, worst \(Figure.short(ratios.percentile(0))); loop of "
                    + "\(plain.loop.form): \(Int(times.rate(requests)))/s, \(times.cpu(of: requests)) ms CPU an upload")
        }
        let rate = server.rate(requests)
        figures.append(
            Figure(
                "\(engine)_requests_s", rate, "1/s",
                note: "rounds of \(requests) by \(terminals) terminals, \(Int(commits) / rounds) commits each; CPU an "
                    + "upload: server \(Figure.short(serverCPU / Double(requests * rounds))) ms, generator "
                    + "\(server.cpu(of: requests)) ms"))
        figures.append(
            Figure(
                "\(engine)_rows_s", rate * Double(rowCount(events: Self.events)), "1/s",
                note: "inbox, op_seen and terminals"))
        return figures
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
