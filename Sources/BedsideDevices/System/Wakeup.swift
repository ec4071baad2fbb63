import CPosix

/// Wakes the reader thread from another thread.
final class Wakeup: Sendable {
    private let descriptor: Descriptor

    init() throws(SystemCallError) { descriptor = Descriptor(owning: try checked(bedside_eventfd_new(), "eventfd")) }

    /// For the reader's ``Epoll``; it stays ready once it was rung.
    var number: Int32 { descriptor.number }

    /// An eventfd takes a count in the machine's byte order; any count but 0 will do.
    func ring() { descriptor.writeBestEffort([1, 0, 0, 0, 0, 0, 0, 0]) }

    /// Takes back what was rung so far.
    func quiet() {
        var count = [UInt8](repeating: 0, count: 8)
        _ = descriptor.read(into: &count)
    }
}
