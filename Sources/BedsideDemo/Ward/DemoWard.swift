import AsyncHTTPClient
package import BedsideCommands
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
    private let http: HTTPClient
    package let kiosk: LocalClient
    package let admin: LocalClient
    package let desk: LocalClient

    /// Where the program and its files are; found from the running program unless told.
    package struct Places: Sendable {
        package var binary: String
        package var assets: String

        package init(binary: String, assets: String) {
            self.binary = binary
            self.assets = assets
        }
    }

    private init(
        folder: String, cups: CupsRig, wallet: WalletServer, scanner: PtyScanner, bells: PtyScanner,
        daemon: DaemonRig, http: HTTPClient
    ) {
        self.folder = folder
        self.cups = cups
        self.wallet = wallet
        self.scanner = scanner
        self.bells = bells
        self.daemon = daemon
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
        do {
            tell("打印机 Printers")
            let cups = try await CupsRig.start(
                in: folder + "/cups",
                printers: [VirtualPrinter(queue: "ward", kind: .a4), VirtualPrinter(queue: "label", kind: .wristband)])
            printers = cups
            tell("手机钱包 Wallet")
            let url = try await wallet.start()
            let scanner = try PtyScanner(path: folder + "/scanner")
            let bells = try PtyScanner(path: folder + "/bells")
            var settings = DaemonRig.Settings(
                folder: folder + "/terminal", binary: places.binary, assets: places.assets)
            settings.cupsServer = cups.socket
            settings.labelQueue = "label"
            settings.walletURL = url
            settings.serialScanners = [("bedside-scanner", scanner.path)]
            settings.moreAlarms = WardBells.configuration(path: bells.path)
            adjust(&settings)
            let daemon = try DaemonRig(settings)
            tell("终端服务 bedsided")
            started = daemon
            try await daemon.start()
            let ward = DemoWard(
                folder: folder, cups: cups, wallet: wallet, scanner: scanner, bells: bells, daemon: daemon,
                http: http)
            tell("病区数据 Ward data")
            try await ward.importFile(places.assets + "/demo-ward.json")
            return ward
        } catch {
            // Also when this task was cancelled: ending takes waits of its own.
            await Task { [started, printers] in await end(started, wallet, printers, http, folder) }.value
            throw error
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
        await Self.end(daemon, wallet, cups, http, folder)
    }

    private static func end(
        _ daemon: DaemonRig?, _ wallet: WalletServer, _ cups: CupsRig?, _ http: HTTPClient, _ folder: String
    ) async {
        do { try await daemon?.stop() } catch {
            FileHandle.standardError.write(Data("the demo's daemon did not end: \(error)\n".utf8))
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
