import BedsideDomain
import CPosix

extension EscPosPrinter {
    /// For the figures: how long a receipt's first byte takes from the hand-over to the printer, once for each sample, in
    /// milliseconds. Setting the receipt, opening the line and the four questions before it are in it.
    ///
    /// - Parameter arrivals: when the printer's end of the line got the first byte of each receipt so far, in microseconds
    ///   of the monotonic clock.
    ///
    /// Throws ``PrintingError`` when a receipt is refused or does not end printed.
    package func firstByteMilliseconds(
        of receipt: ReceiptDocument, samples: Int, arrivals: @Sendable () -> [Int64]
    ) async throws(PrintingError) -> [Double] {
        var figures: [Double] = []
        // The first one also separates itself from what hung in the printer.
        for number in -1..<samples {
            let id = PrintJobID(trusted: "FIGURE\(number)")
            let began = bedside_monotonic_microseconds()
            switch await submit(PrintOrder(id: id, queue: configuration.name, content: .receipt(receipt))) {
            case .accepted: break
            case .refused(_, let error), .unknown(let error): throw error
            }
            guard await end(of: id) == .printed, let arrived = arrivals().last else {
                throw PrintingError(.receiptPrinterNotReady, "A receipt for the figures did not end printed.")
            }
            if number >= 0 { figures.append(Double(arrived - began) / 1_000) }
        }
        return figures
    }
}
