import BedsideDomain
import BedsideRigs
import Foundation
import Testing

@testable import BedsidePrinting

/// What the tests against a real cupsd share.
protocol CupsBench {}

extension CupsBench {
    /// One rig for each test: a fault of one must not reach the next.
    func withRig(
        printers: [VirtualPrinter] = [VirtualPrinter(queue: "ward", kind: .a4)], dirtyCleanInterval: Int = 0,
        _ body: (CupsRig, CupsPrinter) async throws -> Void
    ) async throws {
        let folder = "/var/tmp/bedside-\(UUID().uuidString.prefix(8))"
        let rig = try await CupsRig.start(in: folder, printers: printers, dirtyCleanInterval: dirtyCleanInterval)
        do {
            try await body(rig, CupsPrinter(server: .socket(rig.socket), connectSeconds: 1, answerSeconds: 1))
        } catch {
            await rig.stop()
            throw error
        }
        await rig.stop()
        try FileManager.default.removeItem(atPath: folder)
    }

    func order(_ name: String, queue: String = "ward") async throws -> PrintOrder {
        let paper = try await PDFRenderer().render(.paymentSlip(try Samples.paymentSlip()), mark: Samples.first)
        return PrintOrder(id: PrintJobID(trusted: name), queue: queue, media: paper.media, pdf: paper.pdf)
    }

    /// Asks again until the answer fits; 15 s.
    func observe(
        _ printer: CupsPrinter, _ order: PrintOrder, _ job: PrinterJob?, until fits: (PrintObservation) -> Bool
    ) async throws -> PrintObservation {
        var last = PrintObservation.noAnswer
        for _ in 0..<150 {
            last = await printer.observe(order.id, queue: order.queue, known: job)
            if fits(last) { return last }
            try await Task.sleep(for: .milliseconds(100))
        }
        return last
    }

    func submit(_ printer: CupsPrinter, _ order: PrintOrder) async throws -> PrinterJob {
        switch await printer.submit(order) {
        case .accepted(let job): return job
        case .refused(_, let error), .unknown(let error): throw error
        }
    }
}
