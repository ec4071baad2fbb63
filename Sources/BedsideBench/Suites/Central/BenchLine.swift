import BedsideDomain
import BedsideTransport
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOTLS

/// One kept connection of a terminal to the central store: TLS with both certificates and HTTP as the real line has them,
/// and nothing else, because the generator works on the server's own cores.
struct BenchLine: Sendable {
    private let channel: any Channel
    private let base: String

    struct Answer: Sendable {
        let status: Int
        let retryAfter: Duration?
        let body: ByteBuffer
        let readAt: ContinuousClock.Instant
    }

    static func open(
        _ terminal: BenchTerminal, port: UInt16, on group: any EventLoopGroup
    ) -> EventLoopFuture<BenchLine> {
        let loop = group.next()
        let shaken = loop.makePromise(of: Void.self)
        return ClientBootstrap(group: loop).connectTimeout(.seconds(10)).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                try pipeline.addHandler(NIOSSLClientHandler(context: terminal.context, serverHostname: nil))
                try pipeline.addHTTPClientHandlers()
                try pipeline.addHandler(ExchangeHandler(shaken: shaken))
            }
        }.connect(host: "127.0.0.1", port: Int(port)).flatMapErrorThrowing { error in
            shaken.fail(error)
            throw error
        }.flatMap { channel in
            shaken.futureResult.flatMap { terminal.tls.checkConnection(channel) }.map {
                BenchLine(channel: channel, base: "/v1/k/\(terminal.name.text)")
            }
        }
    }

    /// Sends an upload; every status is an answer. Fails when the connection ends first.
    func up(_ upload: BenchUpload) -> EventLoopFuture<Answer> {
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: base + "/up")
        head.headers.add(name: "content-type", value: "application/json")
        head.headers.add(name: "content-encoding", value: "gzip")
        head.headers.add(name: "content-length", value: String(upload.packed.readableBytes))
        return ask(head, upload.packed, patience: .seconds(30))
    }

    /// One long poll.
    func down(after cursor: FeedCursor, wait: Int) -> EventLoopFuture<Answer> {
        let query = "generation=\(cursor.generation)&cursor=\(cursor.seq)&wait=\(wait)"
        return ask(
            HTTPRequestHead(version: .http1_1, method: .GET, uri: "\(base)/down?\(query)"), nil,
            patience: .seconds(Int64(wait) + 30))
    }

    func done(_ answer: Answer) -> EventLoopFuture<Answer> { channel.eventLoop.makeSucceededFuture(answer) }
    func failed(_ error: any Error) -> EventLoopFuture<Answer> { channel.eventLoop.makeFailedFuture(error) }

    func close() async {
        // It fails only when it is closed already.
        do { try await channel.close() } catch { return }
    }

    private func ask(_ head: HTTPRequestHead, _ body: ByteBuffer?, patience: TimeAmount) -> EventLoopFuture<Answer> {
        var head = head
        head.headers.add(name: "host", value: "127.0.0.1")
        head.headers.add(name: "accept-encoding", value: "gzip")
        let answer = channel.eventLoop.makePromise(of: Answer.self)
        let written = channel.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenFailure { answer.fail($0) }
        channel.writeAndFlush(
            Exchange(head: head, body: body, patience: patience, answer: answer), promise: written)
        return answer.futureResult
    }
}

/// A request on its way, and who waits for its answer.
private struct Exchange: Sendable {
    let head: HTTPRequestHead
    let body: ByteBuffer?
    let patience: TimeAmount
    let answer: EventLoopPromise<BenchLine.Answer>
}

/// One exchange at a time.
private final class ExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Exchange
    typealias OutboundOut = HTTPClientRequestPart

    private let shaken: EventLoopPromise<Void>
    private var waiting: EventLoopPromise<BenchLine.Answer>?
    private var timer: Scheduled<Void>?
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    init(shaken: EventLoopPromise<Void>) { self.shaken = shaken }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.handshakeCompleted) = event as? TLSUserEvent { shaken.succeed() }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        waiting = exchange.answer
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: exchange.patience) { channel.close(promise: nil) }
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        if let body = exchange.body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = ByteBuffer()
        case .body(var part): body.writeBuffer(&part)
        case .end:
            timer?.cancel()
            guard let head, let waiting else { return }
            self.waiting = nil
            let after = head.headers.first(name: "retry-after").flatMap { Int64($0) }
            waiting.succeed(
                BenchLine.Answer(
                    status: Int(head.status.code), retryAfter: after.map { .seconds($0) }, body: body, readAt: .now))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { fail(ChannelError.eof) }

    private func fail(_ error: any Error) {
        timer?.cancel()
        shaken.fail(error)
        waiting?.fail(error)
        waiting = nil
    }
}
