import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideScreen
import BedsideStore
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// A wallet's gateway that misbehaves, and a power cut while nobody knows how a payment ended.
    @Suite struct PaymentTests {
        @Test("A paid order whose answer was lost is found by asking, and charged once") func lostAnswer() async throws
        {
            try await Self.withGuest(.lost) { ward, wallet in
                try await Self.beginTopUp(ward)
                try await ward.seePastNotices("payment-paid")
                try await Self.expectOneOrder(ward, wallet, state: "paid")
            }
        }

        @Test("An answer that breaks off on an open connection is no answer: the order is asked for")
        func stalledAnswer() async throws {
            try await Self.withGuest(.stalled) { ward, wallet in
                try await Self.beginTopUp(ward)
                try await ward.seePastNotices("payment-wallet") { $0.name == "payment-wallet" && $0.code != nil }
                wallet.pay()
                try await ward.seePastNotices("payment-paid")
                try await Self.expectOneOrder(ward, wallet, state: "paid")
            }
        }

        @Test("A payment that the gateway tells late is still seen") func late() async throws {
            try await Self.withGuest(.late) { ward, wallet in
                try await Self.beginTopUp(ward)
                try await ward.seePastNotices("payment-wallet") { $0.name == "payment-wallet" && $0.code != nil }
                try await ward.seePastNotices("payment-paid")
                try await Self.expectOneOrder(ward, wallet, state: "paid")
            }
        }

        @Test("A declined payment can be tried again, with a number of its own") func declined() async throws {
            try await Self.withGuest(.decline) { ward, wallet in
                try await Self.beginTopUp(ward)
                try await ward.seePastNotices("payment-closed")
                #expect(wallet.charged.values.allSatisfy { $0 == 0 })
                wallet.mode = .prompt
                var patient = Patient(ward, DemoCodes.zhang)
                try await patient.goOn(within: .seconds(20), until: ["payment-paid"]) { [patient] screen in
                    try await patient.answer(screen)
                    return false
                }
                #expect(wallet.orderCount == 2)
                try await ward.daemon.stop()
                try await Self.expectBooked(ward, wallet, orders: 1)
            }
        }

        @Test("While no answer comes, not even a power cut makes a second order") func deadGateway() async throws {
            try await Self.withGuest(.dead) { ward, wallet in
                try await Self.beginTopUp(ward)
                try await ward.seePastNotices("payment-asking")
                try await Self.waiting(ward) { $0.openPayments == 1 }
                for _ in 0..<2 {
                    try await ward.daemon.kill()
                    try await ward.start()
                    try await ward.visitor.see("welcome")
                    try ward.visitor.scan(DemoCodes.zhang.wristband)
                    try await ward.seePastNotices("home")
                    // The patient asks again: it is the same order.
                    try await Self.beginTopUp(ward)
                    try await ward.seePastNotices("payment-asking")
                    #expect(try await ward.admin.status().waiting.openPayments == 1)
                }
                #expect(wallet.orderCount == 0)
                // Another amount is another order: not while this one is open.
                try await Self.leavePayment(ward)
                try await Self.beginTopUp(ward, choice: 2)
                try await ward.visitor.see("a refusal") { $0.name == "problem" }
                try await ward.visitor.press(.enter)
                #expect(try await ward.admin.status().waiting.openPayments == 1)

                // The gateway is back and never heard of it: the same number goes out again.
                wallet.mode = .prompt
                try await Self.waiting(ward) { $0.openPayments == 0 }
                try await Self.expectOneOrder(ward, wallet, state: "paid")
            }
        }

        @Test("An order paid while the terminal had no power is found paid") func paidInTheDark() async throws {
            try await Self.withGuest(.manual) { ward, wallet in
                try await Self.beginTopUp(ward)
                try await ward.seePastNotices("payment-wallet") { $0.name == "payment-wallet" && $0.code != nil }
                try await ward.daemon.kill()
                wallet.pay()
                try await ward.start()
                try await Self.waiting(ward) { $0.openPayments == 0 }
                try await Self.expectOneOrder(ward, wallet, state: "paid")
            }
        }

        @Test("A payment cancelled at the screen is closed at the gateway, and cannot be paid any more")
        func cancelled() async throws {
            try await Self.withGuest(.manual) { ward, wallet in
                try await Self.beginTopUp(ward)
                try await ward.seePastNotices("payment-wallet") { $0.name == "payment-wallet" && $0.code != nil }
                try await ward.visitor.press(.back)
                try await Self.waiting(ward) { $0.openPayments == 0 }
                wallet.pay()
                #expect(wallet.charged.values.allSatisfy { $0 == 0 })
                try await ward.daemon.stop()
                try await Self.expectBooked(ward, wallet, orders: 0)
            }
        }

        // MARK: What these stories share

        /// 张明华 lies in bed without a deposit; the wallet then behaves as told.
        private static func withGuest(
            _ mode: WalletLedger.Mode, _ work: (TestWard, WalletLedger) async throws -> Void
        ) async throws {
            try await TestWard.with([.wallet, .printers]) { ward in
                let wallet = try #require(ward.wallet).ledger
                var patient = Patient(ward, DemoCodes.zhang)
                patient.deposit = .later
                try await patient.beAdmitted()
                #expect(wallet.orderCount == 0)
                wallet.mode = mode
                try await ward.choose(2, at: "admitted", leadingTo: "home")
                try await work(ward, wallet)
            }
        }

        /// From the patient's home to the payment of a top-up by phone.
        private static func beginTopUp(_ ward: TestWard, choice: Int = 1) async throws {
            try await ward.seePastNotices("home")
            try await ward.choose(3, at: "home", leadingTo: "account")
            try await ward.choose(1, at: "account", leadingTo: "deposit-amount")
            try await ward.choose(choice, at: "deposit-amount", leadingTo: "payment-channel")
            try await ward.visitor.press(.digit(1))
        }

        /// Off the payment's screen to the patient's home; the order stays what it is.
        private static func leavePayment(_ ward: TestWard) async throws {
            for _ in 0..<8 where ward.visitor.screen?.name != "home" {
                let before = ward.visitor.screen?.timeless
                if ward.visitor.screen?.choices.isEmpty == false, ward.visitor.screen?.name != "account" {
                    try await ward.visitor.press(.digit(1))
                } else {
                    try await ward.visitor.press(.back)
                }
                try await ward.visitor.see("another screen") { $0.timeless != before }
            }
            try await ward.seePastNotices("home")
        }

        private static func waiting(_ ward: TestWard, _ isSo: (StatusMessage.Waiting) -> Bool) async throws {
            try await eventually("payments") { isSo(try await ward.admin.status().waiting) }
        }

        private static func expectOneOrder(_ ward: TestWard, _ wallet: WalletLedger, state: String) async throws {
            #expect(wallet.orderCount == 1)
            try await waiting(ward) { $0.openPayments == 0 }
            try await ward.daemon.stop()
            try await expectBooked(ward, wallet, orders: 1)
        }

        /// The books hold so many paid orders, whose sum is what the wallet took.
        private static func expectBooked(_ ward: TestWard, _ wallet: WalletLedger, orders: Int) async throws {
            try await Books.read(ward.daemon.store) { books in
                var sum: Int64 = 0
                for number in wallet.charged.keys {
                    let order = try #require(try await books.store.payment(try PaymentOrderID(number)))
                    guard case .paid = order.state else {
                        throw RigError("an order that was charged is \(order.state.word)")
                    }
                    sum += order.amount.fen
                }
                #expect(wallet.charged.count == orders)
                #expect(wallet.charged.values.reduce(0, +) == sum)
                let totals = try await books.store.accountTotals(try EncounterID(DemoCodes.zhang.wristband))
                #expect(totals.deposits.fen == sum)
                #expect(try await books.store.counts().openPayments == 0)
            }
        }
    }
}
