import AsyncHTTPClient
import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire

/// From the last byte of a scan on the line to the new screen's bytes at the client, each scan committed to the store.
///
/// Two wristbands in turn: every scan ends one patient's session, reads another's stay, and shows another screen.
struct ScanSuite {
    let places: DemoWard.Places
    let scans: Int

    func run() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let scanner = try PtyScanner(path: folder.path + "/scanner")
        var settings = DaemonRig.Settings(folder: folder.path, binary: places.binary, assets: places.assets)
        settings.serialScanners = [("bedside-scanner", scanner.path)]
        let daemon = try DaemonRig(settings)
        try await BenchWard.fill(daemon.store, assets: places.assets)
        try await daemon.start()
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        let client = LocalClient(socket: daemon.kioskSocket, client: http)
        let visitor = Visitor(kiosk: client, scanner: scanner)
        var times: [Double] = []
        var lost = 0
        // The first scans warm up both sides and are not counted.
        for turn in 0..<(scans + 100) {
            let wristband = BenchWard.wristbands[turn % 2]
            let before = visitor.screen?.place ?? ""
            var missed = false
            let milliseconds = try await measure {
                try visitor.scan(wristband)
                do {
                    try await visitor.see("home", within: .seconds(5)) { $0.name == "home" && $0.place != before }
                } catch { missed = true }
            }
            if missed { lost += 1 } else if turn >= 100 { times.append(milliseconds) }
        }
        visitor.leave()
        let admin = LocalClient(socket: daemon.adminSocket, client: http)
        let committed = try await admin.status().store.auditRows
        try await daemon.stop()
        try await http.shutdown()
        let sample = Sample(times)
        return [
            Figure("scan_to_screen_p50_ms", sample.median, "ms"),
            Figure("scan_to_screen_p99_ms", sample.percentile(99), "ms", note: "of \(sample.count) scans"),
            Figure("scan_to_screen_max_ms", sample.percentile(100), "ms"),
            Figure("scan_lost", Double(lost), "scans", note: "\(committed) audit rows committed"),
        ]
    }
}
