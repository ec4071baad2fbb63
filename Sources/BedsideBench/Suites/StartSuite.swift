import AsyncHTTPClient
import BedsideCommands
import BedsideDemo
import BedsideRigs

/// From starting the program to the first screen at a client, and what it costs to do nothing.
struct StartSuite {
    let places: DemoWard.Places

    func run() async throws -> [Figure] {
        var starts: [Double] = []
        var memory = 0.0
        var idleCPU = 0.0
        for turn in 0..<5 {
            let folder = try BenchFolder()
            defer { folder.remove() }
            let scanner = folder.path + "/scanner"
            var settings = DaemonRig.Settings(folder: folder.path, binary: places.binary, assets: places.assets)
            settings.serialScanners = [("bedside-scanner", scanner)]
            let daemon = try DaemonRig(settings)
            let http = HTTPClient(eventLoopGroupProvider: .singleton)
            starts.append(
                try await measure {
                    try await daemon.start()
                    try await firstScreen(LocalClient(socket: daemon.kioskSocket, client: http))
                })
            if turn == 4, let pid = daemon.pid {
                let before = Machine.cpuMilliseconds(pid)
                // A real wait: idleness is what is measured here.
                try await Task.sleep(for: .seconds(10))
                idleCPU = Machine.cpuMilliseconds(pid) - before
                memory = Machine.residentMiB(pid)
            }
            try await daemon.stop()
            try await http.shutdown()
        }
        return [
            Figure("first_screen_s", Sample(starts).median / 1000, "s", note: "median of \(starts.count), empty store"),
            Figure("idle_rss_mib", memory, "MiB", note: "after 10 s"),
            Figure("idle_cpu_ms_per_10s", idleCPU, "ms"),
        ]
    }

    private func firstScreen(_ client: LocalClient) async throws {
        struct Seen: Error {}
        do { try await client.screens { _ in throw Seen() } } catch is Seen {}
    }
}
