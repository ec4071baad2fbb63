import BedsideDomain
import Logging
import NIOCore
import Synchronization

/// What the links want done. On the loop.
extension WardLinks {
    func carryOut(_ name: TerminalName, _ actions: [LinkAction]) {
        for action in actions {
            switch action {
            case .dial: dial(name)
            case .close(let connection): close(connection)
            case .send(let connection, let message): send(connection, message)
            case .show(let news): ports.show(name, news)
            case .sign(let sign): ports.sign(name, sign)
            case .answer(let ticket, let refusal): answer(ticket, refusal)
            case .fault(let isPresent):
                if isPresent {
                    logger.warning("A terminal of the ward cannot be reached", metadata: ["terminal": "\(name.text)"])
                } else {
                    logger.notice("A terminal of the ward is there again", metadata: ["terminal": "\(name.text)"])
                }
                ports.fault(name, isPresent)
            case .perform(let connection, let act):
                Task { [self] in
                    let refusal = await ports.perform(name, act)
                    loop.execute { [self] in feed(name, .performed(connection, act.number, refusal)) }
                }
            }
        }
    }

    func answer(_ ticket: LinkTicket, _ refusal: AlarmRefusal?) {
        state.withLock { $0.waiter(ticket) }?.resume(returning: refusal)
    }

    private func close(_ connection: LinkConnection) {
        state.withLock { $0.connections.removeValue(forKey: connection) }?.channel.close(promise: nil)
    }

    private func send(_ connection: LinkConnection, _ message: LinkMessage) {
        do {
            guard let channel = state.withLock({ $0.connections[connection]?.channel }), channel.isActive else {
                return
            }
            let bytes = try state.withLock { try $0.coder.bytes(message) }
            let handler = try channel.pipeline.syncOperations.handler(type: LinkHandler.self)
            handler.send(bytes, of: message)
        } catch {
            // What is not sent is missed by the other end, which tells so.
            logger.error("A frame could not be sent", metadata: ["cause": "\(error)"])
        }
    }

    /// The end of everything.
    func end() {
        let (channels, waiters) = state.withLock { $0.end() }
        for waiter in waiters { waiter.resume(returning: .noContact) }
        for channel in channels { channel.close(promise: nil) }
    }
}
