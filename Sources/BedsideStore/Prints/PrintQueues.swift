package import BedsideDomain
import Foundation
import GRDB

/// A queue behind which another printer was found.
package struct PrinterSwap: Sendable, Hashable {
    package let queue: String
    /// The make and model that the new one tells.
    package let make: String
    package let at: Timestamp
}

extension Store {
    /// Notes which printer stands behind a queue. The first one is simply taken; another one is an audit row.
    ///
    /// - Parameters:
    ///   - device: the address as the print server has it; it may hold a password, so only its digest is kept.
    ///   - make: what the printer says of itself; cut to what fits.
    /// - Returns: the swap, when another printer stands there than before.
    package func notePrinter(queue: String, device: String, make: String, at moment: Timestamp) async throws
        -> PrinterSwap?
    {
        let digest = Chain.link(after: [], [Array(device.utf8)])
        let make = String(decoding: make.utf8.prefix(120), as: UTF8.self).filter { !$0.isNewline && $0.isASCII }
        let known = try await read {
            try $0.first("SELECT device, make FROM print_queues WHERE queue = ?", [queue]) {
                (try $0.bytes(), try $0.text())
            }
        }
        if let known, known == (digest, make) { return nil }
        return try await commit { transaction in
            try transaction.run(
                """
                INSERT INTO print_queues(queue, device, make, seen_ms) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT(queue) DO UPDATE SET device = ?2, make = ?3, seen_ms = ?4, swapped_ms = ?4
                """, [queue, Data(digest), make, moment.milliseconds])
            guard known != nil else { return nil }
            try transaction.audit(
                "printer-swapped", by: .terminal, of: "queue:\(queue)", ["make": .text(make)], at: moment)
            return PrinterSwap(queue: queue, make: make, at: moment)
        }
    }

    /// Queues behind which another printer was found since a moment, for staff.
    package func printerSwaps(since moment: Timestamp) async throws -> [PrinterSwap] {
        try await read {
            try $0.all(
                "SELECT queue, make, swapped_ms FROM print_queues WHERE swapped_ms >= ? ORDER BY queue",
                [moment.milliseconds]
            ) { PrinterSwap(queue: try $0.text(), make: try $0.text(), at: try $0.moment()) }
        }
    }
}
