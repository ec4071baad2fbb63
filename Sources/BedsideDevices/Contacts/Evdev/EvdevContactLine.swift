/// Keys and switches of an evdev node: gpio-keys, USB keypads, foot pedals.
///
/// The node cannot tell a cut wire from a contact at rest: presence is all its supervision, unless the contact is wired
/// as a loop that is open while active (``ContactPoint/Mode/normallyClosed``).
struct EvdevContactLine: ContactLine {
    let input: ContactInput
    var requests = EvdevContactRequests.kernel
    /// Made on the line's own thread.
    let makeFinder: @Sendable () throws -> any NodeFinder

    func run(until stop: Wakeup, into context: ContactContext) {
        runNodeSession(input, until: stop, into: context, finder: makeFinder) { node throws(OpenFailure) in
            try EvdevContactChannel(node: node, points: input.points, requests: requests)
        }
    }
}
