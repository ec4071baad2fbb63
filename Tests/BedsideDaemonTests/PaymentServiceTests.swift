import BedsideDomain
import BedsideStore
import Testing

@testable import BedsideDaemon

/// Payments on a real store, with a provider that answers as the test wants.
@Suite struct PaymentServiceTests {
    @Test("The intent is sent once; no answer is asked for, never sent again") func inquiryBeforeRetry() async throws {
        try await DeskWard.with { ward in
            let provider = FakeProvider(.noAnswer, .noAnswer, .waiting(payBy: "u"), .paid(reference: "W1"))
            let order = try await ward.order(.wallet)
            _ = try await ward.run([.wallet: provider]) { _, moved in
                for await order in moved where !order.state.isOpen { break }
            }
            let inquire = FakeProvider.Call.inquire(order.id)
            #expect(provider.calls == [.create(order.id), inquire, inquire, inquire])
            #expect(try await ward.store.payment(order.id)?.state.word == "paid")
        }
    }

    @Test("A provider that never got it is sent the same number again") func sameNumber() async throws {
        try await DeskWard.with { ward in
            let provider = FakeProvider(.noAnswer, .notKnown, .paid(reference: "W1"))
            let order = try await ward.order(.wallet)
            _ = try await ward.run([.wallet: provider]) { _, moved in
                for await order in moved where !order.state.isOpen { break }
            }
            #expect(provider.calls == [.create(order.id), .inquire(order.id), .create(order.id)])
        }
    }

    /// The patient goes back in the very moment in which the order is on its way.
    @Test("An order that is being sent is closed at the provider, never only in the books") func cancelWhileSending()
        async throws
    {
        try await DeskWard.with { ward in
            let (gate, open) = AsyncStream<Void>.makeStream()
            let provider = FakeProvider(.waiting(payBy: "u"), .closed(.cancelled), gate: gate)
            let order = try await ward.order(.wallet)
            _ = try await ward.run([.wallet: provider]) { service, moved in
                // Sent, as far as the books know.
                for await order in moved where order.state == .sent { break }
                async let cancelled = service.cancel(order.id)
                open.finish()
                let ended = try await cancelled
                #expect(ended?.state == .closed(reason: .cancelled))
            }
            #expect(provider.calls.first == .create(order.id))
            #expect(provider.calls.contains(.close(order.id)), "\(provider.calls)")
        }
    }

    @Test("A slip for the desk is printed once, also when the terminal stopped before it") func slip() async throws {
        try await DeskWard.with { ward in
            let order = try await ward.order(.cashier)
            // What a power cut between the two commits leaves.
            _ = try await ward.store.advancePayment(order.id, to: .sent, at: order.createdAt) { _, _ in [] }
            for _ in 0..<2 {
                _ = try await ward.run([.cashier: CashierDesk()]) { service, moved in
                    service.ring()
                    for await order in moved where order.state != .sent { break }
                }
                _ = try await ward.store.advancePayment(order.id, to: .sent, at: order.createdAt) { _, _ in [] }
            }
            let slips = try await ward.store.printJobs(limit: 50).filter { $0.paper.kind == .paymentSlip }
            #expect(slips.count == 1)
        }
    }

    @Test("Nothing of a patient is in any line that a payment logs") func silentLog() async throws {
        try await DeskWard.with { ward in
            for answers in [FakeProvider(.noAnswer, .waiting(payBy: "https://pay/x"), .paid(reference: "W-SECRET"))] {
                _ = try await ward.order(.wallet)
                let lines = try await ward.run([.wallet: answers]) { _, moved in
                    for await order in moved where !order.state.isOpen { break }
                }
                #expect(lines.count >= 3)
                for line in lines {
                    for canary in DeskWard.canaries + ["WD20261120000173", "W-SECRET", "https://pay"] {
                        #expect(!line.contains(canary), "\(line)")
                    }
                }
            }
        }
    }
}

extension DeskWard {
    fileprivate func order(_ channel: PaymentChannel) async throws -> PaymentOrder {
        try await store.createPayment(
            encounter: stay, purpose: .deposit, channel: channel, amount: Money(fen: 30_000),
            at: Timestamp(milliseconds: 1_795_300_100_000))
    }

    /// Runs the service while some work waits for what moved; every line that it logged.
    fileprivate func run(
        _ providers: [PaymentChannel: any PaymentProvider],
        _ work: (PaymentService, AsyncStream<PaymentOrder>) async throws -> Void
    ) async throws -> [String] {
        let book = LogBook()
        let (moved, move) = AsyncStream<PaymentOrder>.makeStream()
        let service = PaymentService(
            store: store, providers: providers, papers: Self.papers, clock: DaemonClock(), logger: book.logger,
            onChange: { move.yield($0) }, onPrint: {})
        let running = Task { try await service.run() }
        let alarm = Task {
            try await Task.sleep(for: .seconds(60))
            move.finish()
        }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await work(service, moved)) } catch { outcome = .failure(error) }
        alarm.cancel()
        running.cancel()
        _ = await running.result
        try outcome.get()
        return book.lines
    }
}
