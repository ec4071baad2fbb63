import AsyncHTTPClient
import BedsideDomain
import BedsideWire
import Foundation
import NIOCore
import NIOHTTP1

/// A wallet's gateway over HTTP. Anything but a clear answer is ``PaymentAnswer/noAnswer``: time-out is not failure.
struct WalletGateway: PaymentProvider {
    let client: HTTPClient
    let configuration: WalletConfiguration
    let token: String
    /// What the payer reads on the phone: hospital and purpose, never a name.
    let subject: String

    /// The longest answer: an order is a few hundred bytes.
    private static let limit = 64 * 1024

    var inquiry: Duration? { configuration.inquiry }
    var expiry: Duration? { configuration.expiry }

    func create(_ order: PaymentOrder) async -> PaymentAnswer {
        let request = WalletOrderRequest(orderNumber: order.id.text, amountFen: order.amount.fen, subject: subject)
        return answer(await send(.POST, "/v1/orders", request), for: order)
    }

    func inquire(_ order: PaymentOrder) async -> PaymentAnswer {
        answer(await send(.GET, "/v1/orders/\(order.id.text)", Nothing?.none), for: order)
    }

    func close(_ order: PaymentOrder) async -> PaymentAnswer {
        answer(await send(.POST, "/v1/orders/\(order.id.text)/close", Nothing?.none), for: order)
    }

    func refund(_ refund: RefundOrder) async -> RefundAnswer {
        let request = WalletRefundRequest(
            refundNumber: refund.id.text, orderNumber: refund.part.payment.text, amountFen: refund.part.amount.fen)
        return answer(await send(.POST, "/v1/refunds", request), for: refund)
    }

    func inquire(_ refund: RefundOrder) async -> RefundAnswer {
        answer(await send(.GET, "/v1/refunds/\(refund.id.text)", Nothing?.none), for: refund)
    }

    private func answer(_ message: WalletOrderAnswer?, for order: PaymentOrder) -> PaymentAnswer {
        // An answer for another order or another amount is no answer to ours.
        guard let message, message.orderNumber == order.id.text,
            message.state == .notKnown || message.amountFen == order.amount.fen
        else { return .noAnswer }
        switch message.state {
        case .waiting: return .waiting(payBy: message.payURL ?? "")
        case .paid: return .paid(reference: message.reference ?? "")
        case .declined: return .closed(.declined)
        case .closed: return .closed(.cancelled)
        case .expired: return .closed(.expired)
        case .notKnown: return .notKnown
        }
    }

    private func answer(_ message: WalletRefundAnswer?, for refund: RefundOrder) -> RefundAnswer {
        guard let message, message.refundNumber == refund.id.text,
            message.state == .notKnown || message.amountFen == refund.part.amount.fen
        else { return .noAnswer }
        switch message.state {
        case .done: return .done
        case .refused: return .refused
        case .processing: return .processing
        case .notKnown: return .notKnown
        }
    }

    private struct Nothing: Encodable {}

    /// Nil for every kind of no answer: no connection, time-out, a status above 299, bytes that are not the message.
    private func send<Answer: Decodable & Sendable>(_ method: HTTPMethod, _ path: String, _ body: (some Encodable)?)
        async
        -> Answer?
    {
        var request = HTTPClientRequest(url: configuration.url + path)
        request.method = method
        request.headers.add(name: "content-type", value: "application/json")
        if !token.isEmpty { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        do {
            if let body { request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body))) }
            return try await withTimeLimit(configuration.timeout) { [client, request] in
                // The client's own limit covers only the head of an answer; ours has to cover all of it.
                let response = try await client.execute(request, timeout: .hours(1))
                guard (200...299).contains(response.status.code) || response.status == .notFound else { return nil }
                let bytes = try await response.body.collect(upTo: Self.limit)
                return try JSONDecoder().decode(Answer.self, from: Data(bytes.readableBytesView))
            }
        } catch {
            // Whatever it was, nobody knows whether the gateway acted: the caller asks again.
            return nil
        }
    }
}
