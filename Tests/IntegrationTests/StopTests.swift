import BedsideCommands
import BedsideDemo
import BedsideRigs
import Foundation
import Testing

extension Integration {
    /// When `bedsided` is told to stop: within its time and with a clean end, whatever it waits for.
    @Suite struct StopTests {
        @Test("A print server that takes connections and says nothing holds nobody up") func silentPrintServer()
            async throws
        {
            try await withFolder { folder in
                let server = try SilentServer(path: folder + "/cups.sock")
                try await TestWard.with([.wallet], adjust: { $0.cupsServer = server.path }) { ward in
                    var patient = Patient(ward, DemoCodes.zhang)
                    patient.deposit = .later
                    try await patient.beAdmitted()
                    // Pages wait, so the daemon is asking now.
                    #expect(try await !ward.admin.jobs().isEmpty)
                    #expect(try await ward.daemon.stop() == 0)
                    #expect(!ward.daemon.logText.contains("did not stop in time"))
                }
            }
        }
    }
}
