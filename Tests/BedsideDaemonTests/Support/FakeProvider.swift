import BedsideDomain
import Synchronization

@testable import BedsideDaemon

/// A provider of payments that answers what it is told to, and notes what it was asked for.
final class FakeProvider: PaymentProvider {
    enum Call: Sendable, Hashable {
        case create(PaymentOrderID)
        case inquire(PaymentOrderID)
        case close(PaymentOrderID)
    }

    private struct State {
        var calls: [Call] = []
        var answers: [PaymentAnswer] = []
    }

    private let state: Mutex<State>
    /// Held until the provider may answer a create.
    private let gate: AsyncStream<Void>?
    var inquiry: Duration? { .milliseconds(1) }
    var expiry: Duration? { nil }

    /// - Parameter answers: one after another; the last for ever.
    init(_ answers: PaymentAnswer..., gate: AsyncStream<Void>? = nil) {
        state = Mutex(State(answers: answers))
        self.gate = gate
    }

    var calls: [Call] { state.withLock { $0.calls } }

    private func answer(_ call: Call) -> PaymentAnswer {
        state.withLock { state in
            state.calls.append(call)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first ?? .noAnswer
        }
    }

    func create(_ order: PaymentOrder) async -> PaymentAnswer {
        let answer = answer(.create(order.id))
        if let gate { for await _ in gate { break } }
        return answer
    }

    func inquire(_ order: PaymentOrder) async -> PaymentAnswer { answer(.inquire(order.id)) }
    func close(_ order: PaymentOrder) async -> PaymentAnswer { answer(.close(order.id)) }
    func refund(_ refund: RefundOrder) async -> RefundAnswer { .done }
    func inquire(_ refund: RefundOrder) async -> RefundAnswer { .done }
}
