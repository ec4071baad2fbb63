/// A contact module that is polled over Modbus RTU.
struct ModbusContactLine: ContactLine {
    private let input: ContactInput
    private let link: ModbusLink

    init(_ input: ContactInput, link: ModbusLink) { (self.input, self.link) = (input, link) }

    func run(until stop: Wakeup, into context: ContactContext) {
        do throws(SystemCallError) {
            guard let worker = try ModbusWorker(input, link: link, stop: stop, context: context) else {
                // A configuration that no request can read; ContactInput.validate refuses it before this.
                return context.put([.lost(.input(input.name), .refused)])
            }
            try worker.run()
        } catch {
            // The kernel refuses to let us wait for anything: nothing can be seen any more.
            context.put([.lost(.input(input.name), .refused)])
        }
    }
}

/// The loop of a polled input: it sleeps until the next turn, news of the line's node or the end, and blocks in a request
/// for at most the answer time.
private final class ModbusWorker {
    private let link: ModbusLink
    private let context: ContactContext
    private let epoll: Epoll
    private let finder: PathNodeFinder
    private var poller: ModbusPoller
    private var port: ModbusPort?
    private var backoff = Backoff()
    /// When the line is asked, or opened, next.
    private var turn: ContinuousClock.Instant
    private var openings = 0

    private enum Token {
        static let stop: UInt64 = 1
        static let finder: UInt64 = 2
    }

    init?(
        _ input: ContactInput, link: ModbusLink, stop: Wakeup, context: ContactContext
    ) throws(SystemCallError) {
        (self.link, self.context, turn) = (link, context, .now)
        guard let poller = ModbusPoller(input, answer: link.answer, at: turn) else { return nil }
        self.poller = poller
        epoll = try Epoll()
        finder = try PathNodeFinder(path: link.path)
        try epoll.add(stop.number, token: Token.stop)
        try epoll.add(finder.number, token: Token.finder)
    }

    func run() throws(SystemCallError) {
        while true {
            let now = ContinuousClock.now
            context.put(poller.expire(at: now))
            if turn <= now { takeTurn(at: now) }
            let deadline = [turn, poller.deadline].compactMap(\.self).min() ?? turn
            for one in try epoll.wait(atMost: ContinuousClock.now.duration(to: deadline)) {
                switch one.token {
                case Token.stop: return
                default: look(at: .now)
                }
            }
        }
    }

    private func look(at now: ContinuousClock.Instant) {
        guard finder.takeNews() else { return }
        if let port {
            // The same name may be another device by now.
            guard FileIdentity(path: link.path.text) != port.identity else { return }
            close(.absent, at: now)
        }
        backoff = Backoff()
        turn = now
    }

    private func takeTurn(at now: ContinuousClock.Instant) {
        guard let port else { return open(at: now) }
        guard let request = poller.request(at: now) else {
            turn = poller.restEnd ?? now + link.poll
            return
        }
        let answer = port.ask(request)
        let answered = ContinuousClock.now
        switch answer {
        case .inputs, .other:
            backoff = Backoff()
            context.counters.heard(at: answered)
            context.counters.count(.frames)
        case .garbled: context.counters.count(.badChecksums)
        case .gone: return close(.absent, at: answered)
        case .exception, .silent: break
        }
        context.put(poller.take(answer, at: answered))
        turn = poller.isUrgent ? answered : max(now + link.poll, answered)
        // After a failure the line rests, so that what is still under way is dropped before the next request.
        if case .garbled = answer { turn = answered + link.poll }
    }

    private func open(at now: ContinuousClock.Instant) {
        do throws(OpenFailure) {
            port = try ModbusPort(link)
        } catch {
            return close(error.contactLoss, at: now)
        }
        if openings > 0 { context.counters.count(.reopenings) }
        openings += 1
        poller.opened(at: now)
        turn = now
    }

    private func close(_ loss: ContactLoss, at now: ContinuousClock.Instant) {
        port = nil
        context.put(poller.closed(loss))
        turn = now + backoff.next()
    }
}
