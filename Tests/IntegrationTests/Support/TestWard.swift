import AsyncHTTPClient
import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Testing

/// A terminal with a scanner and its data, alone in a folder; wallet and printers only for the tests that need them.
final class TestWard: Sendable {
    struct Parts: OptionSet {
        let rawValue: Int
        /// A wallet's gateway over HTTP, which the patient pays when told to.
        static let wallet = Parts(rawValue: 1)
        /// A private cupsd with a sheet printer and a wristband printer.
        static let printers = Parts(rawValue: 2)
        /// The wireless base of the call buttons of beds 1 to 8, and a scanner for badges that stands at the ward screen
        /// `desk`.
        static let bells = Parts(rawValue: 4)
    }

    let folder: String
    let daemon: DaemonRig
    let scanner: PtyScanner
    let bells: WardLines?
    let wallet: WalletServer?
    /// Several terminals may have one.
    private let isWalletShared: Bool
    let cups: CupsRig?
    let kiosk: LocalClient
    let admin: LocalClient
    let nurses: LocalClient
    let visitor: Visitor

    /// For all tests; it ends with the process.
    private static let connections = LocalClient.connections()

    private init(
        _ folder: String, _ daemon: DaemonRig, _ scanner: PtyScanner, _ bells: WardLines?, _ wallet: WalletServer?,
        _ cups: CupsRig?, isWalletShared: Bool
    ) {
        self.folder = folder
        self.daemon = daemon
        self.scanner = scanner
        self.bells = bells
        self.wallet = wallet
        self.isWalletShared = isWalletShared
        self.cups = cups
        kiosk = LocalClient(socket: daemon.kioskSocket, client: Self.connections)
        admin = LocalClient(socket: daemon.adminSocket, client: Self.connections)
        nurses = LocalClient(socket: daemon.wardSocket, client: Self.connections)
        visitor = Visitor(kiosk: kiosk, scanner: scanner)
    }

    static func places() throws -> DemoWard.Places { try .find() }

    /// The settings of a terminal in a folder: real programs, no printers, no wallet.
    static func settings(_ folder: String) throws -> DaemonRig.Settings {
        let places = try places()
        return DaemonRig.Settings(folder: folder, binary: places.binary, assets: places.assets)
    }

    /// Opens a ward with the demo's data, works with it, and ends all of it. A failure carries the end of the daemon's log.
    ///
    /// - Parameter adjust: changes the terminal's settings before it is configured.
    static func with<Value>(
        _ parts: Parts = [], adjust: (inout DaemonRig.Settings) throws -> Void = { _ in },
        _ work: (TestWard) async throws -> Value
    ) async throws -> Value {
        try await closed(parts, adjust: adjust) { ward in
            try await ward.start()
            try await ward.importDemo()
            return try await work(ward)
        }
    }

    /// The same with the daemon not started and nothing imported.
    ///
    /// - Parameter shared: a wallet that runs already and that somebody else ends.
    static func closed<Value>(
        _ parts: Parts = [], sharing shared: WalletServer? = nil,
        adjust: (inout DaemonRig.Settings) throws -> Void = { _ in },
        _ work: (TestWard) async throws -> Value
    ) async throws -> Value {
        try await withFolder { folder in
            var settings = try settings(folder + "/t")
            var cups: CupsRig?
            if parts.contains(.printers) {
                let printers = [
                    VirtualPrinter(queue: "ward", kind: .a4), VirtualPrinter(queue: "label", kind: .wristband),
                ]
                cups = try await CupsRig.start(in: folder + "/cups", printers: printers)
                settings.cupsServer = cups?.socket ?? ""
                settings.labelQueue = "label"
            }
            var wallet = shared
            do {
                if parts.contains(.wallet) {
                    let server = WalletServer(ledger: WalletLedger(mode: .manual))
                    settings.walletURL = try await server.start()
                    wallet = server
                }
                let scanner = try PtyScanner(path: folder + "/scanner")
                settings.serialScanners = [("bedside-scanner", scanner.path)]
                let bells = parts.contains(.bells) ? try WardLines(folder) : nil
                bells?.configure(&settings)
                try adjust(&settings)
                let ward = TestWard(
                    folder, try DaemonRig(settings), scanner, bells, wallet, cups, isWalletShared: shared != nil)
                let outcome: Result<Value, any Error>
                do { outcome = .success(try await work(ward)) } catch {
                    outcome = .failure(RigError("\(error)\n\(ward.lastWords)"))
                }
                await ward.close()
                return try outcome.get()
            } catch {
                if shared == nil { wallet?.stop() }
                await cups?.stop()
                throw error
            }
        }
    }

    /// Starts the daemon and waits until its scanner is there, if that is plugged in.
    func start() async throws {
        try await daemon.start()
        guard FileManager.default.fileExists(atPath: scanner.path) else { return }
        try await scannerIs("present")
    }

    /// Starts a daemon whose power may fail meanwhile.
    func startOrDie() async throws {
        do { try await start() } catch { try await blameTheDead(error) }
    }

    /// Returns when the daemon is seen dead, which explains the error; else throws that on, after two seconds.
    func blameTheDead(_ error: any Error) async throws {
        let deadline = ContinuousClock.now + .seconds(2)
        while daemon.finished() == nil {
            guard ContinuousClock.now < deadline else { throw error }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func scannerIs(_ state: String) async throws {
        try await eventually("the scanner to be \(state)") {
            try await admin.devices().first { $0.name == "bedside-scanner" }?.state == state
        }
    }

    func importDemo() async throws { try await importFile(try Self.places().assets + "/demo-ward.json") }

    /// Throws ``RigError`` with the place and the rule of a refusal.
    func importFile(_ path: String) async throws {
        var refusal: ProblemMessage?
        try await admin.importFile([UInt8](bytes(of: path))) { message in
            if case .refused(let problem) = message { refusal = problem }
        }
        if let refusal { throw RigError("\(refusal.place ?? ""): \(refusal.sentence)") }
    }

    /// For a failure: the ends of the logs.
    private var lastWords: String {
        let complaints = (cups?.errorLog ?? "").split(separator: "\n").filter { !$0.hasPrefix("I") }.suffix(12)
        return
            "--- bedsided's log\n\(daemon.logText.suffix(3000))\n--- cupsd's log\n\(complaints.joined(separator: "\n"))"
    }

    private func close() async {
        visitor.leave()
        // Whatever state it is in: nothing of a test outlives it.
        do { try await daemon.kill() } catch { Issue.record(error) }
        scanner.unplug()
        bells?.unplug()
        if !isWalletShared { wallet?.stop() }
        await cups?.stop()
    }
}

extension TestWard {
    /// Back to the first screen, past the farewell that would stand there for some seconds.
    @discardableResult
    func goHome() async throws -> Screen {
        while let screen = visitor.screen, screen.name != "welcome" {
            try await visitor.press(.back)
            try await visitor.see("another screen") { $0.name != screen.name }
        }
        return try await visitor.see("welcome")
    }

    /// Waits for a screen and takes away what is laid over it: without printers there is always something to tell.
    @discardableResult
    func seePastNotices(_ name: String, where wants: @escaping @Sendable (Screen) -> Bool = { _ in true }) async throws
        -> Screen
    {
        while true {
            let screen = try await visitor.see(name) { Self.isNotice($0) || ($0.name == name && wants($0)) }
            if screen.name == name { return screen }
            try await takeAway(screen)
        }
    }

    /// Presses a choice of one screen until it has led to another: a notice may be laid over it at any moment, and then the
    /// key was the notice's.
    @discardableResult
    func choose(
        _ digit: Int, at name: String, leadingTo next: String,
        where wants: @escaping @Sendable (Screen) -> Bool = { _ in true }
    ) async throws -> Screen {
        while true {
            let screen = try await visitor.see("\(name) or \(next)") { screen in
                Self.isNotice(screen) || (screen.name == next && wants(screen))
                    || (screen.name == name && screen.choices.contains { $0.digit == digit })
            }
            if screen.name == next { return screen }
            guard screen.name == name else {
                try await takeAway(screen)
                continue
            }
            try await visitor.press(.digit(digit))
            try await visitor.see("another page than \(name)") { $0.page != screen.page }
        }
    }

    private static func isNotice(_ screen: Screen) -> Bool {
        ["printer-waits", "print-unknown", "print-refused", "held-papers"].contains(screen.name)
    }

    private func takeAway(_ notice: Screen) async throws {
        // Papers that waited for this patient: later.
        try await visitor.press(notice.name == "held-papers" ? .digit(2) : .enter)
        try await visitor.see("another screen") { $0 != notice }
    }

    /// Whether the daemon answers.
    var isUp: Bool {
        get async throws {
            do {
                _ = try await admin.status()
                return true
            } catch is CommandError { return false }
        }
    }
}
