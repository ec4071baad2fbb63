import BedsideDomain
import BedsideStore
import Logging
import ServiceLifecycle

/// Brings every payment and refund to its end: intent committed before it is sent, inquiry before retry, also after a crash.
actor PaymentService: Service {
    private let store: Store
    private let providers: [PaymentChannel: any PaymentProvider]
    private let papers: PaperMaker
    private let clock: DaemonClock
    private let logger: Logger
    private let wake = Wake()
    /// A step and a patient's change of mind never overlap: what was being sent would be closed in the books and open, or
    /// paid, at the provider.
    private let turn = OneAtATime()
    private let onChange: @Sendable (PaymentOrder) -> Void
    private let onPrint: @Sendable () -> Void

    init(
        store: Store, providers: [PaymentChannel: any PaymentProvider], papers: PaperMaker, clock: DaemonClock,
        logger: Logger, onChange: @escaping @Sendable (PaymentOrder) -> Void, onPrint: @escaping @Sendable () -> Void
    ) {
        self.store = store
        self.providers = providers
        self.papers = papers
        self.clock = clock
        self.logger = logger
        self.onChange = onChange
        self.onPrint = onPrint
    }

    /// There is a new order, refund or decision.
    nonisolated func ring() { wake.ring() }

    func run() async throws {
        wake.ring()
        for await _ in wake.rings.cancelOnGracefulShutdown() {
            let delay = try await going(on: logger, after: "A round of payments failed", else: .seconds(5)) {
                try await round()
            }
            if let delay { _ = wake.ring(after: delay) }
        }
    }

    /// One step for everything that is open; how long until somebody must be asked again, nil when nobody must.
    private func round() async throws -> Duration? {
        var delays: [Duration] = []
        for listed in try await store.openPayments() {
            guard let provider = providers[listed.channel] else { continue }
            let moved = try await turn.run {
                guard let order = try await store.payment(listed.id) else { return listed }
                return try await step(order, provider)
            }
            if moved.state.isOpen, let delay = provider.inquiry { delays.append(delay) }
        }
        for refund in try await store.openRefunds() {
            guard let provider = providers[refund.part.channel], provider.inquiry != nil else { continue }
            let state = try await step(refund, provider)
            if state != .done, state != .refused, let delay = provider.inquiry { delays.append(delay) }
        }
        return delays.min()
    }

    private func step(_ order: PaymentOrder, _ provider: any PaymentProvider) async throws -> PaymentOrder {
        switch order.next {
        case .send:
            let committed = try await advance(order, to: .sent)
            guard case .sent = committed.state else { return committed }
            if order.channel == .cashier { try await printSlip(committed) }
            return try await apply(await provider.create(committed), to: committed)
        case .inquire:
            // The terminal may have stopped between the commit and the slip.
            if order.channel == .cashier { try await printSlip(order) }
            return try await apply(await provider.inquire(order), to: order)
        case .wait:
            guard provider.inquiry != nil else { return order }
            if let expiry = provider.expiry, age(order) > expiry {
                return try await apply(await provider.close(order), to: order)
            }
            return try await apply(await provider.inquire(order), to: order)
        case .finished: return order
        }
    }

    /// The patient went back. An order that was paid meanwhile stays paid.
    func cancel(_ id: PaymentOrderID) async throws -> PaymentOrder? {
        try await turn.run { try await cancelNow(id) }
    }

    private func cancelNow(_ id: PaymentOrderID) async throws -> PaymentOrder? {
        guard let order = try await store.payment(id), order.state.isOpen, let provider = providers[order.channel]
        else {
            return try await store.payment(id)
        }
        if case .created = order.state { return try await advance(order, to: .closed(reason: .cancelled)) }
        let answer = await provider.close(order)
        // Not known there: should the order still arrive, nobody has ever seen what to pay it with.
        return try await apply(answer == .notKnown ? .closed(.cancelled) : answer, to: order)
    }

    /// A cashier has the money in hand.
    func confirm(_ id: PaymentOrderID, by staff: StaffID) async throws -> PaymentOrder? {
        guard let order = try await store.payment(id), order.channel == .cashier else { return nil }
        return try await advance(order, to: .paid(at: clock.wall, reference: "desk:\(staff.text)"), by: staff)
    }

    private func step(_ refund: RefundOrder, _ provider: any PaymentProvider) async throws -> RefundState {
        var refund = refund
        let answer: RefundAnswer
        switch refund.state {
        case .created:
            try await store.advanceRefund(refund.id, to: .sent, at: clock.wall)
            refund.state = .sent
            answer = await provider.refund(refund)
        case .sent, .unknown: answer = await provider.inquire(refund)
        case .done, .refused: return refund.state
        }
        let next = refund.after(answer)
        if next != refund.state { try await store.advanceRefund(refund.id, to: next, at: clock.wall) }
        return next
    }

    private func apply(_ answer: PaymentAnswer, to order: PaymentOrder) async throws -> PaymentOrder {
        let next = order.after(answer, at: clock.wall)
        return next == order.state ? order : try await advance(order, to: next)
    }

    private func advance(_ order: PaymentOrder, to state: PaymentState, by staff: StaffID? = nil) async throws
        -> PaymentOrder
    {
        let now = clock.wall
        let papers = papers
        let encounter = try await store.lookUpEncounter(order.encounter)
        let (moved, jobs) = try await store.advancePayment(order.id, to: state, by: staff, at: now) { paid, balance in
            guard let encounter else { return [] }
            return papers.receipt(encounter, paid, balance: balance, at: now)
        }
        logger.info(
            "A payment moved on",
            metadata: ["payment": "\(order.id.text)", "from": "\(order.state.word)", "to": "\(moved.state.word)"])
        if !jobs.isEmpty { onPrint() }
        onChange(moved)
        return moved
    }

    /// The slip for the desk, once for each order.
    private func printSlip(_ order: PaymentOrder) async throws {
        guard let encounter = try await store.lookUpEncounter(order.encounter) else { return }
        let slips = try await store.papers(of: order.encounter, kinds: [.paymentSlip])
        let isThere = slips.contains { if case .paymentSlip(let slip) = $0 { slip.payment == order.id } else { false } }
        guard !isThere else { return }
        _ = try await store.enqueuePrint(
            encounter: order.encounter, paper: papers.slip(encounter, order, at: clock.wall), reprint: nil,
            replaces: nil,
            at: clock.wall)
        onPrint()
    }

    private func age(_ order: PaymentOrder) -> Duration {
        .milliseconds(clock.wall.milliseconds - order.createdAt.milliseconds)
    }
}
