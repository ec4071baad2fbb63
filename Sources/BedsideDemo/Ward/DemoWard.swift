import AsyncHTTPClient
package import BedsideCommands
import BedsideDomain
package import BedsideRigs
import BedsideWire
import Foundation
import Glibc

/// A whole small ward in one temporary folder: cupsd and printers, a wallet, a scanner, and the daemon with its data.
package final class DemoWard: Sendable {
    package let folder: String
    package let cups: CupsRig
    package let wallet: WalletServer
    package let scanner: PtyScanner
    /// The wireless base of the call buttons: beds 1 to 8 are stations 1.1.1 to 1.1.8, their toilets 1.2.1 to 1.2.8.
    package let bells: PtyScanner
    package let daemon: DaemonRig
    package let central: CentralRig
    /// Between the terminal and the central store.
    package let cable: Cable
    private let http: HTTPClient
    package let kiosk: LocalClient
    package let admin: LocalClient
    package let desk: LocalClient

    /// Where the program and its files are; found from the running program unless told.
    package struct Places: Sendable {
        package var binary: String
        /// bedside-central, beside it.
        package var central: String {
            URL(fileURLWithPath: binary).deletingLastPathComponent().appendingPathComponent("bedside-central").path
        }
        package var assets: String

        package init(binary: String, assets: String) {
            self.binary = binary
            self.assets = assets
        }
    }

    private init(
        folder: String, cups: CupsRig, wallet: WalletServer, scanner: PtyScanner, bells: PtyScanner,
        daemon: DaemonRig, central: CentralRig, cable: Cable, http: HTTPClient
    ) {
        self.folder = folder
        self.cups = cups
        self.wallet = wallet
        self.scanner = scanner
        self.bells = bells
        self.daemon = daemon
        self.central = central
        self.cable = cable
        self.http = http
        kiosk = LocalClient(socket: daemon.kioskSocket, client: http)
        admin = LocalClient(socket: daemon.adminSocket, client: http)
        desk = LocalClient(socket: daemon.wardSocket, client: http)
    }

    /// Starts everything; `tell` hears each step. Throws what failed, after ending what had started.
    ///
    /// - Parameter adjust: changes the terminal's settings before it starts.
    package static func open(
        _ places: Places, mode: WalletLedger.Mode = .prompt, tell: (String) -> Void = { _ in },
        adjust: (inout DaemonRig.Settings) -> Void = { _ in }
    ) async throws -> DemoWard {
        let folder = "/var/tmp/bedside-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let wallet = WalletServer(ledger: WalletLedger(mode: mode))
        let http = LocalClient.connections()
        var printers: CupsRig?
        var started: DaemonRig?
        var store: CentralRig?
        do {
            tell("打印机 Printers")
            let cups = try await CupsRig.start(
                in: folder + "/cups",
                printers: [VirtualPrinter(queue: "ward", kind: .a4), VirtualPrinter(queue: "label", kind: .wristband)])
            printers = cups
            tell("手机钱包 Wallet")
            let url = try await wallet.start()
            tell("中心 Central store")
            let central = try CentralRig(
                CentralRig.Settings(folder: folder + "/central", binary: places.central))
            store = central
            try await central.start()
            // A hospital's systems hand the ward to the centre; the terminal gets it from there.
            try await central.command(["import", places.assets + "/demo-ward.json"])
            let cable = try Cable(to: central.port)
            let scanner = try PtyScanner(path: folder + "/scanner")
            let bells = try PtyScanner(path: folder + "/bells")
            var settings = DaemonRig.Settings(
                folder: folder + "/terminal", binary: places.binary, assets: places.assets)
            settings.cupsServer = cups.socket
            settings.labelQueue = "label"
            settings.walletURL = url
            settings.serialScanners = [("bedside-scanner", scanner.path)]
            settings.moreAlarms = WardBells.configuration(path: bells.path)
            // A person reads before they press.
            settings.settleMilliseconds = 300
            adjust(&settings)
            let daemon = try DaemonRig(settings)
            tell("终端服务 bedsided")
            started = daemon
            try await daemon.start()
            let ward = DemoWard(
                folder: folder, cups: cups, wallet: wallet, scanner: scanner, bells: bells, daemon: daemon,
                central: central, cable: cable, http: http)
            tell("病区数据 Ward data")
            try await ward.enrol()
            return ward
        } catch {
            // Also when this task was cancelled: ending takes waits of its own.
            await Task { [started, store, printers] in await end(started, store, wallet, printers, http, folder) }
                .value
            throw error
        }
    }

    /// Joins the terminal to the central store, and waits for its ward. Throws ``RigError``.
    private func enrol() async throws {
        let token = try await central.token(ward: DemoCodes.ward, terminal: daemon.settings.terminal)
        _ = try await admin.enrol(
            EnrolCommandMessage(url: "https://127.0.0.1:\(cable.port)", token: Sensitive(token)))
        try await agree()
    }

    /// Waits until the terminal and the central store agree: everything of one is at the other. Throws ``RigError``.
    package func agree(within time: Duration = .seconds(30)) async throws {
        let deadline = ContinuousClock.now + time
        while true {
            let central = try await admin.status().central
            if let central, central.state == "in-step", central.backlog == 0, central.feed != nil { return }
            guard ContinuousClock.now < deadline else {
                throw RigError(
                    "the terminal and the central store did not agree within \(time): "
                        + "\(central?.state ?? "no state"), \(central?.backlog ?? -1) unsent")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Throws ``RigError`` with the place and the rule when the daemon refuses the file.
    package func importFile(_ path: String) async throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw RigError("\(path) cannot be read") }
        var refusal: ProblemMessage?
        try await admin.importFile(Array(data)) { message in
            if case .refused(let problem) = message { refusal = problem }
        }
        if let refusal { throw RigError("\(path): \(refusal.place ?? ""): \(refusal.sentence)") }
    }

    /// Ends everything and removes the folder.
    package func close() async {
        scanner.unplug()
        bells.unplug()
        cable.end()
        await Self.end(daemon, central, wallet, cups, http, folder)
    }

    private static func end(
        _ daemon: DaemonRig?, _ central: CentralRig?, _ wallet: WalletServer, _ cups: CupsRig?, _ http: HTTPClient,
        _ folder: String
    ) async {
        do { try await daemon?.stop() } catch {
            FileHandle.standardError.write(Data("the demo's daemon did not end: \(error)\n".utf8))
        }
        do { try await central?.stop() } catch {
            FileHandle.standardError.write(Data("the demo's central store did not end: \(error)\n".utf8))
        }
        wallet.stop()
        await cups?.stop()
        do { try await http.shutdown() } catch {
            FileHandle.standardError.write(Data("the demo's client did not end: \(error)\n".utf8))
        }
        remove(folder)
    }

    private static func remove(_ folder: String) {
        do { try FileManager.default.removeItem(atPath: folder) } catch {
            FileHandle.standardError.write(Data("\(folder) could not be removed: \(error)\n".utf8))
        }
    }
}
