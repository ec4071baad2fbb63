/// What stands on every page of a paper that is not the first copy.
package struct CopyMark: Sendable, Hashable, Codable {
    package enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        /// The patient asked for another copy.
        case requested
        case jammed, lost, unreadable
        /// A staff member printed it again because the end of the first was not known.
        case unknownEnd = "unknown-end"
    }

    /// 1 is the first copy; it has no mark.
    package let number: Int
    /// Set when staff printed it again.
    package let reprint: Reason?
    package let printedAt: Timestamp
    package let terminal: String

    package init(number: Int, reprint: Reason?, printedAt: Timestamp, terminal: String) {
        self.number = number
        self.reprint = reprint
        self.printedAt = printedAt
        self.terminal = terminal
    }

    /// Nil on a first copy; `副本 2`, `副本 2 · 补打`, or `补打` alone when staff replace a first copy that never came out.
    package var words: String? {
        switch (number > 1, reprint) {
        case (false, nil): nil
        case (true, nil): "副本 \(number)"
        case (true, .some): "副本 \(number) · 补打"
        case (false, .some): "补打"
        }
    }
}
