import BedsideCommands
import BedsideDomain
import BedsideRigs
import BedsideTerminal
import Foundation
import Synchronization
import UnixSignals

/// The demo by hand: the patient's screen in this terminal, or the nurses', letters that scan the demo's codes or press its
/// bells, Ctrl-C to leave.
struct InteractiveDemo {
    let places: DemoWard.Places
    var showsWard = false

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            // From the first moment on: whatever ends the demo, what it started is ended and its folder removed.
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup) { return }
            }
            group.addTask {
                let ward = try await DemoWard.open(places, mode: .manual) { step in
                    FileHandle.standardError.write(Data("  \(step) ...\n".utf8))
                }
                let outcome: (any Error)?
                do {
                    try await show(ward)
                    outcome = nil
                } catch { outcome = error }
                await Task { await ward.close() }.value
                if let outcome { throw outcome }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func show(_ ward: DemoWard) async throws {
        let terminal: TerminalSession
        do throws(TerminalError) { terminal = try TerminalSession.controlling() } catch {
            throw RigError(error.sentence)
        }
        defer { terminal.close() }
        if showsWard { return try await showWard(ward, terminal) }
        let keys = DemoCodes.keys
        let kiosk = KioskTerminal(
            terminal: terminal, client: ward.kiosk, leavable: true, footer: DemoCodes.help
        ) { scalar in
            if scalar == "P" {
                ward.wallet.ledger.pay()
                return true
            }
            guard let code = keys[scalar] else { return false }
            do { try ward.scanner.scan(code) } catch { return false }
            return true
        }
        try await kiosk.run()
    }

    private func showWard(_ ward: DemoWard, _ terminal: TerminalSession) async throws {
        let screen = KioskTerminal(
            terminal: terminal, ward: ward.desk, name: WardScreenName(trusted: "desk"), footer: WardBells.help
        ) { scalar in
            guard let frames = WardBells.keys[scalar] else { return false }
            do {
                for frame in frames {
                    try WardBells.send(frame.command, bed: frame.bed, fromToilet: frame.isToilet, on: ward.bells)
                }
            } catch { return false }
            return true
        }
        try await screen.run()
    }
}
