import CPosix
import Dispatch
import Foundation
import Synchronization

/// The thread of one input. A line that returns by itself is told as lost and run again, for ever.
final class ContactRunner: Sendable {
    let counters = ContactCounters()
    private let work: ContactWork
    private let ended = DispatchSemaphore(value: 0)

    init(name: InputName, line: any ContactLine, outlet: ContactOutlet) throws(SystemCallError) {
        work = ContactWork(
            line: line, context: ContactContext(input: name, outlet: outlet, counters: counters), wakeup: try Wakeup())
    }

    /// Once.
    func start() {
        let handover = Handover(work)
        Thread { [ended] in
            unsafe bedside_name_thread("contacts")
            handover.take()?.run()
            // Nothing of the work is held any more by this thread: who joined it knows that everything is closed.
            ended.signal()
        }.start()
    }

    /// Ends the line soon; ``join()`` waits for it.
    func ring() { work.ring() }

    func join() { ended.wait() }
}

/// What the thread of one input does.
private final class ContactWork: Sendable {
    private let line: any ContactLine
    private let context: ContactContext
    private let wakeup: Wakeup
    private let isStopped = Mutex(false)
    private let pause = DispatchSemaphore(value: 0)

    init(line: any ContactLine, context: ContactContext, wakeup: Wakeup) {
        self.line = line
        self.context = context
        self.wakeup = wakeup
    }

    func ring() {
        isStopped.withLock { $0 = true }
        wakeup.ring()
        pause.signal()
    }

    func run() {
        var backoff = Backoff()
        while true {
            let began = ContinuousClock.now
            line.run(until: wakeup, into: context)
            if isStopped.withLock({ $0 }) { return }
            context.put([.lost(.input(context.input), .absent)])
            if ContinuousClock.now - began > .seconds(30) { backoff = Backoff() }
            let wait = backoff.next().components
            let nanoseconds = Int(wait.seconds) * 1_000_000_000 + Int(wait.attoseconds / 1_000_000_000)
            _ = pause.wait(timeout: .now() + .nanoseconds(nanoseconds))
            if isStopped.withLock({ $0 }) { return }
        }
    }
}

/// Carries the work to its thread, once.
private final class Handover: Sendable {
    private let work: Mutex<ContactWork?>

    init(_ work: ContactWork) { self.work = Mutex(work) }

    func take() -> ContactWork? {
        work.withLock { work in
            defer { work = nil }
            return work
        }
    }
}
