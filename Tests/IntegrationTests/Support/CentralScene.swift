import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideWire
import Foundation

/// A central store, a phone wallet and some terminals of one ward, each with a cable of its own: all of it real programs.
final class CentralScene {
    /// A terminal at the end of its cable.
    struct Seat {
        let ward: TestWard
        let cable: Cable

        var terminal: String { ward.daemon.settings.terminal }

        /// How it stands with the central store.
        var central: CentralMessage {
            get async throws {
                guard let central = try await ward.admin.status().central else {
                    throw RigError("the daemon knows no central store")
                }
                return central
            }
        }

        /// Waits until everything of it is at the central store, and everything of that is here.
        func agree() async throws {
            let deadline = ContinuousClock.now + .seconds(40)
            while true {
                let central = try await central
                if central.state == "in-step", central.backlog == 0, central.feed != nil { return }
                guard ContinuousClock.now < deadline else {
                    throw RigError("\(terminal) did not agree with the central store: \(central)")
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    let central: CentralRig
    let wallet: WalletServer
    private(set) var seats: [Seat] = []

    private init(_ central: CentralRig, _ wallet: WalletServer) {
        self.central = central
        self.wallet = wallet
    }

    /// Opens all of it with the demo's ward, works with it and ends it. A failure carries the ends of the logs.
    static func with(
        _ terminals: [String], adjust: (inout CentralRig.Settings) throws -> Void = { _ in },
        _ work: (CentralScene) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            var settings = CentralRig.Settings(folder: folder + "/c", binary: try TestWard.places().central)
            try adjust(&settings)
            let scene = CentralScene(
                try CentralRig(settings), WalletServer(ledger: WalletLedger(mode: .manual)))
            let outcome: Result<Void, any Error>
            do {
                let url = try await scene.wallet.start()
                try await scene.central.start()
                try await scene.central.command(["import", try TestWard.places().assets + "/demo-ward.json"])
                outcome = .success(try await scene.seat(terminals[...], url, work))
            } catch {
                outcome = .failure(
                    RigError("\(error)\n--- bedside-central's log\n\(scene.central.logText.suffix(3000))"))
            }
            for seat in scene.seats { seat.cable.end() }
            try await scene.central.kill()
            scene.wallet.stop()
            try outcome.get()
        }
    }

    private func seat(
        _ names: ArraySlice<String>, _ wallet: String, _ work: (CentralScene) async throws -> Void
    ) async throws {
        guard let name = names.first else { return try await work(self) }
        try await TestWard.closed(sharing: self.wallet) { settings in
            settings.terminal = name
            settings.walletURL = wallet
        } _: { ward in
            let seat = Seat(ward: ward, cable: try Cable(to: central.port))
            seats.append(seat)
            try await ward.start()
            try await enrol(seat)
            try await self.seat(names.dropFirst(), wallet, work)
        }
    }

    /// Joins a terminal, as IT does. Throws ``RigError``.
    func enrol(_ seat: Seat, again: Bool = false) async throws {
        let token = try await central.token(ward: DemoCodes.ward, terminal: seat.terminal, again: again)
        _ = try await seat.ward.admin.enrol(
            EnrolCommandMessage(url: "https://127.0.0.1:\(seat.cable.port)", token: Sensitive(token)))
        try await seat.agree()
    }

    /// What `bedside-central fleet --json` says of a terminal.
    func fleet(_ seat: Seat) async throws -> FleetRow {
        let text = try await central.command(["fleet", "--json"])
        let fleet = try JSONDecoder().decode(Fleet.self, from: Data(text.utf8))
        guard let row = fleet.terminals.first(where: { $0.terminal == seat.terminal }) else {
            throw RigError("the fleet has no \(seat.terminal)")
        }
        return row
    }

    /// Fen that left the patients' phones.
    var charged: Int64 { wallet.ledger.charged.values.reduce(0, +) }

    struct FleetRow: Decodable {
        let terminal: String
        let state: String
        let acknowledged: Int64
        let quarantined: Int
    }

    private struct Fleet: Decodable { let terminals: [FleetRow] }
}
