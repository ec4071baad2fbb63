import Synchronization

@testable import BedsideDevices

/// The answers of an evdev node of keys and switches.
final class FakeKeypad: Sendable {
    private struct State {
        var closed: EvdevCodes? = EvdevCodes()
        var abilities: EvdevCodes?
        var answer: Int32 = 0
        var grabs = 0
        var restriction: EvdevCodes?
        var isThere = true
    }

    private let state = Mutex(State())

    var grabs: Int { state.withLock { $0.grabs } }
    var restriction: EvdevCodes? { state.withLock { $0.restriction } }

    /// What is held down or on from now on.
    func set(_ addresses: [ContactAddress]) { state.withLock { $0.closed = EvdevCodes(addresses) } }
    /// The node does not tell what is held.
    func keepSilent() { state.withLock { $0.closed = nil } }
    func canSend(_ addresses: [ContactAddress]) { state.withLock { $0.abilities = EvdevCodes(addresses) } }
    /// What a grab answers.
    func answer(_ answer: Int32) { state.withLock { $0.answer = answer } }
    func vanish() { state.withLock { $0.isThere = false } }

    var requests: EvdevContactRequests {
        EvdevContactRequests(
            state: { _ in self.state.withLock { $0.isThere ? $0.closed.map { .closed($0) } ?? .unknown : .gone } },
            abilities: { _ in self.state.withLock { $0.abilities } },
            grab: { _ in
                self.state.withLock { state in
                    state.grabs += 1
                    return state.answer
                }
            },
            restrict: { _, codes in self.state.withLock { $0.restriction = codes } },
            answers: { _ in self.state.withLock { $0.isThere } })
    }
}

extension EvdevCodes {
    init(_ addresses: [ContactAddress]) {
        self.init()
        for code in addresses.compactMap(EvdevCode.init) { insert(code) }
    }
}
