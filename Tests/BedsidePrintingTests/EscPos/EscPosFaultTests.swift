import BedsideDomain
import BedsideRigs
import Testing

@testable import BedsidePrinting

/// Everything that can go wrong at the printer, before, during and after a receipt.
@Suite(.serialized)
struct EscPosFaultTests {
    typealias Fault = (name: String, set: @Sendable (inout EscPosFaults) -> Void, reasons: [PrinterReason])

    static let standing: [Fault] = [
        ("paper end", { $0.paperIsOut = true }, [.mediaEmpty]), ("cover", { $0.coverIsOpen = true }, [.coverOpen]),
        ("cutter", { $0.cutterIsStuck = true }, [.mediaJam]),
        ("broken", { $0.isBroken = true }, [.paused, .other("printer-error")]),
        ("silent", { $0.isSilent = true }, [.offline]),
    ]

    @Test(
        "Before: the queue says why, and a receipt is refused untouched", arguments: standing.indices,
        EscPosRig.Kind.allCases)
    func before(index: Int, kind: EscPosRig.Kind) async throws {
        let fault = Self.standing[index]
        let rig = try EscPosRig(kind, answer: .milliseconds(150))
        rig.emulator.set(fault.set)
        let queue = try await rig.printer.queue(named: "receipt")
        #expect(queue.reasons == fault.reasons && !queue.acceptsJobs && queue.state == .stopped)
        guard case .refused = await rig.printer.submit(rig.order("A", Receipts.long(3))) else {
            Issue.record("\(fault.name): not refused")
            return
        }
        #expect(rig.emulator.receipts.isEmpty && rig.emulator.hanging.items.isEmpty && rig.emulator.starts.isEmpty)
        // Seen to, it prints; nothing of before comes out.
        rig.emulator.set { $0 = EscPosFaults() }
        #expect(try await rig.print("B", Receipts.long(3)) == .completed(rig.handle("B")))
        #expect(rig.emulator.receipts.dropFirst().count == 1)
        try rig.emulator.end()
    }

    static let midway: [Fault] = [
        ("paper end", { $0.paperEndsAfterLine = 30 }, [.mediaEmpty]),
        ("cover", { $0.coverOpensAfterLine = 30 }, [.coverOpen]),
        ("paper end at the last line", { $0.paperEndsAfterLine = 60 }, [.mediaEmpty]),
        ("cutter", { $0.cutterSticksAtCut = true }, [.mediaJam]),
        ("silence", { $0.fallsSilentAfterLine = 30 }, [.offline]),
        ("death", { $0.diesAfterLine = 30 }, [.offline]),
    ]

    @Test("During: the receipt is doubtful at once, never printed", arguments: midway.indices, EscPosRig.Kind.allCases)
    func during(index: Int, kind: EscPosRig.Kind) async throws {
        let fault = Self.midway[index]
        let rig = try EscPosRig(kind, stall: .milliseconds(800))
        // The separating cut of a first receipt is not the one that is meant.
        #expect(try await rig.print("0", Receipts.long(1)) == .completed(rig.handle("0")))
        try rig.emulator.unplug()
        try rig.emulator.plug()
        rig.emulator.set(fault.set)
        let began = ContinuousClock.now
        #expect(try await rig.print("A", Receipts.long(60)) == .aborted(rig.handle("A")), "\(fault.name)")
        #expect(await rig.printer.end(of: PrintJobID(trusted: "A")) == .doubtful(fault.reasons), "\(fault.name)")
        #expect(ContinuousClock.now - began < .seconds(3))
        try rig.emulator.end()
    }

    @Test("What a broken-off receipt left in the printer is cut off before the next patient's")
    func remnants() async throws {
        let rig = try EscPosRig(.tcp)
        rig.emulator.set { $0.paperEndsAfterLine = 10 }
        #expect(try await rig.print("A", Receipts.long(40, mark: "甲")) == .aborted(rig.handle("A")))
        rig.emulator.set { $0.paperIsOut = false }
        #expect(try await rig.print("B", Receipts.long(5, mark: "乙")) == .completed(rig.handle("B")))
        #expect(rig.emulator.receipts.allSatisfy { strip in Set(strip.lines.map { $0.prefix(1) }).count <= 1 })
        #expect(rig.emulator.receipts.last?.lines.count == 5)
        #expect(rig.emulator.violations == [])
        // A clean end needs no cut before the next.
        let strips = rig.emulator.receipts.count
        #expect(try await rig.print("C", Receipts.long(5, mark: "丙")) == .completed(rig.handle("C")))
        #expect(rig.emulator.receipts.count == strips + 1)
        try rig.emulator.end()
    }

    @Test("A command cut in two by a dead line does not swallow the next receipt", arguments: 1...12)
    func halves(length: Int) async throws {
        let rig = try EscPosRig(.tcp)
        rig.emulator.feed(Array(try EscPos.code("JF2026111500017").prefix(25 + length)))
        #expect(try await rig.print("A", Receipts.long(3)) == .completed(rig.handle("A")))
        #expect(rig.emulator.receipts.last?.lines.count == 3)
        try rig.emulator.end()
    }

    @Test(
        "Pulled out in the middle, then plugged in: doubtful, and the next one prints",
        arguments: [EscPosRig.Kind.serial, .usb])
    func unplugged(kind: EscPosRig.Kind) async throws {
        let rig = try EscPosRig(kind)
        rig.emulator.set { $0.microsecondsAByte = 300 }
        guard case .accepted = await rig.printer.submit(rig.order("A", Receipts.long(200))) else {
            Issue.record("not accepted")
            return
        }
        #expect(
            await rig.printer.observe(PrintJobID(trusted: "A"), queue: "receipt", known: nil)
                == .onItsWay(rig.handle("A"), []))
        let queue = try await rig.printer.queue(named: "receipt")
        #expect(queue.state == .printing && !queue.acceptsJobs)
        try rig.emulator.unplug()
        #expect(await rig.end("A") == .aborted(rig.handle("A")))
        #expect(try await rig.printer.queue(named: "receipt").reasons == [.offline])
        guard case .refused(.cannotReach, let error) = await rig.printer.submit(rig.order("B", Receipts.long(3))) else {
            Issue.record("not refused")
            return
        }
        #expect(error.code == .receiptPrinterOffline)
        try rig.emulator.plug()
        rig.emulator.set { $0 = EscPosFaults() }
        #expect(try await rig.print("C", Receipts.long(3)) == .completed(rig.handle("C")))
        try rig.emulator.end()
    }

    @Test(
        "A printer that never proves it has printed leaves the end to staff",
        arguments: [ReceiptPrinterConfiguration.Proof.token, .buffered])
    func unproven(proof: ReceiptPrinterConfiguration.Proof) async throws {
        let rig = try EscPosRig(proof: proof, stall: .milliseconds(300))
        rig.emulator.set { $0.lacksProof = true }
        #expect(try await rig.print("A", Receipts.long(1)) == .aborted(rig.handle("A")))
        try rig.emulator.end()
    }

    @Test(
        "A printer that took everything into its memory has not printed it yet",
        arguments: [ReceiptPrinterConfiguration.Proof.token, .buffered])
    func memory(proof: ReceiptPrinterConfiguration.Proof) async throws {
        let rig = try EscPosRig(proof: proof)
        rig.emulator.set { ($0.microsecondsALine, $0.paperEndsAfterLine) = (4_000, 58) }
        #expect(try await rig.print("A", Receipts.long(60)) == .aborted(rig.handle("A")))
        #expect(rig.emulator.hanging.lines.count == 58)
        rig.emulator.set { ($0.microsecondsALine, $0.paperIsOut) = (4_000, false) }
        #expect(try await rig.print("B", Receipts.long(60)) == .completed(rig.handle("B")))
        #expect(rig.emulator.receipts.last?.lines.count == 60)
        try rig.emulator.end()
    }

    @Test("A printer that falls silent is told as offline at once, and may still come back")
    func silence() async throws {
        let rig = try EscPosRig(answer: .milliseconds(200), stall: .seconds(20))
        rig.emulator.set { $0.fallsSilentAfterLine = 20 }
        guard case .accepted = await rig.printer.submit(rig.order("A", Receipts.long(60))) else {
            Issue.record("not accepted")
            return
        }
        let began = ContinuousClock.now
        var told = PrintObservation.noAnswer
        while told != .onItsWay(rig.handle("A"), [.offline]), ContinuousClock.now - began < .seconds(3) {
            told = await rig.printer.observe(PrintJobID(trusted: "A"), queue: "receipt", known: nil)
            await Task.yield()
        }
        #expect(told == .onItsWay(rig.handle("A"), [.offline]))
        rig.emulator.speak()
        #expect(await rig.end("A") == .completed(rig.handle("A")))
        try rig.emulator.end()
    }

    @Test("Paper that runs low is told and prints")
    func low() async throws {
        let rig = try EscPosRig()
        rig.emulator.set { $0.paperIsLow = true }
        let queue = try await rig.printer.queue(named: "receipt")
        #expect(queue.reasons == [.other("media-low")] && queue.acceptsJobs && queue.state == .idle)
        #expect(try await rig.print("A", Receipts.long(3)) == .completed(rig.handle("A")))
        try rig.emulator.end()
    }

    @Test("Noise before every answer does no harm; a flood of it is an offline printer")
    func noise() async throws {
        let rig = try EscPosRig(.tcp)
        rig.emulator.set { $0.noise = [0xFF, 0x00, 0x37, 0x37, 0x22, 0x41, 0x13, 0x80] }
        #expect(try await rig.print("A", Receipts.long(3)) == .completed(rig.handle("A")))
        rig.emulator.set { $0.noise = [UInt8](repeating: 0xFD, count: 20_000) }
        #expect(try await rig.printer.queue(named: "receipt").reasons == [.offline])
        try rig.emulator.end()
    }

    @Test("giveUp ends a wait on a silent printer, and nothing is begun after it")
    func stop() async throws {
        let rig = try EscPosRig(answer: .seconds(10), stall: .seconds(60))
        rig.emulator.set { $0.fallsSilentAfterLine = 2 }
        guard case .accepted = await rig.printer.submit(rig.order("A", Receipts.long(100))) else {
            Issue.record("not accepted")
            return
        }
        let began = ContinuousClock.now
        rig.printer.giveUp()
        #expect(await rig.end("A") == .aborted(rig.handle("A")))
        #expect(ContinuousClock.now - began < .seconds(4))
        await #expect(throws: PrintingError.self) { try await rig.printer.queue(named: "receipt") }
        guard case .refused(.cannotReach, _) = await rig.printer.submit(rig.order("B", Receipts.long(1))) else {
            Issue.record("begun after the end")
            return
        }
        try rig.emulator.end()
    }

    @Test("Nothing at the address, another kind of file, a printer nobody listens for")
    func nowhere() async throws {
        for connection in [
            ReceiptPrinterConfiguration.Connection.serial(path: "/nowhere/tty", speed: 9_600, flow: .none),
            .serial(path: "/dev/null", speed: 9_600, flow: .hardware), .usb(path: "/etc/passwd"),
            .tcp(host: "127.0.0.1", port: 1), .tcp(host: "::1", port: 1),
        ] {
            let printer = EscPosPrinter(try ReceiptPrinterConfiguration(name: "r", connection: connection))
            #expect(try await printer.queue(named: "r").reasons == [.offline])
        }
    }
}
