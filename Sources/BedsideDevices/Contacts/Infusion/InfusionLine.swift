import CPosix

/// A TCP server for infusion receivers.
struct InfusionLine: ContactLine {
    private let input: ContactInput
    private let address: ListenAddress

    init(_ input: ContactInput, address: ListenAddress) { (self.input, self.address) = (input, address) }

    func run(until stop: Wakeup, into context: ContactContext) {
        do throws(SystemCallError) {
            let server = try InfusionServer(input, address: address, stop: stop, context: context)
            try server.run()
        } catch {
            // The kernel refuses to let us wait for anything: nothing can be seen any more.
            context.put([.lost(.input(input.name), .refused)])
        }
    }
}

/// The loop of the server: it sleeps until a connection, bytes, silence, the next question or the end.
private final class InfusionServer {
    /// The most receivers at one input.
    private static let mostConnections = 16

    private let address: ListenAddress
    private let context: ContactContext
    private let epoll: Epoll
    /// Receivers are asked so often that they do not close, and often enough within the supervision time.
    private let questions: Duration
    private var session: InfusionSession
    private var listener: Descriptor?
    private var connections: [UInt64: InfusionConnection] = [:]
    private var backoff = Backoff()
    private var retry: ContinuousClock.Instant?
    private var lastToken = Token.firstConnection
    private var openings = 0

    private enum Token {
        static let stop: UInt64 = 1
        static let listener: UInt64 = 2
        static let firstConnection: UInt64 = 16
    }

    init(
        _ input: ContactInput, address: ListenAddress, stop: Wakeup, context: ContactContext
    ) throws(SystemCallError) {
        (self.address, self.context) = (address, context)
        session = InfusionSession(input, at: .now)
        questions = min(input.supervision / 3, .seconds(20))
        epoll = try Epoll()
        try epoll.add(stop.number, token: Token.stop)
    }

    func run() throws(SystemCallError) {
        listen(at: .now)
        while true {
            let ends = connections.values.map { min($0.idleEnd, $0.nextQuestion) }
            let deadline = ([session.deadline, retry].compactMap(\.self) + ends).min()
            let ready = try epoll.wait(atMost: deadline.map { ContinuousClock.now.duration(to: $0) })
            let now = ContinuousClock.now
            for one in ready {
                switch one.token {
                case Token.stop: return
                case Token.listener: accept(at: now)
                default: drain(one.token, at: now)
                }
            }
            context.put(session.expire(at: now))
            for (token, connection) in connections {
                if connection.idleEnd <= now { close(token) } else { ask(token, at: now) }
            }
            if let due = retry, due <= now { listen(at: now) }
        }
    }

    private func listen(at now: ContinuousClock.Instant) {
        retry = nil
        do throws(SystemCallError) {
            let number = try checked(
                unsafe bedside_tcp_listen(address.host, address.port, Int32(Self.mostConnections)), "listen")
            let new = Descriptor(owning: number)
            try epoll.add(new.number, token: Token.listener)
            listener = consume new
        } catch {
            return stopListening(at: now)
        }
        if openings > 0 { context.counters.count(.reopenings) }
        openings += 1
        backoff = Backoff()
        context.put(session.opened(at: now))
    }

    /// The address is not ours or not yet, or descriptors ran out. Those who are connected stay.
    private func stopListening(at now: ContinuousClock.Instant) {
        if listener != nil { listener = nil }
        context.put(session.closed(.refused))
        retry = now + backoff.next()
    }

    private func accept(at now: ContinuousClock.Instant) {
        for _ in 0..<Self.mostConnections {
            guard let number = listener?.number else { return }
            let accepted = bedside_tcp_accept(number)
            guard accepted >= 0 else {
                switch -accepted {
                // Nobody waits any more, or who waited went away.
                case 11, 71, 103, 104: return
                default: return stopListening(at: now)
                }
            }
            let connection = InfusionConnection(Descriptor(owning: accepted), at: now)
            if connections.count >= Self.mostConnections { closeLeast() }
            lastToken += 1
            do throws(SystemCallError) { try epoll.add(accepted, token: lastToken) } catch { continue }
            connections[lastToken] = connection
        }
    }

    /// Makes room: who never sent a frame goes first, then who is silent for the longest time.
    private func closeLeast() {
        let least = connections.min { left, right in
            (left.value.receiver == nil ? 0 : 1, left.value.idleEnd, left.key)
                < (right.value.receiver == nil ? 0 : 1, right.value.idleEnd, right.key)
        }
        if let least { close(least.key) }
    }

    private func close(_ token: UInt64) {
        if let connection = connections.removeValue(forKey: token) { epoll.remove(connection.number) }
    }

    private func drain(_ token: UInt64, at now: ContinuousClock.Instant) {
        guard let connection = connections[token] else { return }
        let before = connection.ignoredBytes
        let (frames, isOpen) = connection.read(at: now)
        context.counters.count(.ignoredBytes, by: connection.ignoredBytes - before)
        if !frames.isEmpty {
            context.counters.heard(at: now)
            context.counters.count(.frames, by: frames.count)
        }
        for frame in frames { context.put(session.take(frame, at: now)) }
        guard isOpen else { return close(token) }
        // A receiver that comes anew has left its old connection without closing it.
        guard let receiver = connection.receiver else { return }
        for (other, old) in connections where other < token && old.receiver == receiver { close(other) }
    }

    private func ask(_ token: UInt64, at now: ContinuousClock.Instant) {
        guard let connection = connections[token], connection.nextQuestion <= now else { return }
        let detectors = connection.receiver.map(session.detectors(of:)) ?? []
        let question = connection.receiver.map { InfusionQuery.states(of: detectors, at: $0) } ?? []
        if !connection.send(question, nextQuestion: now + questions) { close(token) }
    }
}
