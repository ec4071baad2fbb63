import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideStore
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// `bedsided` loses its power at each single commit of admission, deposit, top-up and settlement, once before the commit
    /// is on the disk and once after; the patient goes on, and in the end all is there once.
    ///
    /// CI takes a share of the commits, always both moments; with BEDSIDE_SOAK=1 every one of them.
    @Suite struct StayCrashTests {
        /// Who it happens to: one owes a top-up, by phone or at the desk, one gets a refund that a nurse agrees to.
        enum Guest: String, Sendable, CaseIterable {
            case zhang, zhangAtTheDesk, smith

            var codes: DemoCodes.Patient { self == .smith ? DemoCodes.smith : DemoCodes.zhang }
        }

        @Test("Nothing is lost and nothing charged twice, whenever the power fails", arguments: Guest.allCases)
        func everyCommit(_ guest: Guest) async throws {
            try await withFolder { folder in
                let library = try await PowerCut.library(in: folder)
                let base = try await Self.importedStore(folder)
                let commits = try await Self.story(guest, base, library, cut: nil)
                try #require(commits >= 14, "only \(commits) commits were seen")
                for (moment, number) in Soak.cuts(commits, share: 2) {
                    do {
                        try await Self.story(guest, base, library, cut: (moment, number))
                    } catch { Issue.record("power cut \(moment) commit \(number) of \(commits): \(error)") }
                }
            }
        }

        /// A store with the demo's data, to begin each story with.
        private static func importedStore(_ folder: String) async throws -> String {
            try await TestWard.with { ward in
                try await ward.daemon.stop()
                let base = "\(folder)/base.sqlite"
                try FileManager.default.copyItem(atPath: ward.daemon.store, toPath: base)
                return base
            }
        }

        /// One stay with at most one power cut in it; how many commits it took.
        @discardableResult
        private static func story(
            _ guest: Guest, _ base: String, _ library: String, cut: (PowerCut.Moment, Int)?
        ) async throws -> Int {
            var power: PowerCut?
            return try await TestWard.closed([.wallet]) { settings in
                let switchboard = try PowerCut(library: library, folder: settings.folder + "/power")
                settings.environment = switchboard.environment
                power = switchboard
            } _: { ward in
                guard let power else { throw RigError("no power") }
                try FileManager.default.copyItem(atPath: base, toPath: ward.daemon.store)
                if let cut { try power.order(cut.0, cut.1) }
                try await ward.startOrDie()
                var patient = Patient(ward, guest.codes)
                if guest == .zhangAtTheDesk { patient.deposit = .atTheDesk }
                patient.restarting = { try power.call() }
                try await patient.stayAndLeave()
                try await patient.wait(for: "every refund") { try await ward.admin.status().waiting.openRefunds == 0 }
                let commits = power.commits
                try await ward.daemon.stop()
                try await check(guest, ward)
                // A story may take one commit less than the one that was counted.
                if let cut { #expect(patient.restarts == 1 || commits < cut.1, "the power did not fail") }
                return commits
            }
        }

        private static func check(_ guest: Guest, _ ward: TestWard) async throws {
            let wallet = try #require(ward.wallet).ledger
            try await Books.read(ward.daemon.store) { books in
                let counts = try await books.store.counts()
                #expect(counts.unusedSlips == 2, "one slip of three was used, once")
                #expect(counts.openStays == 0)
                #expect(counts.openPayments == 0)
                #expect(counts.openRefunds == 0)
                let encounter = try EncounterID(guest.codes.wristband)
                if guest == .zhangAtTheDesk {
                    #expect(wallet.orderCount == 0)
                    #expect(try await books.store.settlement(of: encounter) != nil)
                } else {
                    try await books.agree(with: wallet, settled: encounter)
                }
                for (number, fen) in wallet.charged {
                    let order = try await books.store.payment(try PaymentOrderID(number))
                    let paid = if case .paid = order?.state { true } else { false }
                    #expect(paid || fen == 0, "the wallet took money for an order that the books do not hold as paid")
                }
                // One towards the deposit and one at discharge: none was made anew while the first was open.
                #expect(wallet.orderCount <= 2)
                // Each paper of the stay is in the ledger once.
                let jobs = try await books.store.printJobs(limit: 100)
                #expect(jobs.allSatisfy { $0.mark.number == 1 }, "\(jobs.map { ($0.paper.kind, $0.mark.number) })")
            }
        }
    }
}
