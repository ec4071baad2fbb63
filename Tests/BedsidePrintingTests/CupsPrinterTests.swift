import BedsideDomain
import BedsideRigs
import Foundation
import Testing

@testable import BedsidePrinting

/// A real cupsd and a real IPP printer: what ``CupsPrinter`` says must be what became of the paper.
@Suite(.serialized)
struct CupsPrinterTests: CupsBench {
    @Test("A job is found by its name and uuid, ends completed, and one copy of the right size came out")
    func completes() async throws {
        try await withRig { rig, printer in
            let order = try await order("PJ-0001-completes")
            let job = try await submit(printer, order)
            #expect(job.uuid.hasPrefix("urn:uuid:"))
            #expect(try await observe(printer, order, job) { $0 == .completed(job) } == .completed(job))
            #expect(await printer.observe(order.id, queue: "ward", known: nil) == .completed(job))
            // The same number with another uuid is another job: only the name finds ours.
            let stranger = PrinterJob(number: job.number, uuid: "urn:uuid:0")
            let other = PrintJobID(trusted: "PJ-0002-never-sent")
            #expect(await printer.observe(other, queue: "ward", known: stranger) == .notKnown)
            #expect(await printer.observe(other, queue: "ward", known: job) == .notKnown)
            let copies = rig.copies()
            #expect(copies.map(\.jobName) == [order.id.text])
            let reader = try PaperReader([UInt8](try Data(contentsOf: URL(filePath: try #require(copies.first).file))))
            #expect(try reader.info("Page size").hasPrefix("595"))
            #expect(try reader.text().contains("壹仟贰佰叁拾肆元零陆分"))
            try reader.remove()
        }
    }

    @Test("Each paper comes out on its printer in its own size", arguments: WristbandMedium.allCases)
    func sizes(medium: WristbandMedium) async throws {
        let band = VirtualPrinter(queue: "band", kind: medium == .band ? .wristband : .label)
        try await withRig(printers: [VirtualPrinter(queue: "ward", kind: .a4), band]) { rig, printer in
            #expect(try await printer.queues().map(\.name) == ["band", "ward"])
            let paper = try await PDFRenderer().render(
                .wristband(try Samples.band()), mark: Samples.first, wristband: medium)
            let order = PrintOrder(
                id: PrintJobID(trusted: "PJ-0012-band"), queue: "band", media: paper.media, pdf: paper.pdf)
            let job = try await submit(printer, order)
            #expect(try await observe(printer, order, job) { $0 == .completed(job) } == .completed(job))
            let copy = try #require(rig.copies().first)
            #expect(copy.queue == "band" && rig.copies().count == 1)
            let reader = try PaperReader([UInt8](try Data(contentsOf: URL(filePath: copy.file))))
            #expect(try reader.info("Page size").hasPrefix(medium == .band ? "70.8" : "170.0"))
            #expect(try reader.codes().contains("CODE-128:WD202611220018"))
            try reader.remove()
        }
    }

    @Test("Without paper a job waits with its reason, and goes on when paper is loaded")
    func mediaEmpty() async throws {
        try await withRig { rig, printer in
            try rig.fault("media-empty")
            let order = try await order("PJ-0003-empty")
            let job = try await submit(printer, order)
            let waiting = PrintObservation.onItsWay(job, [.mediaEmpty])
            #expect(try await observe(printer, order, job) { $0 == waiting } == waiting)
            #expect(try await printer.queue(named: "ward").reasons == [.mediaEmpty])
            #expect(rig.copies().isEmpty)
            try rig.fault("media-jam")
            let jammed = PrintObservation.onItsWay(job, [.mediaJam])
            #expect(try await observe(printer, order, job) { $0 == jammed } == jammed)
            try rig.fault(nil)
            #expect(try await observe(printer, order, job) { $0 == .completed(job) } == .completed(job))
            #expect(rig.copies().count == 1)
        }
    }

    @Test("A job that the printer gives up is never called completed, though cupsd itself may call it that")
    func aborts() async throws {
        try await withRig { rig, printer in
            try rig.fault("abort")
            let order = try await order("PJ-0004-abort")
            let job = try await submit(printer, order)
            let isOver: (PrintObservation) -> Bool = {
                $0 == .cancelled(job) || $0 == .aborted(job) || $0 == .completed(job)
            }
            let end = try await observe(printer, order, job, until: isOver)
            #expect(end == .cancelled(job) || end == .aborted(job))
            // Given up while it waited for paper.
            try rig.fault("media-empty")
            let second = try await self.order("PJ-0011-abort-later")
            let later = try await submit(printer, second)
            let waiting = PrintObservation.onItsWay(later, [.mediaEmpty])
            #expect(try await observe(printer, second, later) { $0 == waiting } == waiting)
            try rig.fault("abort")
            let fate = try await observe(printer, second, later) { $0 != waiting && $0 != .onItsWay(later, []) }
            #expect(fate == .cancelled(later) || fate == .aborted(later))
            #expect(rig.copies().isEmpty)
        }
    }

    @Test("A cupsd that crashed has forgotten the job: its reused number is never taken for ours")
    func crash() async throws {
        try await withRig(dirtyCleanInterval: 30) { rig, printer in
            try rig.fault("media-empty")
            let order = try await order("PJ-0005-crash")
            let job = try await submit(printer, order)
            _ = try await observe(printer, order, job) { $0 == .onItsWay(job, [.mediaEmpty]) }
            try await rig.killCupsd()
            #expect(await printer.observe(order.id, queue: "ward", known: job) == .noAnswer)
            try await rig.startCupsd()
            #expect(await printer.observe(order.id, queue: "ward", known: job) == .notKnown)
            try rig.fault(nil)
            let next = try await self.order("PJ-0006-next")
            let other = try await submit(printer, next)
            #expect(try await observe(printer, next, other) { $0 == .completed(other) } == .completed(other))
            #expect(other.number == job.number && other.uuid != job.uuid)
            #expect(await printer.observe(order.id, queue: "ward", known: job) == .notKnown)
            #expect(PrintState.submitted(job).after(.notKnown, at: Samples.printedAt) == .unknown(.forgotten))
        }
    }

    @Test("A paused queue holds a job and says so; refused queues and names are told apart")
    func paused() async throws {
        try await withRig { rig, printer in
            try await rig.pause()
            let queue = try await printer.queue(named: "ward")
            #expect(queue.state == .stopped && queue.reasons == [.paused] && !queue.isReady && queue.acceptsJobs)
            let order = try await order("PJ-0007-paused")
            let job = try await submit(printer, order)
            #expect(await printer.observe(order.id, queue: "ward", known: job) == .onItsWay(job, [.paused]))
            try await rig.resume()
            #expect(try await observe(printer, order, job) { $0 == .completed(job) } == .completed(job))
            #expect(try await printer.queues().map(\.name) == ["ward"])
            #expect(try await printer.queue(named: "ward").isReady)
            await #expect { try await printer.queue(named: "nowhere") } throws: {
                ($0 as? PrintingError)?.code == .queueUnknown
            }
            for name in ["nowhere", "../ward", "ward?x", ""] {
                guard
                    case .refused(.rejected, let error) = await printer.submit(
                        try await self.order("PJ-8", queue: name))
                else {
                    Issue.record("a job for \(name) was not rejected")
                    continue
                }
                #expect(error.code == .queueUnknown)
            }
        }
    }

    @Test("A switched-off printer and a cupsd that is gone or frozen never end a job")
    func unreachable() async throws {
        try await withRig { rig, printer in
            try await rig.switchOffPrinter()
            let order = try await order("PJ-0009-off")
            let job = try await submit(printer, order)
            let off = PrintObservation.onItsWay(job, [.offline])
            #expect(try await observe(printer, order, job) { $0 == off } == off)
            rig.freezeCupsd(true)
            let start = ContinuousClock.now
            #expect(await printer.observe(order.id, queue: "ward", known: job) == .noAnswer)
            let frozen = try await self.order("PJ-0010-frozen")
            let outcome = await printer.submit(frozen)
            #expect(ContinuousClock.now - start < .seconds(12))
            rig.freezeCupsd(false)
            switch outcome {
            case .accepted: Issue.record("a frozen server can't have said yes")
            case .unknown: break
            case .refused:
                // Refused promises that nothing arrived, also once the server goes on.
                try await Task.sleep(for: .seconds(1))
                #expect(await printer.observe(frozen.id, queue: "ward", known: nil) == .notKnown)
            }
            try await rig.stopCupsd()
            #expect(await printer.observe(order.id, queue: "ward", known: job) == .noAnswer)
            guard case .refused(.cannotReach, let error) = await printer.submit(order) else {
                Issue.record("nothing could have been sent")
                return
            }
            #expect(error.code == .printServerUnreachable)
        }
    }

    @Test("Reasons lose their endings and their strangeness")
    func reasons() {
        let reasons = [PrinterReason](keywords: [
            "none", "media-empty-warning", "media-empty-error", "cups-waiting-for-job-completed", "toner-low-report",
            "com.vendor-\u{1B}[31mweird",
        ])
        #expect(reasons == [.mediaEmpty, .tonerLow, .other("com.vendor-31mweird")])
    }
}
