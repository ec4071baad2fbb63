package import Dispatch

/// A serial queue of its own for an actor that calls C libraries which block or are bound to one user at a time.
///
/// The cooperative pool has as few threads as the machine has cores; a printer that answers after ten seconds must not take
/// one of them away from an alarm.
package final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// The label is what a debugger shows for the queue.
    package init(label: String, priority: DispatchQoS = .default) { queue = DispatchQueue(label: label, qos: priority) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The runtime keeps an enqueued job alive until it has run, and this queue runs each exactly once.
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        // The actor that owns this executor holds it as long as it lives, which is what "unowned" asks for.
        unsafe UnownedSerialExecutor(ordinary: self)
    }
}
