/// Compares what a terminal says of its day with what the central store got from it.
enum StatementCheck {
    static func differences(_ day: CivilDate, _ terminal: TerminalDay) -> [Difference] {
        guard !terminal.statements.isEmpty else {
            return [Difference(.statementMissing(day), terminal: terminal.terminal, .lookAtTerminal)]
        }
        return ranges(terminal).map { Difference($0, terminal: terminal.terminal, .lookAtTerminal) }
            + terminal.statements.flatMap { stated in
                items(stated).map { Difference($0, terminal: terminal.terminal, .lookAtTerminal) }
            }
    }

    /// Each statement begins where the one before ended.
    private static func ranges(_ terminal: TerminalDay) -> [Difference.Kind] {
        var found: [Difference.Kind] = []
        var last = terminal.closedBefore ?? 0
        for stated in terminal.statements {
            let statement = stated.statement
            if statement.fromSeq > last + 1 { found.append(.rangeHasGap(last + 1...statement.fromSeq - 1)) }
            if statement.fromSeq <= last { found.append(.rangesOverlap(statement.fromSeq...last)) }
            last = max(last, statement.toSeq)
        }
        return found
    }

    private static func items(_ stated: TerminalDay.Stated) -> [Difference.Kind] {
        let (statement, inbox) = (stated.statement, stated.inbox)
        // What never came explains every other difference of the range; telling them too would only hide it.
        guard inbox.missing.isEmpty else { return inbox.missing.map(Difference.Kind.rangeHasGap) }
        var found: [Difference.Kind] = []
        func compare(_ item: Difference.StatementItem, _ stated: Int64, _ got: Int64) {
            if stated != got { found.append(.statementDisagrees(item, stated: stated, found: got)) }
        }
        compare(.events, statement.events, inbox.events)
        for channel in PaymentChannel.allCases {
            compare(.paid(channel), statement.paid[channel] ?? 0, inbox.paid[channel] ?? 0)
            compare(.refunded(channel), statement.refunded[channel] ?? 0, inbox.refunded[channel] ?? 0)
        }
        compare(.settled, statement.settledFen, inbox.settledFen)
        compare(.settlements, statement.settlements, inbox.settlements)
        if statement.headHash != inbox.headHash { found.append(.headDiffers(seq: statement.toSeq)) }
        return found
    }
}
