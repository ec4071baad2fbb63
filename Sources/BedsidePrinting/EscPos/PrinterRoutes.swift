package import BedsideDomain

/// All printers of a terminal behind one port: receipt printers on lines of their own by their names, all else to the
/// print server.
package struct PrinterRoutes: PrinterPort {
    private let receiptPrinters: [String: EscPosPrinter]
    private let server: any PrinterPort

    /// Throws ``PrintingError`` `receiptPrinterMisconfigured` when two printers have one name.
    package init(receiptPrinters: [EscPosPrinter], server: any PrinterPort) throws(PrintingError) {
        var named: [String: EscPosPrinter] = [:]
        for printer in receiptPrinters where named.updateValue(printer, forKey: printer.configuration.name) != nil {
            throw PrintingError(
                .receiptPrinterMisconfigured,
                "Two receipt printers are named \(printer.configuration.name); give each a name of its own.")
        }
        self.receiptPrinters = named
        self.server = server
    }

    /// Ends the receipt printers' waits; the print server's own are its owner's to end.
    package func giveUp() { for printer in receiptPrinters.values { printer.giveUp() } }

    /// The receipt printer of this name, whose papers are set as receipts; nil when the print server has the queue.
    package func receiptPrinter(named name: String) -> EscPosPrinter? { receiptPrinters[name] }

    package func submit(_ order: PrintOrder) async -> SubmitOutcome { await port(order.queue).submit(order) }

    package func observe(_ id: PrintJobID, queue: String, known: PrinterJob?) async -> PrintObservation {
        await port(queue).observe(id, queue: queue, known: known)
    }

    package func withdraw(_ job: PrinterJob, of id: PrintJobID, queue: String) async -> Bool {
        await port(queue).withdraw(job, of: id, queue: queue)
    }

    package func queue(named name: String) async throws(PrintingError) -> PrintQueue {
        try await port(name).queue(named: name)
    }

    package func queues() async throws(PrintingError) -> [PrintQueue] {
        var queues = try await server.queues()
        for printer in receiptPrinters.values { queues += try await printer.queues() }
        return queues.sorted { $0.name < $1.name }
    }

    private func port(_ queue: String) -> any PrinterPort { receiptPrinters[queue] ?? server }
}
