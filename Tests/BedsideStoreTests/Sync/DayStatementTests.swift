import BedsideDomain
import Foundation
import Testing

@testable import BedsideStore

/// Each ended day is told once with its range and sums, and the ranges have no gap, whatever the clock did.
@Suite struct DayStatementTests {
    @Test func theSumsAreThoseOfTheRangesFacts() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 30_000))
        try await ward.pay(Money(fen: 4_000), .deposit, .cashier, at: TestWard.start.adding(seconds: 1))
        let open = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .wallet, amount: Money(fen: 9), at: TestWard.start)
        #expect(try await ward.store.closeDays(at: TestWard.start.adding(seconds: 60)).isEmpty, "the day has not ended")
        let last = try await ward.store.outboxStream().last
        let tomorrow = TestWard.start.adding(days: 1)
        let told = try await ward.store.closeDays(at: tomorrow)
        #expect(told.count == 1)
        let first = try #require(told.first)
        #expect(first.fromSeq == 1 && first.toSeq == last)
        #expect(first.day == HospitalClock.china.day(of: TestWard.start))
        #expect(first.headHash == (try await ward.store.outboxHead(before: last + 1)))
        #expect(first.paid == [.wallet: 30_000, .cashier: 4_000])
        #expect(first.refunded.isEmpty && first.settlements == 0 && first.waiting == 1)
        #expect(try await ward.store.closeDays(at: tomorrow).isEmpty, "once")
        let fact = try #require(try await ward.store.outbox(from: last + 1, most: 1, bytes: .max).first)
        let body = try JSONValue(text: fact.body)
        #expect(fact.kind == "statement.day" && OutboxEvent.isSigned(fact.kind))
        #expect(body["day"].text == first.day.text && body["head_hash"].text == "\(first.headHash)")
        #expect(body["paid"]["cashier"].number == 4_000 && body["paid"]["wallet"].number == 30_000)
        #expect(body["events"].number == last && body["waiting"].number == 1)

        // The next day: the waiting payment arrives, the stay is settled, money goes back.
        _ = try await ward.store.advancePayment(
            open.id, to: .paid(at: tomorrow, reference: "R"), at: tomorrow, papers: { _, _ in [] })
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        let (settlement, refunds, _) = try await ward.settle(offer.fingerprint, staff: TestWard.nurse)
        for refund in refunds { try await ward.store.advanceRefund(refund.id, to: .done, at: tomorrow) }
        let second = try #require(try await ward.store.closeDays(at: tomorrow.adding(days: 1)).first)
        #expect(second.fromSeq == last + 1, "no gap")
        #expect(second.paid == [.wallet: 9] && second.waiting == 0)
        #expect(second.settledFen == settlement.total.fen && second.settlements == 1)
        let back = second.refunded.values.reduce(0, +)
        #expect(back == (try refunds.map(\.part.amount).total().fen) && back > 0)
    }

    @Test func othersMoneyIsNotInTheStatement() async throws {
        let ward = try await TestWard()
        let hold = try #require(CustodyTests.hold)
        _ = try await ward.store.adopt(
            Feed.stay(keeper: nil, payments: [Feed.payment("JF1", 20_000, terminal: "T2")]).bytes, hold: hold,
            at: TestWard.start)
        try await ward.pay(Money(fen: 300))
        let statement = try #require(try await ward.store.closeDays(at: TestWard.start.adding(days: 1)).first)
        #expect(statement.paid == [.wallet: 300])
    }

    @Test func quietDaysAreToldTooButNotYears() async throws {
        let ward = try await TestWard()
        let told = try await ward.store.closeDays(at: TestWard.start.adding(days: 3))
        #expect(told.count == 3)
        // The second day has the first one's... nothing: statements are written on the day on which they are told.
        #expect(told[1].fromSeq == told[0].toSeq + 1 && told[1].toSeq == told[0].toSeq)
        #expect(told[1].headHash == told[0].headHash)
        let years = try await ward.store.closeDays(at: TestWard.start.adding(days: 3650))
        #expect(years.count == 2, "the day on which those three were told, and the last")
        requireGapless(told + years)
    }

    /// Fault 10 of sync.md 6.
    @Test func aWrongClockMovesEventsAndLosesNone() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        var told: [DayStatement] = []
        var paid = Money.zero
        for (number, days) in [0, 3650, 1, -3650, 2, 3, 3, 4, 5].enumerated() {
            let moment = TestWard.start.adding(days: Int64(days)).adding(seconds: Int64(number))
            told += try await ward.store.closeDays(at: moment)
            try await ward.pay(Money(fen: Int64(1 + number)), at: moment)
            paid = try paid.adding(Money(fen: Int64(1 + number)))
        }
        told += try await ward.store.closeDays(at: TestWard.start.adding(days: 6))
        requireGapless(told)
        #expect(told.flatMap { $0.paid.values }.reduce(0, +) == paid.fen)
        #expect(Set(told.map(\.day)).count == told.count)
    }

    @Test func eachEventIsInOneStatementThroughAllEpochs() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let first = try await ward.store.enrolmentStream()
        try await ward.store.beginEpoch(first, reason: "enrolled", at: TestWard.start)
        try await ward.pay(Money(fen: 100))
        var told = try await ward.store.closeDays(at: TestWard.start.adding(days: 1))
        let last = try await ward.store.outboxStream().last
        try await ward.store.acknowledge(through: last, held: [], at: TestWard.start)
        let next = try await ward.store.enrolmentStream()
        try await ward.store.beginEpoch(next, reason: "fork", at: TestWard.start.adding(days: 1))
        try await ward.pay(Money(fen: 11), at: TestWard.start.adding(days: 1))
        told += try await ward.store.closeDays(at: TestWard.start.adding(days: 2))
        #expect(told.map(\.epoch) == [first.epoch, next.epoch])
        #expect(told.map(\.paid) == [[.wallet: 100], [.wallet: 11]])
        requireGapless(told)
    }

    /// An epoch that began later than its terminal's first event: what was before is told as the old epoch's.
    @Test func theEndOfAnOldEpochIsToldInTheNewOne() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let order = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .wallet, amount: Money(fen: 100), at: TestWard.start)
        let first = try await ward.store.outboxStream()
        let begin = first.last + 1
        try await ward.store.acknowledge(through: first.last, held: [], at: TestWard.start)
        let next = OutboxStream(
            epoch: try #require(StreamEpoch([UInt8](repeating: 5, count: 16))), first: begin,
            root: try await ward.store.outboxHead(before: begin), last: first.last)
        try await ward.store.beginEpoch(next, reason: "fork", at: TestWard.start)
        _ = try await ward.store.advancePayment(
            order.id, to: .paid(at: TestWard.start, reference: "R"), at: TestWard.start, papers: { _, _ in [] })
        let told = try await ward.store.closeDays(at: TestWard.start.adding(days: 1))
        #expect(told.map(\.epoch) == [first.epoch, next.epoch])
        #expect(told.map(\.day) == [told[0].day, told[0].day])
        #expect(told[0].toSeq == begin - 1 && told[0].paid.isEmpty && told[0].waiting == 1)
        #expect(told[1].paid == [.wallet: 100] && told[1].waiting == 0)
        requireGapless(told)
        #expect(try await ward.store.closeDays(at: TestWard.start.adding(days: 2)).map(\.epoch) == [next.epoch])
    }

    private func requireGapless(_ told: [DayStatement]) {
        for (before, after) in zip(told, told.dropFirst()) { #expect(after.fromSeq == before.toSeq + 1) }
        #expect(told.first?.fromSeq == 1)
    }
}
