import BedsideDomain
import BedsidePrinting
import BedsideRigs
import Foundation

/// A page on its way through cupsd, ours beside plain `lp` of the same file in the same run, and a receipt's first byte on a
/// line of its own.
struct PrintSuite {
    let samples: Int

    func run() async throws -> [Figure] {
        try await pages() + receipts()
    }

    private func pages() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let rig = try await CupsRig.start(in: folder.path, printers: [VirtualPrinter(queue: "ward", kind: .a4)])
        let outcome: Result<[Figure], any Error>
        do { outcome = .success(try await compare(rig, folder.path)) } catch { outcome = .failure(error) }
        await rig.stop()
        return try outcome.get()
    }

    private func compare(_ rig: CupsRig, _ folder: String) async throws -> [Figure] {
        let paper = try await PDFRenderer().render(try PaperSuite.page(), mark: PaperSuite.mark)
        let file = folder + "/page.pdf"
        try Data(paper.pdf).write(to: URL(filePath: file))
        let printer = CupsPrinter(server: .socket(rig.socket))
        var (ours, plain): ([Double], [Double]) = ([], [])
        // In turns, so that both meet the same machine; the first of each warms up and is not counted.
        for turn in 0...samples {
            let name = "BENCH-\(turn)"
            let own = try await arrival(of: name, rig) {
                let order = PrintOrder(
                    id: PrintJobID(trusted: name), queue: "ward", media: paper.media, pdf: paper.pdf)
                guard case .accepted = await printer.submit(order) else { throw RigError("not accepted: \(name)") }
            }
            let lp = try await arrival(of: name + "-lp", rig) {
                try run(
                    [
                        "lp", "-d", "ward", "-o", "media=\(paper.media)", "-o", "print-scaling=none", "-t",
                        name + "-lp", file,
                    ],
                    rig.environment)
            }
            if turn > 0 {
                ours.append(own)
                plain.append(lp)
            }
        }
        let (own, lp) = (Sample(ours).percentile(99), Sample(plain).percentile(99))
        return [
            Figure("submit_to_printer_p50_ms", Sample(ours).median, "ms", note: "of \(samples)"),
            Figure("submit_to_printer_p99_ms", own, "ms"),
            Figure("lp_to_printer_p50_ms", Sample(plain).median, "ms"),
            Figure("lp_to_printer_p99_ms", lp, "ms"),
            Figure("submit_to_lp_ratio", own / lp, "", note: "p99 against p99"),
        ]
    }

    /// Milliseconds until a page of this name lies in the printer's tray, looked at every millisecond.
    private func arrival(of name: String, _ rig: CupsRig, _ hand: () async throws -> Void) async throws -> Double {
        try await measure {
            try await hand()
            let deadline = ContinuousClock.now + .seconds(20)
            while !rig.copies().contains(where: { $0.jobName == name }) {
                guard ContinuousClock.now < deadline else { throw RigError("no page \(name) in 20 s") }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
    }

    private func run(_ arguments: [String], _ environment: [String: String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw RigError("\(arguments[0]) ended \(process.terminationStatus)")
        }
    }

    /// A payment slip of 80 mm on a pty: from the hand-over to the first byte at the printer.
    private func receipts() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let path = folder.path + "/printer"
        let emulator = try EscPosEmulator(path: path)
        let printer = EscPosPrinter(
            try ReceiptPrinterConfiguration(
                name: "receipts", connection: .serial(path: path, speed: 115_200, flow: .none)))
        let slip = Paper.paymentSlip(
            PaymentSlip(
                head: PaperSuite.head, payment: PaymentOrderID(trusted: "JF2611229803391109042"),
                amount: Money(fen: 23_448)))
        guard let receipt = try ReceiptDocument.receipt(of: slip, mark: PaperSuite.mark) else {
            throw RigError("a payment slip has no form as a receipt")
        }
        let times = try await printer.firstByteMilliseconds(of: receipt, samples: samples) { emulator.starts }
        try emulator.end()
        let sample = Sample(times)
        return [
            Figure("receipt_first_byte_p50_ms", sample.median, "ms", note: "of \(sample.count), on a pty"),
            Figure("receipt_first_byte_p99_ms", sample.percentile(99), "ms"),
        ]
    }
}
