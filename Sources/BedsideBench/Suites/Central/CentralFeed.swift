import BedsideDomain
import BedsideRigs
import BedsideWire
import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A changed bed until all terminals of its ward have read it.
struct CentralFeed {
    let program: String
    let terminals: Int
    let changes: Int

    func run() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let centre = try await BenchCentre.make(in: folder.path + "/c", program: program, terminals: terminals)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let outcome: Result<[Figure], any Error>
        do {
            try await centre.rig.start()
            let office = BenchOffice(rig: centre.rig)
            let receipts = Receipts()
            outcome = .success(
                try await BenchPolls.with(
                    centre, centre.terminals, wait: 25, on: group, heard: { receipts.add($0, $1) }
                ) {
                    try await BenchPolls.settled(terminals, office)
                    return try await change(office, receipts)
                })
        } catch { outcome = .failure(error) }
        try await centre.rig.stop()
        try await group.shutdownGracefully()
        return try outcome.get()
    }

    private func change(_ office: BenchOffice, _ receipts: Receipts) async throws -> [Figure] {
        var (delays, last, asked): ([Double], [Double], [Double]) = ([], [], [])
        // The first change brings the ward and its bed and warms both ends up; it is not counted.
        for turn in 0...changes {
            let label = "\(turn)"
            let began = ContinuousClock.now
            let answered = try await office.importDocument(document(label))
            let seen = try await receipts.all(terminals, of: label, until: answered + .seconds(30))
            // Who waits again hears the next one only then.
            try await BenchPolls.settled(terminals, office)
            guard turn > 0 else { continue }
            // Some read it before the import's own answer has been read.
            delays += seen.map { max(0, ($0 - answered).milliseconds) }
            asked += seen.map { ($0 - began).milliseconds }
            last.append(seen.map { ($0 - answered).milliseconds }.max() ?? .nan)
        }
        return [
            Figure("feed_p50_ms", Sample(delays).median, "ms"),
            Figure(
                "feed_p99_ms", Sample(delays).percentile(99), "ms",
                note: "from the import's answer to each of \(terminals) receipts, \(changes) changes; "
                    + "from its request \(Int(Sample(asked).percentile(99))) ms"),
            Figure("feed_last_ms", Sample(last).percentile(100), "ms", note: "the last of all, worst change"),
        ]
    }

    private func document(_ label: String) -> String {
        """
        {"format": "bedside-import", "version": 1, "wards": [{"id": "\(BenchCentre.ward.text)", "name": "一病区"}],
        "beds": [{"id": "B1", "ward": "\(BenchCentre.ward.text)", "label": "\(label)"}]}
        """
    }
}

/// Who read which label of the bed, and when.
private final class Receipts: Sendable {
    private let seen = Mutex<[String: [ContinuousClock.Instant]]>([:])

    func add(_ rows: [FeedRow], _ at: ContinuousClock.Instant) {
        for row in rows where row.table == .beds {
            guard case .put(let body) = row.change, let label = Self.label(body) else { continue }
            seen.withLock { $0[label, default: []].append(at) }
        }
    }

    private static func label(_ body: String) -> String? {
        struct Bed: Decodable { let label: String }
        do { return try JSONDecoder().decode(Bed.self, from: Data(body.utf8)).label } catch { return nil }
    }

    func all(_ count: Int, of label: String, until deadline: ContinuousClock.Instant) async throws
        -> [ContinuousClock.Instant]
    {
        while true {
            let found = seen.withLock { $0[label] ?? [] }
            if found.count == count { return found }
            guard found.count < count, ContinuousClock.now < deadline else {
                throw BenchError("\(found.count) of \(count) terminals heard of a change")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
