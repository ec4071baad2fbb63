import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideStore
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// The power fails at each single commit between a request for paper and the paper: with a real cupsd, each page comes out
    /// at most once, and one whose end nobody can know waits for staff.
    @Suite struct PrintCrashTests {
        @Test("No page is lost and none printed twice, whenever the power fails") func everyCommit() async throws {
            try await withFolder { folder in
                let library = try await PowerCut.library(in: folder)
                let base = try await Self.admittedStore(folder)
                let printers = [
                    VirtualPrinter(queue: "ward", kind: .a4), VirtualPrinter(queue: "label", kind: .wristband),
                ]
                let cups = try await CupsRig.start(in: folder + "/cups", printers: printers)
                let outcome: Result<Void, any Error>
                do {
                    let commits = try await Self.story(base, library, cups, cut: nil)
                    // Six pages with three commits each, and the scans.
                    try #require(commits >= 18, "only \(commits) commits were seen")
                    for (moment, number) in Soak.cuts(commits, share: 4) {
                        do { try await Self.story(base, library, cups, cut: (moment, number)) } catch {
                            Issue.record("power cut \(moment) commit \(number) of \(commits): \(error)")
                        }
                    }
                    outcome = .success(())
                } catch { outcome = .failure(error) }
                await cups.stop()
                try outcome.get()
            }
        }

        /// A stay that was admitted while no printer answered: its papers wait in the ledger.
        private static func admittedStore(_ folder: String) async throws -> String {
            try await TestWard.with([.wallet]) { ward in
                var patient = Patient(ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await ward.daemon.stop()
                let base = "\(folder)/base.sqlite"
                try FileManager.default.copyItem(atPath: ward.daemon.store, toPath: base)
                return base
            }
        }

        /// The waiting papers, a day's bill and a report, with at most one power cut; how many commits it took.
        @discardableResult
        private static func story(
            _ base: String, _ library: String, _ cups: CupsRig, cut: (PowerCut.Moment, Int)?
        ) async throws -> Int {
            // Each story has the same pages under the same numbers: cupsd must not know them from the one before.
            try await cups.forgetJobs()
            let old = Set(cups.copies().map(\.file))
            var power: PowerCut?
            return try await TestWard.closed { settings in
                settings.cupsServer = cups.socket
                settings.labelQueue = "label"
                let switchboard = try PowerCut(library: library, folder: settings.folder + "/power")
                settings.environment = switchboard.environment
                power = switchboard
            } _: { ward in
                guard let power else { throw RigError("no power") }
                try FileManager.default.copyItem(atPath: base, toPath: ward.daemon.store)
                if let cut { try power.order(cut.0, cut.1) }
                try await ward.startOrDie()
                var patient = Patient(ward, DemoCodes.zhang)
                patient.restarting = { try power.call() }
                try await patient.askForPapers()
                // The power may also fail after the patient has gone.
                try await patient.wait(for: "every page to end") { try await Self.isQuiet(ward) }
                let commits = power.commits
                try await ward.daemon.stop()
                try await check(ward, cut) { cups.copies().filter { !old.contains($0.file) } }
                // A story may take one commit less than the one that was counted.
                if let cut { #expect(patient.restarts == 1 || commits < cut.1, "the power did not fail") }
                return commits
            }
        }

        private static func isQuiet(_ ward: TestWard) async throws -> Bool {
            let open = ["queued", "submitting", "submitted"]
            return try await ward.admin.jobs().allSatisfy { !open.contains($0.state) }
        }

        private static func check(
            _ ward: TestWard, _ cut: (PowerCut.Moment, Int)?, _ copies: () -> [CupsRig.Copy]
        ) async throws {
            try await Books.read(ward.daemon.store) { books in
                let jobs = try await books.store.printJobs(limit: 100)
                // cupsd may say that a job is done a moment before the sheet lies in the tray.
                let printed = jobs.filter { if case .printed = $0.state { true } else { false } }.map(\.id.text)
                try await eventually("the sheets of \(printed.count) closed pages", within: .seconds(10)) {
                    let names = copies().map(\.jobName)
                    return printed.allSatisfy { id in names.contains { $0.contains(id) } }
                }
                let copies = copies()
                var unknown = 0
                for job in jobs {
                    let out = copies.filter { $0.jobName.contains(job.id.text) }.count
                    switch job.state {
                    case .printed: #expect(out == 1, "a closed page of kind \(job.paper.kind) came out \(out) times")
                    case .unknown:
                        unknown += 1
                        #expect(out <= 1, "a page came out \(out) times")
                    // Whose patient had gone when it could have come out: it waits for the wristband.
                    case .held: #expect(out == 0, "a page that is held came out \(out) times")
                    default: Issue.record("a page is left as \(job.state.word)")
                    }
                }
                #expect(
                    copies.count == copies.filter { copy in jobs.contains { copy.jobName.contains($0.id.text) } }.count)
                // Of all pages only the one in hand can be unknown, and staff see it.
                #expect(unknown <= (cut == nil ? 0 : 1))
                #expect(try await books.store.unknownPrintJobs().count == unknown)
                let kinds = Set(jobs.map(\.paper.kind))
                #expect(
                    kinds.isSuperset(of: [
                        .wristband, .admissionSheet, .wardGuide, .depositReceipt, .dailyBill, .report,
                    ]))
                // Whoever asked again for want of an answer may hold a second copy, which says so.
                let asked = Dictionary(grouping: jobs, by: \.paper.kind).mapValues { $0.map(\.mark.number).sorted() }
                for (kind, numbers) in asked {
                    #expect(numbers == Array(1...numbers.count), "\(kind): copies \(numbers)")
                    if [.wristband, .admissionSheet, .wardGuide, .depositReceipt].contains(kind) {
                        #expect(numbers == [1])
                    }
                }
            }
        }
    }
}
