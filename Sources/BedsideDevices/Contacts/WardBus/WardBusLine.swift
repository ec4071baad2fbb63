/// A wireless base on a serial line.
struct WardBusLine: ContactLine {
    private let input: ContactInput
    private let path: SerialPath
    private let baud: Int

    init(_ input: ContactInput, path: SerialPath, baud: Int) {
        (self.input, self.path, self.baud) = (input, path, baud)
    }

    func run(until stop: Wakeup, into context: ContactContext) {
        do throws(SystemCallError) {
            let worker = try WardBusWorker(input, path: path, baud: baud, stop: stop, context: context)
            try worker.run()
        } catch {
            // The kernel refuses to let us wait for anything: nothing can be seen any more.
            context.put([.lost(.input(input.name), .refused)])
        }
    }
}

/// The loop of a wireless base: it sleeps until bytes, silence, news of the line's node or the end.
private final class WardBusWorker {
    private let path: String
    private let baud: Int
    private let context: ContactContext
    private let epoll: Epoll
    private let finder: PathNodeFinder
    private var session: WardBusSession
    private var line: WardBusPort?
    private var backoff = Backoff()
    private var retry: ContinuousClock.Instant?
    private var lastToken = Token.firstLine
    private var openings = 0
    private var ignored = 0

    private enum Token {
        static let stop: UInt64 = 1
        static let finder: UInt64 = 2
        static let firstLine: UInt64 = 16
    }

    init(
        _ input: ContactInput, path: SerialPath, baud: Int, stop: Wakeup, context: ContactContext
    ) throws(SystemCallError) {
        (self.path, self.baud, self.context) = (path.text, baud, context)
        session = WardBusSession(input, at: .now)
        epoll = try Epoll()
        finder = try PathNodeFinder(path: path)
        try epoll.add(stop.number, token: Token.stop)
        try epoll.add(finder.number, token: Token.finder)
    }

    func run() throws(SystemCallError) {
        open(at: .now)
        while true {
            let deadline = [session.deadline, retry].compactMap(\.self).min()
            let ready = try epoll.wait(atMost: deadline.map { ContinuousClock.now.duration(to: $0) })
            let now = ContinuousClock.now
            for one in ready {
                switch one.token {
                case Token.stop: return
                case Token.finder: look(at: now)
                case lastToken: drain(isHungUp: one.isHungUp, at: now)
                default: break  // A line that was closed by an event before this one.
                }
            }
            // What was sent before a deadline was read above, so silence is silence.
            obey(session.expire(at: now), at: now)
            if let due = retry, due <= now { open(at: now) }
        }
    }

    private func look(at now: ContinuousClock.Instant) {
        guard finder.takeNews() else { return }
        if let line {
            // The same name may be another device by now.
            guard FileIdentity(path: path) != line.identity else { return }
            close(.absent, at: now)
        }
        backoff = Backoff()
        open(at: now)
    }

    private func open(at now: ContinuousClock.Instant) {
        retry = nil
        do throws(OpenFailure) {
            let port = try WardBusPort(node: path, baud: baud)
            lastToken += 1
            do throws(SystemCallError) {
                try epoll.add(port.number, token: lastToken)
            } catch {
                throw OpenFailure(error, node: path)
            }
            line = port
        } catch {
            return close(error.contactLoss, at: now)
        }
        if openings > 0 { context.counters.count(.reopenings) }
        openings += 1
        ignored = 0
        context.put(session.opened(at: now))
    }

    private func close(_ loss: ContactLoss, at now: ContinuousClock.Instant) {
        if let line { epoll.remove(line.number) }
        line = nil
        context.put(session.closed(loss))
        retry = now + backoff.next()
    }

    private func drain(isHungUp: Bool, at now: ContinuousClock.Instant) {
        var buffer = [UInt8](repeating: 0, count: 512)
        // A fair share: a line that floods must not keep the deadlines waiting.
        for _ in 0..<16 {
            guard let line else { return }
            switch line.read(into: &buffer) {
            case .bytes(let count): obey(session.take(buffer[..<count], at: now), at: now)
            case .nothing where !isHungUp: return
            case .nothing, .hangUp, .failed: return close(.absent, at: now)
            }
        }
    }

    private func obey(_ outcome: WardBusSession.Outcome, at now: ContinuousClock.Instant) {
        context.counters.count(.ignoredBytes, by: session.ignoredBytes - ignored)
        ignored = session.ignoredBytes
        if outcome.frames > 0 {
            backoff = Backoff()
            context.counters.heard(at: now)
            context.counters.count(.frames, by: outcome.frames)
        }
        context.put(outcome.events)
        if !outcome.reply.isEmpty { line?.send(outcome.reply) }
    }
}
