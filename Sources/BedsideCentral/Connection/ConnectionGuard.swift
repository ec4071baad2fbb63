import BedsideDomain
import BedsideTransport
import NIOCore
import NIOHTTP1
import NIOSSL

/// Sits behind the HTTP decoder of each connection: keeps its pace, closes it at once when the other end is gone, and reads
/// the client's certificate once.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let authority: AuthorityCertificate
    private let limits: ConnectionPace.Limits
    private var pace: ConnectionPace?
    private var timer: Scheduled<Void>?
    private var client: Result<PeerCertificate, TransportError>?
    /// Ends what waits for the sake of this connection. One place: a connection has one request at a time.
    private var whenGone: (@Sendable () -> Void)?
    private var gone = false

    init(authority: AuthorityCertificate, limits: ConnectionPace.Limits) {
        self.authority = authority
        self.limits = limits
    }

    /// Whose connection it is. To be called on its event loop.
    func peer(_ channel: any Channel) -> Result<PeerCertificate, TransportError> {
        if let client { return client }
        let found = Result<PeerCertificate, TransportError> { () throws(TransportError) in
            let shown: NIOSSLCertificate?
            do {
                shown = try channel.pipeline.syncOperations.nioSSL_peerCertificate()
            } catch {
                throw TransportError(.noCertificate, "This connection has no TLS.")
            }
            guard let shown else {
                throw TransportError(
                    .noCertificate, "This path needs a terminal's certificate; enrol the terminal first.")
            }
            return try shown.peer(of: authority, use: .client)
        }
        client = found
        return found
    }

    /// Runs the work when the connection ends before ``forget()``; at once if it has ended. On its event loop.
    func onGone(_ work: @escaping @Sendable () -> Void) {
        if gone { work() } else { whenGone = work }
    }

    func forget() { whenGone = nil }

    func handlerAdded(context: ChannelHandlerContext) {
        pace = ConnectionPace(limits, at: .now())
        schedule(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: pace?.headCame(at: .now())
        case .body(let buffer):
            guard pace?.bodyCame(buffer.readableBytes) == true else { return context.close(promise: nil) }
        case .end: pace?.requestEnded()
        }
        schedule(context)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            pace?.answerEnded(at: .now())
            schedule(context)
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        pace?.writable(context.channel.isWritable, at: .now())
        schedule(context)
        context.fireChannelWritabilityChanged()
    }

    /// Half a connection is none: nobody is there to read the answer.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        gone = true
        timer?.cancel()
        timer = nil
        whenGone?()
        whenGone = nil
    }

    /// One timer at a time; it looks at the deadline of then.
    private func schedule(_ context: ChannelHandlerContext) {
        guard timer == nil, !gone, let deadline = pace?.deadline else { return }
        let box = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: deadline) {
            let (itself, context) = box.value
            itself.timer = nil
            guard let deadline = itself.pace?.deadline else { return }
            if deadline <= .now() { context.close(promise: nil) } else { itself.schedule(context) }
        }
    }
}

/// Puts a ``ConnectionGuard`` where it sees requests as they were decoded: Hummingbird lets handlers in only behind its own.
final class GuardInstaller: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let make: @Sendable () -> ConnectionGuard

    init(_ make: @escaping @Sendable () -> ConnectionGuard) { self.make = make }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(make(), position: .after(decoder))
        } catch {
            // A connection without its guard is none.
            context.close(promise: nil)
        }
    }
}
