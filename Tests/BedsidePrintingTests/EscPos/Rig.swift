import BedsideDomain
import BedsideRigs
import Foundation

@testable import BedsidePrinting

/// An emulated printer and ours, on one of the three kinds of line.
struct EscPosRig {
    enum Kind: String, CaseIterable { case serial, usb, tcp }

    let emulator: EscPosEmulator
    let printer: EscPosPrinter
    let name: String

    init(
        _ kind: Kind = .serial, name: String = "receipt", width: ReceiptPrinterConfiguration.Width = .mm80,
        cutter: ReceiptPrinterConfiguration.Cutter = .partial,
        characters: ReceiptPrinterConfiguration.CharacterSet = .gb18030,
        codePage: ReceiptPrinterConfiguration.CodePage = .kanji,
        proof: ReceiptPrinterConfiguration.Proof = .token, answer: Duration = .milliseconds(400),
        stall: Duration = .milliseconds(1_500)
    ) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "escpos-\(UUID().uuidString)").path
        let connection: ReceiptPrinterConfiguration.Connection
        switch kind {
        case .serial:
            emulator = try EscPosEmulator(path: path)
            connection = .serial(path: path, speed: 115_200, flow: .none)
        case .usb:
            emulator = try EscPosEmulator(path: path)
            connection = .usb(path: path)
        case .tcp:
            emulator = try EscPosEmulator()
            connection = .tcp(host: "127.0.0.1", port: emulator.port)
        }
        printer = EscPosPrinter(
            try ReceiptPrinterConfiguration(
                name: name, connection: connection, width: width, cutter: cutter, codePage: codePage,
                characters: characters, proof: proof, answerTimeout: answer, stallTimeout: stall))
        self.name = name
    }

    func order(_ id: String, _ receipt: ReceiptDocument) -> PrintOrder {
        PrintOrder(id: PrintJobID(trusted: id), queue: name, content: .receipt(receipt))
    }

    /// Hands a receipt over and waits for its end.
    func print(_ id: String, _ receipt: ReceiptDocument) async throws -> PrintObservation {
        switch await printer.submit(order(id, receipt)) {
        case .accepted: break
        case .refused(_, let error), .unknown(let error): throw error
        }
        return await end(id)
    }

    func end(_ id: String) async -> PrintObservation {
        _ = await printer.end(of: PrintJobID(trusted: id))
        return await printer.observe(PrintJobID(trusted: id), queue: name, known: nil)
    }

    func handle(_ id: String) -> PrinterJob { PrinterJob(number: 0, uuid: id) }
}
