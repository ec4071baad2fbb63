import BedsideWire
import Synchronization

/// What a wallet's gateway knows: orders and refunds by their numbers, and how it misbehaves just now.
package final class WalletLedger: Sendable {
    /// The ways in which real gateways trouble a terminal.
    package enum Mode: String, Sendable, CaseIterable {
        /// The patient pays as soon as the code is shown.
        case prompt
        /// The patient pays when told to.
        case manual
        case decline
        /// Paid, but the gateway says so only after some inquiries.
        case late
        /// The order arrives and is paid, but no answer to the create ever comes back.
        case lost
        /// The order arrives, and the answer to it breaks off in the middle of a connection that stays open.
        case stalled
        /// Nothing arrives at all.
        case dead
    }

    private struct Order {
        let request: WalletOrderRequest
        var state: WalletOrderAnswer.State
        var inquiries = 0
    }

    private struct State {
        var mode: Mode
        var orders: [String: Order] = [:]
        var refunds: [String: WalletRefundRequest] = [:]
        /// Money that really moved: for tests that nothing was charged twice.
        var charged: [String: Int64] = [:]
    }

    private let state: Mutex<State>

    package init(mode: Mode = .prompt) { state = Mutex(State(mode: mode)) }

    package var mode: Mode {
        get { state.withLock { $0.mode } }
        set { state.withLock { $0.mode = newValue } }
    }

    /// What each order number was charged, refunds taken off.
    package var charged: [String: Int64] { state.withLock { $0.charged } }
    package var refunded: [String: Int64] { state.withLock { $0.refunds.mapValues(\.amountFen) } }
    package var orderCount: Int { state.withLock { $0.orders.count } }

    /// The phone pays the newest waiting order, or the named one.
    package func pay(_ number: String? = nil) {
        state.withLock { state in
            let waiting = state.orders.filter { $0.value.state == .waiting && (number == nil || $0.key == number) }
            for (key, order) in waiting {
                state.orders[key]?.state = .paid
                state.charged[key, default: 0] += order.request.amountFen
            }
        }
    }

    func create(_ request: WalletOrderRequest) -> WalletOrderAnswer? {
        state.withLock { state in
            if let known = state.orders[request.orderNumber], known.request.amountFen != request.amountFen {
                return nil
            }
            if state.orders[request.orderNumber] == nil {
                state.orders[request.orderNumber] = Order(
                    request: request, state: state.mode == .decline ? .declined : .waiting)
                if state.mode == .lost {
                    state.orders[request.orderNumber]?.state = .paid
                    state.charged[request.orderNumber, default: 0] += request.amountFen
                }
            }
            return Self.answer(request.orderNumber, state)
        }
    }

    func inquire(_ number: String) -> WalletOrderAnswer {
        state.withLock { state in
            state.orders[number]?.inquiries += 1
            if let order = state.orders[number], order.state == .waiting,
                state.mode == .prompt || (state.mode == .late && order.inquiries > 3)
            {
                state.orders[number]?.state = .paid
                state.charged[number, default: 0] += order.request.amountFen
            }
            return Self.answer(number, state)
        }
    }

    func close(_ number: String) -> WalletOrderAnswer {
        state.withLock { state in
            if state.orders[number]?.state == .waiting { state.orders[number]?.state = .closed }
            return Self.answer(number, state)
        }
    }

    func refund(_ request: WalletRefundRequest) -> WalletRefundAnswer {
        state.withLock { state in
            if let known = state.refunds[request.refundNumber] {
                return WalletRefundAnswer(
                    refundNumber: request.refundNumber, state: .done, amountFen: known.amountFen)
            }
            let left = state.charged[request.orderNumber] ?? 0
            guard request.amountFen > 0, request.amountFen <= left else {
                return WalletRefundAnswer(
                    refundNumber: request.refundNumber, state: .refused, amountFen: request.amountFen)
            }
            state.refunds[request.refundNumber] = request
            state.charged[request.orderNumber] = left - request.amountFen
            return WalletRefundAnswer(refundNumber: request.refundNumber, state: .done, amountFen: request.amountFen)
        }
    }

    func inquireRefund(_ number: String) -> WalletRefundAnswer {
        state.withLock { state in
            let known = state.refunds[number]
            return WalletRefundAnswer(
                refundNumber: number, state: known == nil ? .notKnown : .done, amountFen: known?.amountFen ?? 0)
        }
    }

    private static func answer(_ number: String, _ state: State) -> WalletOrderAnswer {
        guard let order = state.orders[number] else {
            return WalletOrderAnswer(
                orderNumber: number, state: .notKnown, amountFen: 0, payURL: nil, reference: nil)
        }
        return WalletOrderAnswer(
            orderNumber: number, state: order.state, amountFen: order.request.amountFen,
            payURL: order.state == .waiting ? "https://wallet.example/p/\(number)" : nil,
            reference: order.state == .paid ? "W\(number)" : nil)
    }
}
