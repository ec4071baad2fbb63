import BedsideDomain
import BedsideWire
import NIOCore

/// The end of a connection's pipeline: tells the links what came, and writes what they want while the line takes it.
///
/// Used on its event loop only.
final class LinkHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let connection: LinkConnection
    private let hello: [UInt8]
    private let events: LinkHandlerEvents
    private var outbox = Outbox()
    private var context: ChannelHandlerContext?
    private var isGreeted = false

    init(_ connection: LinkConnection, hello: [UInt8], events: LinkHandlerEvents) {
        self.connection = connection
        self.hello = hello
        self.events = events
    }

    func channelActive(context: ChannelHandlerContext) {
        // TLS holds it back until the handshake has gone well.
        write(hello, context)
        context.flush()
        context.fireChannelActive()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do {
            let frame = try FrameCoder.decode(unwrapInboundIn(data))
            guard !isGreeted else { return events.received(connection, frame.message) }
            // What comes at all has passed both ends' checks of the certificates.
            guard case .hello(let hello) = frame else {
                throw LinkError(.frameMalformed, "The first frame of a link must be its greeting.")
            }
            isGreeted = true
            events.greeted(connection, hello, context.channel)
        } catch {
            errorCaught(context: context, error: error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        events.failed(connection, error)
        context.close(promise: nil)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        drain(context)
        context.fireChannelWritabilityChanged()
    }

    func send(_ bytes: [UInt8], of message: LinkMessage) {
        guard let context else { return }
        guard outbox.put(bytes, of: message) else { return context.close(promise: nil) }
        drain(context)
    }

    private func drain(_ context: ChannelHandlerContext) {
        var hasWritten = false
        while context.channel.isWritable, let bytes = outbox.next() {
            write(bytes, context)
            hasWritten = true
        }
        if hasWritten { context.flush() }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: bytes.count + 4)
        buffer.writeInteger(UInt32(bytes.count))
        buffer.writeBytes(bytes)
        context.write(wrapOutboundOut(buffer), promise: nil)
    }
}

/// Whom a connection tells; called on its event loop.
struct LinkHandlerEvents: Sendable {
    let greeted: @Sendable (LinkConnection, LinkHello, any Channel) -> Void
    let received: @Sendable (LinkConnection, LinkMessage) -> Void
    let failed: @Sendable (LinkConnection, any Error) -> Void
}
