package import BedsideDomain

extension Store {
    /// A scan was read, with its kind and length but never its content; and whose data it opened, in the same commit.
    ///
    /// - Parameters:
    ///   - outcome: `read-` and what it was read from, or why it was refused.
    ///   - opened: the stay or slip that is shown next; nil when nothing of anybody is.
    package func recordScan(
        kind: String, device: String, outcome: String, length: Int, opened: String? = nil, at moment: Timestamp
    ) async throws {
        try await commit { transaction in
            try transaction.audit(
                "scanned", by: .terminal, of: "scan",
                [
                    "kind": .text(String(kind.prefix(40))), "device": .text(String(device.prefix(80))),
                    "outcome": .text(String(outcome.prefix(40))), "length": .count(length),
                ], at: moment)
            if let opened { try transaction.audit("opened", by: .patient, of: String(opened.prefix(160)), at: moment) }
        }
    }

    /// Somebody's session at the screen ended: by itself, by the time, or by another's scan.
    package func recordSessionEnd(at moment: Timestamp) async throws {
        try await commit { try $0.audit("session-ended", by: .terminal, of: "kiosk", at: moment) }
    }
}
