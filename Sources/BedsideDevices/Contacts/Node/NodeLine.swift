extension ContactLine {
    /// Runs a ``NodeSession`` on the line's own thread, until `stop` was rung or the kernel refuses what it needs.
    func runNodeSession(
        _ input: ContactInput, until stop: Wakeup, into context: ContactContext,
        finder makeFinder: () throws -> any NodeFinder,
        open: @escaping (String) throws(OpenFailure) -> any ContactChannel
    ) {
        do {
            let finder = try makeFinder()
            try NodeSession(input, finder: finder, stop: stop, context: context, open: open).run()
        } catch {
            // The hub tells that nothing is seen, and runs the line again.
        }
    }
}
