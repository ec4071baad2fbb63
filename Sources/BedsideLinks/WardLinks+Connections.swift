import BedsideDomain
import BedsideTransport
import BedsideWire
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Connections: dialled, accepted, greeted, closed. On the loop.
extension WardLinks {
    /// A port that is not free, or a network that is not up yet, is tried again: the terminals that miss this one say so.
    func listen() {
        guard let listening, !state.withLock({ $0.isEnded }) else { return }
        ServerBootstrap(group: loop)
            .serverChannelOption(ChannelOptions.backlog, value: 64)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [self] channel in accept(channel) }
            .bind(host: listening.host, port: listening.port)
            .whenComplete { [self] result in
                switch result {
                case .success(let channel):
                    let isEnded = state.withLock { state in
                        state.server = channel
                        return state.isEnded
                    }
                    if isEnded { channel.close(promise: nil) }
                case .failure(let error):
                    let telling = LinkError(
                        .notListening, "The links cannot listen at \(listening); it is tried again.", cause: error)
                    let isNews = state.withLock { $0.complain(own, telling.codeText) }
                    logger.log(level: isNews ? .error : .debug, "\(telling)")
                    loop.scheduleTask(in: .milliseconds(rules.retry)) { [self] in listen() }
                }
            }
    }

    private func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
        let isFull = state.withLock { $0.isEnded || $0.strangers >= LinksState.mostStrangers }
        guard !isFull, let tls = state.withLock({ $0.tls }) else {
            return channel.eventLoop.makeFailedFuture(LinkError(.stranger, "Nobody is let in now."))
        }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(tls.serverHandler())
            try complete(channel, dialled: nil)
        }
    }

    func dial(_ name: TerminalName) {
        guard
            let (tls, address) = state.withLock({ state in
                state.tls.flatMap { tls in state.addresses[name].map { (tls, $0) } }
            })
        else {
            // Without a certificate or an address there is nobody to dial; later there may be.
            loop.execute { [self] in feed(name, .failed) }
            return
        }
        ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(rules.opening - 500))
            .channelOption(ChannelOptions.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(tls.clientHandler(to: name))
                    try complete(channel, dialled: name)
                }
            }
            .connect(host: address.host, port: address.port)
            .whenFailure { [self] error in
                logger.debug("A link cannot be opened", metadata: ["to": "\(address)", "cause": "\(error)"])
                feed(name, .failed)
            }
    }

    private func complete(_ channel: any Channel, dialled: TerminalName?) throws {
        let connection = state.withLock { $0.connect(channel, for: dialled) }
        let events = LinkHandlerEvents(
            greeted: { [self] in greeted($0, $1, $2) }, received: { [self] in received($0, $1) },
            failed: { [self] in failed($0, $1) })
        // Also for one that never became active.
        channel.closeFuture.whenComplete { [self] _ in closed(connection) }
        let hello = try FrameCoder.encode(.hello(LinkHello(terminal: own)))
        try channel.pipeline.syncOperations.addHandlers([
            ByteToMessageHandler(FrameDecoder(), maximumBufferSize: LinkFrame.limit + 65_536),
            LinkHandler(connection, hello: hello, events: events),
        ])
        // Whoever never says who they are is not waited for.
        loop.scheduleTask(in: .milliseconds(rules.opening)) { [self] in
            let isNobody = state.withLock { $0.connections[connection].map { $0.peer == nil } ?? false }
            if isNobody { channel.close(promise: nil) }
        }
    }

    private func greeted(_ connection: LinkConnection, _ hello: LinkHello, _ channel: any Channel) {
        guard let tls = state.withLock({ $0.tls }) else { return channel.close(promise: nil) }
        tls.peer(of: channel).whenComplete { [self] result in
            do {
                let name = try result.get()
                let isWelcome = state.withLock { state in
                    guard let link = state.links[name], let known = state.connections[connection] else { return false }
                    guard hello.terminal == name, (known.dialled ?? name) == name else { return false }
                    guard link.isDialling == (known.dialled != nil) else { return false }
                    state.connections[connection]?.peer = name
                    state.praise(name)
                    return true
                }
                guard isWelcome else {
                    throw LinkError(.stranger, "There ought to be no link with the terminal \(name.text).")
                }
                feed(name, .opened(connection))
            } catch {
                failed(connection, error)
                channel.close(promise: nil)
            }
        }
    }

    private func received(_ connection: LinkConnection, _ message: LinkMessage) {
        guard let name = state.withLock({ $0.connections[connection]?.peer }) else { return }
        feed(name, .received(connection, message))
    }

    private func failed(_ connection: LinkConnection, _ error: any Error) {
        let (name, isNews) = state.withLock { state in
            let known = state.connections[connection]
            let name = known?.peer ?? known?.dialled
            return (name, state.complain(name, "\(error)"))
        }
        logger.log(
            level: isNews ? .warning : .debug, "A link fails",
            metadata: ["terminal": "\(name?.text ?? "?")", "cause": "\(error)"])
    }

    private func closed(_ connection: LinkConnection) {
        guard let known = state.withLock({ $0.connections.removeValue(forKey: connection) }) else { return }
        if let name = known.peer {
            feed(name, .closed(connection))
        } else if let name = known.dialled {
            feed(name, .failed)
        }
    }
}
