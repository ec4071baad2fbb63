import BedsideDomain
import BedsideRigs
import BedsideWire
import Foundation
import NIOCore
import NIOPosix

/// What the central store costs before anything happens: its start, its memory alone and with a fleet that waits.
struct CentralRest {
    let program: String
    /// Idle ones on long-poll.
    let terminals: Int

    private static let starts = 10
    private static let poll = 25

    func run() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let centre = try await BenchCentre.make(in: folder.path + "/c", program: program, terminals: terminals)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let outcome: Result<[Figure], any Error>
        do { outcome = .success(try await starts(centre) + idle(centre, group)) } catch { outcome = .failure(error) }
        try await centre.rig.stop()
        try await group.shutdownGracefully()
        return try outcome.get()
    }

    private func starts(_ centre: BenchCentre) async throws -> [Figure] {
        var starts: [Double] = []
        for _ in 0..<Self.starts {
            starts.append(try await measure { try await centre.rig.start(look: .milliseconds(1)) })
            try await centre.rig.stop()
        }
        return [
            Figure(
                "start_ms", Sample(starts).median, "ms",
                note: "to both ports, median of \(starts.count), \(terminals) terminals known")
        ]
    }

    private func idle(_ centre: BenchCentre, _ group: any EventLoopGroup) async throws -> [Figure] {
        try await centre.rig.start()
        guard let pid = centre.rig.pid else { throw BenchError("bedside-central has ended") }
        // A real wait here and below: rest is what is measured.
        try await Task.sleep(for: .seconds(5))
        let alone = Machine.residentMiB(pid)
        let office = BenchOffice(rig: centre.rig)
        return try await BenchPolls.with(centre, centre.terminals, wait: Self.poll, on: group, heard: { _, _ in }) {
            try await BenchPolls.settled(terminals, office)
            let before = Machine.cpuMilliseconds(pid)
            let seconds = 2 * Self.poll
            try await Task.sleep(for: .seconds(seconds))
            let cpu = (Machine.cpuMilliseconds(pid) - before) / Double(seconds * 10)
            let waiting = try await office.metric("bedside_waiting_polls")
            return [
                Figure("idle_mib", alone, "MiB", note: "resident, no terminal connected"),
                Figure(
                    "idle_\(terminals)_mib", Machine.residentMiB(pid), "MiB",
                    note: "resident (proportional \(Machine.proportionalMiB(pid).rounded()), "
                        + "most \(Machine.peakMiB(pid).rounded())), \(Int(waiting)) polls of \(Self.poll) s wait"),
                Figure("idle_\(terminals)_cpu_percent", cpu, "%", note: "of one core, in \(seconds) s"),
            ]
        }
    }
}
