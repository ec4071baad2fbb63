import BedsideDomain
import BedsideRigs
import Testing

@testable import BedsidePrinting

/// Receipts on every kind of line: what comes out is what was asked for, and "printed" means printed.
@Suite(.serialized)
struct EscPosPrinterTests {
    @Test("Every receipt comes out whole, in Chinese, cut and proven", arguments: EscPosRig.Kind.allCases)
    func prints(kind: EscPosRig.Kind) async throws {
        let rig = try EscPosRig(kind)
        for (index, paper) in try Receipts.papers().enumerated() {
            let receipt = try #require(try ReceiptDocument.receipt(of: paper, mark: Samples.second))
            #expect(try await rig.print("P\(index)", receipt) == .completed(rig.handle("P\(index)")))
        }
        #expect(rig.emulator.violations == [])
        // The first piece is what might have hung in the printer when the daemon began.
        let strips = Array(rig.emulator.receipts.dropFirst())
        #expect(rig.emulator.receipts.first?.items == [])
        #expect(strips.map(\.cut) == [.partial, .partial, .partial, .partial])
        #expect(strips.map(\.codes) == [["JF2026111500017"], ["JF2026111500025"], ["JS20261122-0007"], []])
        #expect(strips[0].text.contains("住院预交金收据") && strips[0].text.contains("龘*㐂"))
        #expect(
            strips[0].text.contains("伍仟元整")
                && strips[0].lines.contains("金额" + String(repeating: " ", count: 34) + "￥5,000.00"))
        #expect(strips.allSatisfy { $0.text.contains("副本 2 · 补打") })
        let isTall = strips[0].items.contains { item in
            if case .line(let text, 2, 1, true, 0) = item { return text.hasPrefix("金额") }
            return false
        }
        let isTitle = strips[0].items.contains { item in
            if case .line("住院预交金收据", 2, 2, true, 1) = item { return true }
            return false
        }
        #expect(isTall && isTitle)
        try rig.emulator.end()
    }

    @Test("Each way of proof, each cutter and each code page", arguments: ReceiptPrinterConfiguration.Proof.allCases)
    func kinds(proof: ReceiptPrinterConfiguration.Proof) async throws {
        for (cutter, page) in [
            (ReceiptPrinterConfiguration.Cutter.none, ReceiptPrinterConfiguration.CodePage.page(16)),
            (.full, .pageAndKanji(255)),
        ] {
            let rig = try EscPosRig(width: .mm58, cutter: cutter, codePage: page, proof: proof)
            rig.emulator.set { $0.lacksProof = proof == .realTime }
            let receipt = try #require(
                try ReceiptDocument.receipt(of: .paymentSlip(try Samples.paymentSlip()), mark: Samples.first))
            #expect(try await rig.print("A", receipt) == .completed(rig.handle("A")))
            #expect(rig.emulator.violations == [])
            let paper = cutter == .none ? rig.emulator.hanging : try #require(rig.emulator.receipts.last)
            #expect(paper.cut == (cutter == .none ? nil : .full))
            #expect(paper.text.contains("请持本单到收费窗口缴费。") && paper.codes == ["JF2026111500025"])
            try rig.emulator.end()
        }
    }

    @Test("A long receipt of 400 lines comes out in its order, on a slow printer too")
    func long() async throws {
        let rig = try EscPosRig(.tcp)
        rig.emulator.set { $0.microsecondsAByte = 20 }
        #expect(try await rig.print("L", Receipts.long(400)) == .completed(rig.handle("L")))
        let lines = try #require(rig.emulator.receipts.last).lines
        #expect(lines.count == 400)
        #expect(lines.enumerated().allSatisfy { $0.element.hasPrefix("第 \($0.offset + 1) 项") })
        #expect(rig.emulator.violations == [])
        try rig.emulator.end()
    }

    @Test("Two printers print at once, each its own; the routes find them and leave the rest to the server")
    func two() async throws {
        let (left, right) = (try EscPosRig(.serial, name: "left"), try EscPosRig(.tcp, name: "right"))
        let routes = try PrinterRoutes(receiptPrinters: [left.printer, right.printer], server: NoServer())
        async let one = routes.submit(left.order("L", Receipts.long(40, mark: "左")))
        async let other = routes.submit(right.order("R", Receipts.long(40, mark: "右")))
        for outcome in await [one, other] {
            guard case .accepted = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
        #expect(await left.end("L") == .completed(left.handle("L")))
        #expect(await routes.observe(PrintJobID(trusted: "R"), queue: "right", known: nil) != .notKnown)
        #expect(await right.end("R") == .completed(right.handle("R")))
        #expect(left.emulator.receipts.last?.lines.allSatisfy { $0.hasPrefix("左") } == true)
        #expect(right.emulator.receipts.last?.lines.allSatisfy { $0.hasPrefix("右") } == true)
        #expect(try await routes.queues().map(\.name) == ["left", "right", "ward"])
        #expect(await routes.observe(PrintJobID(trusted: "X"), queue: "ward", known: nil) == .noAnswer)
        #expect(throws: PrintingError.self) {
            try PrinterRoutes(receiptPrinters: [left.printer, left.printer], server: NoServer())
        }
        try left.emulator.end()
        try right.emulator.end()
    }

    @Test("Receipts handed over together come out one after another, never mixed")
    func queued() async throws {
        let rig = try EscPosRig()
        await withTaskGroup { group in
            for number in 1...5 {
                group.addTask {
                    _ = await rig.printer.submit(rig.order("\(number)", Receipts.long(30, mark: "单\(number)")))
                }
            }
        }
        for number in 1...5 { #expect(await rig.end("\(number)") == .completed(rig.handle("\(number)"))) }
        let strips = rig.emulator.receipts.dropFirst()
        #expect(strips.count == 5)
        for strip in strips { #expect(Set(strip.lines.map { $0.prefix(2) }).count == 1) }
        try rig.emulator.end()
    }

    @Test("The same job is never taken twice, and one that this process did not print is not known")
    func identity() async throws {
        let rig = try EscPosRig()
        #expect(try await rig.print("A", Receipts.long(3)) == .completed(rig.handle("A")))
        guard case .unknown = await rig.printer.submit(rig.order("A", Receipts.long(3))) else {
            Issue.record("printed twice")
            return
        }
        #expect(rig.emulator.receipts.count == 2)
        let afterCrash = EscPosPrinter(rig.printer.configuration)
        #expect(
            await afterCrash.observe(PrintJobID(trusted: "A"), queue: "receipt", known: rig.handle("A")) == .notKnown)
        let state = PrintState.submitted(rig.handle("A")).after(.notKnown, at: Samples.printedAt)
        #expect(state == .unknown(.forgotten))
        try rig.emulator.end()
    }

    @Test("At idle nothing is open and nobody asks anything")
    func idle() async throws {
        let rig = try EscPosRig(.tcp)
        #expect(try await rig.print("A", Receipts.long(3)) == .completed(rig.handle("A")))
        let (questions, received) = (rig.emulator.questions, rig.emulator.received)
        #expect(rig.emulator.connections == 1)
        // What was closed can be opened by another: the emulator serves one connection at a time.
        let other = EscPosPrinter(rig.printer.configuration)
        #expect(try await other.queue(named: "receipt").isReady)
        #expect(rig.emulator.questions == questions + 4)
        #expect(rig.emulator.received == received + 12)
        try rig.emulator.end()
    }

    @Test("The first byte of a receipt is at the printer in milliseconds")
    func firstByte() async throws {
        let rig = try EscPosRig()
        let emulator = rig.emulator
        let receipt = try #require(
            try ReceiptDocument.receipt(of: .depositReceipt(try Samples.depositReceipt()), mark: Samples.first))
        let figures = try await rig.printer.firstByteMilliseconds(of: receipt, samples: 50) { emulator.starts }
        #expect(figures.count == 50, "\(figures.sorted().suffix(3))")
        #expect(figures.allSatisfy { $0 > 0 && $0 < 500 })
        try emulator.end()
    }

    @Test("Papers and queues of others are refused")
    func strangers() async throws {
        let rig = try EscPosRig()
        guard
            case .refused(.rejected, _) = await rig.printer.submit(
                PrintOrder(id: PrintJobID(trusted: "A"), queue: "receipt", media: "iso_a4_210x297mm", pdf: [1]))
        else {
            Issue.record("took a PDF")
            return
        }
        await #expect(throws: PrintingError.self) { try await rig.printer.queue(named: "ward") }
        #expect(rig.emulator.received == 0)
        try rig.emulator.end()
    }
}

/// Stands for the print server.
private struct NoServer: PrinterPort {
    func submit(_ order: PrintOrder) -> SubmitOutcome { .unknown(PrintingError(.printServerSilent, "none")) }
    func observe(_ id: PrintJobID, queue: String, known: PrinterJob?) -> PrintObservation { .noAnswer }
    func queue(named name: String) throws(PrintingError) -> PrintQueue {
        PrintQueue(name: "ward", state: .idle, acceptsJobs: true, reasons: [])
    }
    func queues() throws(PrintingError) -> [PrintQueue] { [try queue(named: "ward")] }
}
