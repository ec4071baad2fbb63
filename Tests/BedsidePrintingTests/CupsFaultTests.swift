import BedsideDomain
import BedsideRigs
import Foundation
import Testing

@testable import BedsidePrinting

/// Each case of the faults' table against a real cupsd and a real IPP printer: what the patient reads, and what became of the
/// paper.
@Suite(.serialized)
struct CupsFaultTests: CupsBench {
    private static let stops: [(String, PrinterReason)] = [
        ("media-empty", .mediaEmpty), ("media-jam", .mediaJam), ("media-needed", .mediaNeeded),
        ("cover-open", .coverOpen), ("marker-supply-empty", .tonerEmpty), ("toner-empty", .tonerEmpty),
        ("input-tray-missing", .inputTrayMissing),
    ]

    @Test("Every stop of the printer is read within three seconds, and the page goes on when it is mended")
    func stops() async throws {
        try await withRig { rig, printer in
            for (number, (keyword, reason)) in Self.stops.enumerated() {
                try rig.fault(keyword)
                let order = try await order("PJ-stop-\(number)")
                let start = ContinuousClock.now
                let job = try await submit(printer, order)
                let waiting = PrintObservation.onItsWay(job, [reason])
                #expect(try await observe(printer, order, job) { $0 == waiting } == waiting, "\(keyword)")
                #expect(ContinuousClock.now - start < .seconds(3), "\(keyword)")
                #expect(rig.copies().count == number, "\(keyword)")
                try rig.fault(nil)
                #expect(try await observe(printer, order, job) { $0 == .completed(job) } == .completed(job))
                try await appear(number + 1, rig)
            }
        }
    }

    @Test("Low toner holds nothing up") func tonerLow() async throws {
        try await withRig { rig, printer in
            try rig.fault("toner-low")
            let order = try await order("PJ-toner-low")
            let job = try await submit(printer, order)
            let seen = try await observe(printer, order, job) { $0 == .onItsWay(job, [.tonerLow]) }
            guard case .onItsWay(_, let reasons) = seen else {
                Issue.record("\(seen)")
                return
            }
            let holdsUp = reasons.contains(where: \.holdsUp)
            #expect(!holdsUp)
            try rig.fault(nil)
        }
    }

    @Test("A switched-off printer is offline within three seconds, by our own timer where cupsd says nothing")
    func offline() async throws {
        try await withRig { rig, printer in
            try await rig.switchOffPrinter()
            let order = try await order("PJ-offline")
            let start = ContinuousClock.now
            let job = try await submit(printer, order)
            var timer = ConnectingTimer()
            var read: [PrinterReason] = []
            while !read.contains(.offline), ContinuousClock.now - start < .seconds(10) {
                if case .onItsWay(_, let reasons) = await printer.observe(order.id, queue: "ward", known: job) {
                    read = timer.read(reasons, of: order.id, at: ContinuousClock.now - start)
                }
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(read.first == .offline)
            #expect(ContinuousClock.now - start < .seconds(3))
            // Taken back, it does not come out when the printer is on again.
            #expect(await printer.withdraw(job, of: order.id, queue: "ward"))
            #expect(
                try await observe(printer, order, job) { $0 == .cancelled(job) } == .cancelled(job))
            try await rig.switchOnPrinter()
            let next = try await self.order("PJ-after")
            let other = try await submit(printer, next)
            #expect(try await observe(printer, next, other) { $0 == .completed(other) } == .completed(other))
            try await appear(1, rig)
            #expect(rig.copies().map(\.jobName) == [next.id.text])
        }
    }

    @Test("Nothing is taken back that is not ours") func withdrawsOnlyOurs() async throws {
        try await withRig { rig, printer in
            try rig.fault("media-empty")
            let order = try await order("PJ-ours")
            let job = try await submit(printer, order)
            let stranger = PrinterJob(number: job.number, uuid: "urn:uuid:0")
            #expect(await printer.withdraw(stranger, of: order.id, queue: "ward") == false)
            #expect(await printer.withdraw(job, of: PrintJobID(trusted: "PJ-theirs"), queue: "ward") == false)
            try rig.fault(nil)
            #expect(try await observe(printer, order, job) { $0 == .completed(job) } == .completed(job))
            #expect(await printer.withdraw(job, of: order.id, queue: "ward") == false)
        }
    }

    @Test("A queue that takes no jobs refuses, and says so before") func rejecting() async throws {
        try await withRig { rig, printer in
            try await rig.reject()
            let rejecting = try await printer.queue(named: "ward")
            #expect(!rejecting.acceptsJobs && !rejecting.isReady)
            guard case .refused(.rejected, _) = await printer.submit(try await order("PJ-reject")) else {
                Issue.record("a queue that rejects jobs took one")
                return
            }
            try await rig.accept()
            #expect(try await printer.queue(named: "ward").isReady)
        }
    }

    @Test("A queue made while its printer was off has no description of it: known, and never printed on")
    func withoutPPD() async throws {
        try await withRig { rig, printer in
            let whole = try await printer.queue(named: "ward")
            #expect(!whole.reasons.contains(.queueUnfinished))
            try await rig.switchOffPrinter()
            try await rig.addBareQueue("bare")
            let queue = try await printer.queue(named: "bare")
            #expect(queue.reasons.contains(.queueUnfinished) && !queue.isReady)
            let listed = try await printer.queues().first { $0.name == "bare" }
            #expect(listed == queue)
        }
    }

    @Test("Another printer behind the same queue has another address") func swapped() async throws {
        let printers = [VirtualPrinter(queue: "ward", kind: .a4), VirtualPrinter(queue: "spare", kind: .a4)]
        try await withRig(printers: printers) { rig, printer in
            let first = try #require(try await printer.queue(named: "ward").device)
            #expect(try await printer.queue(named: "ward").device == first)
            #expect(!first.make.isEmpty)
            try await rig.swap("ward", to: "spare")
            #expect(try await printer.queue(named: "ward").device?.address != first.address)
        }
    }

    @Test("A medium that the queue does not have is refused, never printed on another") func wrongMedium() async throws
    {
        try await withRig { rig, printer in
            for media in ["iso_a3_297x420mm", "om_wristband_25x250mm", "om_label_60x30mm"] {
                let right = try await order("PJ-media-\(media)")
                guard case .pages(let pdf, _) = right.content else { return }
                let wrong = PrintOrder(id: right.id, queue: "ward", media: media, pdf: pdf)
                guard case .refused(.rejected, let error) = await printer.submit(wrong) else {
                    Issue.record("\(media) was taken")
                    continue
                }
                #expect(error.code == .printServerRefused)
                #expect(await printer.observe(right.id, queue: "ward", known: nil) == .notKnown)
            }
            #expect(rig.copies().isEmpty)
        }
    }

    @Test("Bytes that are no PDF end as given up, and nothing goes on printing them") func unknownFormat() async throws
    {
        try await withRig { rig, printer in
            let order = PrintOrder(
                id: PrintJobID(trusted: "PJ-junk"), queue: "ward", media: "iso_a4_210x297mm",
                pdf: Array("%PDF-1.7 no, it is not".utf8))
            let job = try await submit(printer, order)
            let end = try await observe(printer, order, job) { $0 == .aborted(job) || $0 == .cancelled(job) }
            #expect(end == .aborted(job) || end == .cancelled(job))
            // The queue goes on with the next.
            let next = try await self.order("PJ-after-junk")
            let other = try await submit(printer, next)
            #expect(try await observe(printer, next, other) { $0 == .completed(other) } == .completed(other))
            try await appear(1, rig)
            #expect(rig.copies().map(\.jobName) == [next.id.text])
        }
    }

    @Test(
        "A job that is cancelled, at the print server or at the printer itself, is never called completed",
        arguments: [false, true])
    func cancelled(atPrinter: Bool) async throws {
        try await withRig { rig, printer in
            let state = try await stateAfterCancelling(rig, printer, atPrinter: atPrinter)
            // A printer may lay its paper down all the same, which is why such a page goes to staff.
            #expect(state == .unknown(.cancelledAtPrinter) || state == .unknown(.aborted))
        }
    }

    private func stateAfterCancelling(
        _ rig: CupsRig, _ printer: CupsPrinter, atPrinter: Bool
    ) async throws -> PrintState {
        try rig.fault("media-empty")
        let order = try await order("PJ-cancel")
        let job = try await submit(printer, order)
        let waiting = PrintObservation.onItsWay(job, [.mediaEmpty])
        #expect(try await observe(printer, order, job) { $0 == waiting } == waiting)
        try await cancel(rig, atPrinter: atPrinter)
        var state = PrintState.submitted(job)
        for _ in 0..<100 where state.isOpen {
            state = state.after(await printer.observe(order.id, queue: "ward", known: job), at: Samples.printedAt)
            try await Task.sleep(for: .milliseconds(100))
        }
        return state
    }

    private func cancel(_ rig: CupsRig, atPrinter: Bool) async throws {
        guard atPrinter else { return try await rig.cancelAll() }
        try await rig.cancelAtPrinter()
        // The virtual printer heeds it once its print command ends, and lays its paper down all the same.
        try rig.fault(nil)
    }

    /// printing.md 4: with 30 s (CUPS's own) the job is forgotten; with 0 cupsd itself sends it once more, which no client can
    /// prevent. In both we hand it over once and never call it another's.
    @Test(
        "cupsd killed while a page waits: handed over once, and its end is known or goes to staff", arguments: [0, 30])
    func killed(dirtyCleanInterval: Int) async throws {
        try await withRig(dirtyCleanInterval: dirtyCleanInterval) { rig, printer in
            try rig.fault("media-empty")
            let order = try await order("PJ-killed")
            let job = try await submit(printer, order)
            let waiting = PrintObservation.onItsWay(job, [.mediaEmpty])
            #expect(try await observe(printer, order, job) { $0 == waiting } == waiting)
            try await rig.killCupsd()
            var state = PrintState.submitted(job).after(
                await printer.observe(order.id, queue: "ward", known: job), at: Samples.printedAt)
            #expect(state == .submitted(job))
            try await rig.startCupsd()
            try rig.fault(nil)
            for _ in 0..<150 where state.isOpen {
                state = state.after(
                    await printer.observe(order.id, queue: "ward", known: job), at: Samples.printedAt)
                try await Task.sleep(for: .milliseconds(100))
            }
            if dirtyCleanInterval == 30 {
                #expect(state == .unknown(.forgotten))
            } else {
                #expect(state == .printed(at: Samples.printedAt))
            }
            #expect(rig.copies().count <= (dirtyCleanInterval == 30 ? 1 : 2))
            #expect(rig.copies().allSatisfy { $0.jobName == order.id.text })
        }
    }

    @Test("A frozen print server is told within three seconds") func frozen() async throws {
        try await withRig { rig, _ in
            // As the daemon has it: long patience for handing over, short for a question.
            let printer = CupsPrinter(server: .socket(rig.socket))
            rig.freezeCupsd(true)
            defer { rig.freezeCupsd(false) }
            let start = ContinuousClock.now
            await #expect(throws: PrintingError.self) { try await printer.queue(named: "ward") }
            #expect(ContinuousClock.now - start < .milliseconds(3200))
        }
    }

    @Test(
        "A medium is compared by its size",
        arguments: [
            ("iso_a4_210x297mm", ["iso_a4_210x297mm"], true), ("iso_a4_210x297mm", ["na_letter_8.5x11in"], false),
            ("na_letter_8.5x11in", ["om_x_215.9x279.4mm"], true), ("om_label_60x30mm", ["om_label_30x60mm"], false),
            ("om_label_60x30mm", ["custom_min_20x20mm", "custom_max_110x500mm"], true),
            ("om_label_60x30mm", ["custom_min_70x20mm", "custom_max_110x500mm"], false),
            ("om_label_60x30mm", ["auto", "x_y_mm", "custom_max_110x500mm"], false),
        ])
    func media(wanted: String, listed: [String], isThere: Bool) {
        #expect(MediumSize(pwg: wanted)?.isOffered(among: listed) == isThere)
    }

    @Test("Pages of a PDF are counted for the figures of paper") func pages() async throws {
        let slip = try await PDFRenderer().render(.paymentSlip(try Samples.paymentSlip()), mark: Samples.first)
        #expect(PageCount.of(pdf: slip.pdf) == 1)
        #expect(PageCount.of(pdf: Array("<< /Type /Pages /Kids [] /Count 12 >>".utf8)) == 12)
        for strange in ["", "/Type /Pages", "/Type /Pages /Count x", "/Type /Pages /Count 999999999999999999999"] {
            #expect(PageCount.of(pdf: Array(strange.utf8)) == nil)
        }
    }

    /// cupsd may say that a job is done a moment before the sheet lies in the tray.
    private func appear(_ count: Int, _ rig: CupsRig) async throws {
        for _ in 0..<50 where rig.copies().count < count { try await Task.sleep(for: .milliseconds(100)) }
        #expect(rig.copies().count == count)
    }
}
