import Foundation
import Synchronization

/// The contact inputs of a terminal: a thread for each, so that none waits for another, and one outlet for what they see.
package final class ContactHub: Sendable {
    /// For the one that owns the alarms.
    package let outlet = ContactOutlet()

    private let inputs: [ContactInput]
    private let runners: [ContactRunner]
    private let phase = Mutex(Phase.made)

    private enum Phase { case made, started, stopped }

    /// Nothing is opened yet.
    /// - Throws: ``DeviceError`` when the configuration contradicts itself (``ContactInput/validate(_:)``).
    package convenience init(inputs: [ContactInput]) throws(DeviceError) {
        try self.init(inputs: inputs) { $0.line }
    }

    /// The same with other lines, for tests.
    init(inputs: [ContactInput], line: (ContactInput) -> any ContactLine) throws(DeviceError) {
        try ContactInput.validate(inputs)
        self.inputs = inputs
        var runners: [ContactRunner] = []
        do throws(SystemCallError) {
            for input in inputs {
                runners.append(try ContactRunner(name: input.name, line: line(input), outlet: outlet))
            }
        } catch {
            throw DeviceError(.systemCallFailed, "The contact inputs cannot start.", cause: error)
        }
        self.runners = runners
    }

    deinit { stop() }

    /// Starts the threads; devices that are not there yet are awaited for ever. A second call does nothing.
    package func start() {
        phase.withLock { phase in
            guard phase == .made else { return }
            phase = .started
            for runner in runners { runner.start() }
        }
    }

    /// Closes every device, ends the threads and then the outlet, and returns when that is done. A second call returns at
    /// once.
    package func stop() {
        let was = phase.withLock { phase in
            defer { phase = .stopped }
            return phase
        }
        if was == .started {
            for runner in runners { runner.ring() }
            for runner in runners { runner.join() }
        }
        outlet.finish()
    }

    /// How each input is now, in the order of the configuration.
    package func status(at now: ContinuousClock.Instant = .now) -> [ContactStatus] {
        zip(inputs, runners).map { input, runner in
            let figures = runner.counters.figures
            return ContactStatus(
                name: input.name, kind: input.link.word, state: figures.state,
                heardAge: figures.heard.map { max(.zero, now - $0) }, counts: figures.counts)
        }
    }
}
