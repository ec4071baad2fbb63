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
    /// Row 3 of the fault list, at the terminal: a full disk takes no money and no screen away, and what was paid already is
    /// found when there is room again.
    @Suite struct FullDiskTests {
        @Test("With a full disk money is refused before the provider hears of it, and taken once there is room")
        func full() async throws {
            try await Self.withGuest { disk, ward in
                let wallet = try #require(ward.wallet).ledger
                try await Self.askForOrder(ward)
                try await disk.fill()
                try await ward.choose(1, at: "payment-channel", leadingTo: "problem")
                #expect(wallet.orderCount == 0)
                #expect(ward.daemon.logText.contains("disk-full"))
                #expect(try await ward.isUp)

                try disk.release()
                try await ward.visitor.press(.enter)
                try await Self.leaveAndCheck(ward)
                #expect(ward.daemon.finished() == nil)
            }
        }

        @Test("A payment whose end finds no room is kept at the provider, and booked once there is room")
        func fullMeanwhile() async throws {
            try await Self.withGuest { disk, ward in
                let wallet = try #require(ward.wallet).ledger
                try await Self.askForOrder(ward)
                try await ward.choose(1, at: "payment-channel", leadingTo: "payment-wallet") { $0.code != nil }
                try await disk.fill()
                wallet.pay()
                try await eventually("the end that finds no room") {
                    ward.daemon.logText.contains("A round of payments failed")
                }
                #expect(ward.daemon.logText.contains("disk-full"))
                #expect(try await ward.admin.status().waiting.openPayments == 1)

                try disk.release()
                try await eventually("the payment") { try await ward.admin.status().waiting.openPayments == 0 }
                #expect(wallet.orderCount == 1)
                try await Self.leaveAndCheck(ward)
                #expect(ward.daemon.finished() == nil)
            }
        }

        @Test("A terminal starts on a full disk, and shows its screens") func starts() async throws {
            try await Self.withGuest { disk, ward in
                try await ward.daemon.kill()
                try await disk.fill()
                try await ward.start()
                try await ward.visitor.see("welcome")
                try disk.release()
                try await Self.leaveAndCheck(ward)
            }
        }

        @Test("On a disk that became read-only the terminal takes no money and ends; mended, it goes on")
        func readOnly() async throws {
            try await Self.withGuest { disk, ward in
                let wallet = try #require(ward.wallet).ledger
                try await Self.askForOrder(ward)
                try await disk.failReadOnly()
                try await ward.visitor.press(.digit(1))
                try await eventually("the daemon to end by itself") { ward.daemon.finished() != nil }
                #expect(wallet.orderCount == 0)
                await #expect(throws: RigError.self) { try await ward.daemon.start() }
                #expect(wallet.orderCount == 0)

                try await disk.mend()
                try await ward.start()
                try await ward.visitor.see("welcome")
                try await Self.leaveAndCheck(ward)
            }
        }

        // MARK: What these stories share

        /// 张明华 lies in bed without a deposit; everything of the terminal is on one small disk.
        private static func withGuest(_ work: (SmallDisk, TestWard) async throws -> Void) async throws {
            try await SmallDisk.with { disk in
                try disk.keepLog("bedsided.log")
                try await TestWard.with([.wallet]) {
                    $0.folder = disk.path
                } _: { ward in
                    var patient = Patient(ward, DemoCodes.zhang)
                    patient.deposit = .later
                    try await patient.beAdmitted()
                    try await ward.choose(2, at: "admitted", leadingTo: "home")
                    try await work(disk, ward)
                }
            }
        }

        /// From the patient's home to the last question before an order.
        private static func askForOrder(_ ward: TestWard) async throws {
            try await ward.choose(3, at: "home", leadingTo: "account")
            try await ward.choose(1, at: "account", leadingTo: "deposit-amount")
            try await ward.choose(1, at: "deposit-amount", leadingTo: "payment-channel")
        }

        /// The patient pays what is due by phone and goes; the books agree with the wallet.
        private static func leaveAndCheck(_ ward: TestWard) async throws {
            // Else they would pay more and more.
            try await ward.goHome()
            var patient = Patient(ward, DemoCodes.zhang)
            try await patient.stayAndLeave()
            #expect(patient.restarts == 0)
            try await ward.daemon.stop()
            try await Books.read(ward.daemon.store) { books in
                #expect(try await books.store.counts().openPayments == 0)
                try await books.agree(
                    with: try #require(ward.wallet).ledger, settled: try EncounterID(DemoCodes.zhang.wristband))
            }
        }
    }
}
