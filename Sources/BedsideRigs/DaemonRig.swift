import Glibc
import Synchronization

/// A real `bedsided` in a folder of its own: configured, started, killed and started again.
package final class DaemonRig: Sendable {
    /// What a rig's terminal is made of.
    package struct Settings: Sendable {
        /// Absolute and short: sockets lie in it.
        package var folder: String
        /// The program to run.
        package var binary: String
        /// The folder with the screen texts.
        package var assets: String
        package var cupsServer = "/nonexistent/cups.sock"
        package var sheetQueue = "ward"
        package var labelQueue = "ward"
        /// Further YAML under `printing:`, indented by two.
        package var morePrinting = ""
        package var walletURL: String?
        /// Name and path of serial scanners.
        package var serialScanners: [(name: String, path: String)] = []
        /// Further YAML under `scanners:`, indented by two.
        package var moreScanners = ""
        /// Further YAML under `alarms:`, indented by two; a rig's terminal is silent.
        package var moreAlarms = ""
        /// The limits of people who scan; off, because a rig scans as fast as it can and the same code again.
        package var hasScanLimits = false
        /// How long a page must stand before it takes a key; none, because a rig reads at once.
        package var settleMilliseconds = 0
        package var idleSeconds = 60
        package var refundLimitFen = 50_000
        package var printPatienceSeconds = 600
        package var inquiryMilliseconds = 200
        package var language = "zh-Hans"
        /// As its configuration and certificate name it.
        package var terminal = "demo-kiosk1"
        /// Further YAML at the top level.
        package var more = ""
        package var environment: [String: String] = [:]
        /// Put before the program, such as a wrapper that emulates devices.
        package var wrapper: [String] = []

        package init(folder: String, binary: String, assets: String) {
            self.folder = folder
            self.binary = binary
            self.assets = assets
        }
    }

    package let settings: Settings
    private let state = Mutex(State())

    private struct State {
        var child: Child?
        /// How the last one ended by itself.
        var ended: Int32?
    }

    /// Writes the configuration; starts nothing. Throws ``RigError``.
    package init(_ settings: Settings) throws(RigError) {
        self.settings = settings
        try makeFolder(settings.folder)
        try writeFile(configuration, Self.yaml(settings))
    }

    package var configuration: String { settings.folder + "/bedside.yaml" }
    package var kioskSocket: String { settings.folder + "/kiosk.sock" }
    package var adminSocket: String { settings.folder + "/admin.sock" }
    package var wardSocket: String { settings.folder + "/ward.sock" }
    package var alarmJournal: String { settings.folder + "/alarms" }
    package var store: String { settings.folder + "/bedside.sqlite" }
    package var log: String { settings.folder + "/bedsided.log" }
    package var logText: String { readFile(log) ?? "" }
    package var pid: Int32? { state.withLock { $0.child?.pid } }

    /// Starts it and waits until both sockets answer. Throws ``RigError`` with the end of its log.
    package func start(within time: Duration = .seconds(20)) async throws(RigError) {
        let started = try Child(
            settings.wrapper + [settings.binary, "--config", configuration],
            environment: settings.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { own, _ in own }, log: log)
        state.withLock { $0 = State(child: started) }
        try await until(time, "bedsided; see \(log)") { () throws(RigError) in
            if let code = finished() { throw RigError("bedsided ended with \(code):\n\(logText.suffix(2000))") }
            return [kioskSocket, adminSocket, wardSocket].allSatisfy(accepts(socket:))
        }
    }

    /// Nil while it runs, before it was started and after it was stopped; else how it ended by itself.
    package func finished() -> Int32? {
        state.withLock { state in
            if let code = state.child?.finished() { state = State(ended: code) }
            return state.ended
        }
    }

    /// kill -9: no goodbye, as in a power cut of the process.
    package func kill() async throws(RigError) { try await end(SIGKILL) }

    /// As systemd stops it.
    @discardableResult
    package func stop() async throws(RigError) -> Int32 { try await end(SIGTERM) }

    @discardableResult
    private func end(_ signal: Int32) async throws(RigError) -> Int32 {
        let running = state.withLock { state in
            defer { state = State() }
            return state.child
        }
        guard let running else { return 0 }
        running.signal(signal)
        do throws(RigError) { return try await running.wait() } catch {
            // Nobody else knows of it any more.
            running.signal(SIGKILL)
            throw error
        }
    }

    private static func yaml(_ settings: Settings) -> String {
        let wallet =
            settings.walletURL.map { url in
                "wallet:\n  url: \(url)\n  timeout_seconds: 2\n  inquiry_milliseconds: \(settings.inquiryMilliseconds)\n"
            } ?? ""
        let limits = settings.hasScanLimits ? "" : "    repeat_window_ms: 0\n    rate_per_second: 0\n"
        let scanners = settings.serialScanners.map {
            "  - name: \($0.name)\n    kind: serial\n    path: \($0.path)\n" + limits
        }
        let list = scanners.joined() + settings.moreScanners
        return """
            terminal: \(settings.terminal)
            store: \(settings.folder)/bedside.sqlite
            assets: \(settings.assets)
            log_level: info
            hospital:
              name: 示范医院
              ward: 呼吸内科一病区
            api:
              directory: \(settings.folder)
            kiosk:
              language: \(settings.language)
              idle_seconds: \(settings.idleSeconds)
              settle_ms: \(settings.settleMilliseconds)
            payment:
              channels: [\(settings.walletURL == nil ? "cashier" : "wallet, cashier")]
              refund_limit_fen: \(settings.refundLimitFen)
            dunning:
              ratio_percent: 100
              minimum_fen: 20000
            \(wallet)printing:
              server: \(settings.cupsServer)
              sheet_queue: \(settings.sheetQueue)
              label_queue: \(settings.labelQueue)
              poll_milliseconds: 200
              patience_seconds: \(settings.printPatienceSeconds)
            \(settings.morePrinting)alarms:
              sound:
                device: none
            \(settings.moreAlarms)central:
              first_contact_seconds: 0
            \(settings.more)scanners:\(list.isEmpty ? " []\n" : "\n" + list)
            ward_guide:
              - title: 作息与探视
                text: 病区每日 6:30 开灯，21:30 熄灯。探视时间为 15:00 至 19:00，每次不超过两人。
              - title: 安全
                text: 请佩戴好腕带，离开病区前告知护士。起床、如厕时请有人陪伴，防止跌倒。
              - title: 呼叫
                text: 任何不适请立即按床头呼叫铃；看不懂屏幕时按 + 键叫人帮忙。
              - title: 费用
                text: 每日费用可在床旁终端扫腕带查询并打印；有疑问可当场标记，病区会答复您。
            """ + "\n"
    }
}
