import BedsideCommands
import BedsideRigs
import BedsideTerminal
import Foundation
import Synchronization
import UnixSignals

/// The demo by hand: the patient's screen in this terminal, letters that scan the demo's codes, Ctrl-C to leave.
struct InteractiveDemo {
    let places: DemoWard.Places

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
}
