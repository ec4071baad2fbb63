import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// Receipts on a printer of their own: the real daemon, and a printer that answers and checks each byte.
    @Suite struct ReceiptTests {
        private static func withPrinter(_ work: (TestWard, EscPosEmulator) async throws -> Void) async throws {
            try await withFolder { folder in
                let printer = try EscPosEmulator(path: folder + "/receipts")
                try await TestWard.with([.wallet]) { settings in
                    settings.morePrinting = """
                          receipts:
                            link: serial
                            path: \(folder)/receipts
                            flow: none

                        """
                } _: { ward in
                    try await work(ward, printer)
                }
                #expect(printer.violations.isEmpty, "\(printer.violations)")
                try printer.end()
            }
        }

        private static func receipt(_ ward: TestWard, is state: String) async throws {
            try await eventually("the receipt to be \(state)") {
                try await ward.admin.jobs().first { $0.kind == "deposit-receipt" }?.state == state
            }
        }

        @Test("A deposit's receipt comes out of the receipt printer, once, with its number as a code")
        func comesOut() async throws {
            try await Self.withPrinter { ward, printer in
                var patient = Patient(ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await Self.receipt(ward, is: "printed")
                // The first paper of a day is preceded by a cut, so that nothing of another hangs on it.
                let receipts = printer.receipts.filter { !$0.lines.isEmpty }
                #expect(receipts.count == 1)
                let receipt = try #require(receipts.first)
                #expect(receipt.text.contains("1,000.00"), "\(receipt.text)")
                #expect(receipt.text.contains("张*华") && !receipt.text.contains("张明华"))
                let number = try #require(ward.wallet?.ledger.charged.keys.first)
                #expect(receipt.codes.contains(number) || receipt.text.contains(number))
                let printers = try await ward.admin.status().printers
                #expect(printers.map(\.tray) == ["sheet", "label", "receipt"])
                #expect(printers.last?.state == "idle")
            }
        }

        @Test("Without paper the receipt waits, the patient reads it, and it comes out once when there is paper")
        func paperOut() async throws {
            try await Self.withPrinter { ward, printer in
                printer.set { $0.paperIsOut = true }
                var patient = Patient(ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await eventually("the printer to be seen without paper") {
                    try await ward.admin.status().printers.last?.reasons.contains("media-empty") == true
                }
                try await Self.receipt(ward, is: "queued")
                #expect(printer.receipts.allSatisfy { $0.lines.isEmpty })
                printer.set { $0.paperIsOut = false }
                try await Self.receipt(ward, is: "printed")
                #expect(printer.receipts.filter { !$0.lines.isEmpty }.count == 1)
            }
        }

        @Test("Paper that ends in the middle leaves the receipt to staff, and no second one comes by itself")
        func paperEnds() async throws {
            try await Self.withPrinter { ward, printer in
                printer.set { $0.paperEndsAfterLine = 6 }
                var patient = Patient(ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await Self.receipt(ward, is: "unknown")
                printer.set { $0 = EscPosFaults() }
                try await ward.daemon.kill()
                try await ward.start()
                try await Self.receipt(ward, is: "unknown")
                #expect(try await ward.admin.status().waiting.unknownPrints == 1)
            }
        }

        @Test("A roll behind the print server gets the same receipt as pages of its own width") func roll() async throws
        {
            try await withFolder { folder in
                let cups = try await CupsRig.start(
                    in: folder + "/cups",
                    printers: [
                        VirtualPrinter(queue: "ward", kind: .a4), VirtualPrinter(queue: "label", kind: .wristband),
                        VirtualPrinter(queue: "roll", kind: .receipt80),
                    ])
                let outcome: Result<Void, any Error>
                do {
                    try await TestWard.with([.wallet]) { settings in
                        settings.cupsServer = cups.socket
                        settings.labelQueue = "label"
                        settings.morePrinting = "  receipts:\n    queue: roll\n"
                    } _: { ward in
                        var patient = Patient(ward, DemoCodes.zhang)
                        try await patient.beAdmitted()
                        try await Self.receipt(ward, is: "printed")
                        let receipt = try #require(cups.copies().first { $0.queue == "roll" })
                        let read = try await run(["pdftotext", "-layout", receipt.file, "-"])
                        #expect(read.output.contains("1,000.00"), "\(read.output)")
                        let size = try await run(["pdfinfo", receipt.file])
                        #expect(size.output.contains("226.77"), "80 mm wide: \(size.output)")
                    }
                    outcome = .success(())
                } catch { outcome = .failure(error) }
                await cups.stop()
                try outcome.get()
            }
        }
    }
}
