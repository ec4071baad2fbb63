import BedsideDomain
import BedsideKiosk
import BedsideStore
import BedsideSync
import Logging

extension EffectRunner {
    func print(_ id: EncounterID, _ request: PaperRequest) async throws -> KioskAnswer {
        guard let encounter = try await store.lookUpEncounter(id) else {
            throw KioskProblem(.notFound, code: "unknown-encounter")
        }
        if case .depositReceipt(let payment) = request, let receipt = try await receipt(payment, of: id) {
            return .printing(receipt)
        }
        let now = clock.wall
        let wanted = try await papers(for: encounter, request, at: now)
        guard !wanted.isEmpty else { throw KioskProblem(.notFound, code: "nothing-to-print") }
        var jobs: [PrintJob] = []
        for paper in wanted {
            jobs.append(
                try await store.enqueuePrint(encounter: id, paper: paper, reprint: nil, replaces: nil, at: now))
        }
        printing.ring()
        return .printing(jobs.map(\.progress))
    }

    /// The patient at the screen wants the papers that waited.
    func release(_ jobs: [PrintJobID], of encounter: EncounterID) async throws -> KioskAnswer {
        let released = try await store.releasePrints(jobs, of: encounter, by: nil, at: clock.wall)
        printing.ring()
        return .printing(released.map(\.progress))
    }

    /// Staff let one held page go, or all that a stay has.
    func release(_ job: PrintJobID?, of encounter: EncounterID?, by staff: StaffID) async throws -> KioskAnswer {
        _ = try await store.releasePrints(job.map { [$0] }, of: encounter, by: staff, at: clock.wall)
        printing.ring()
        return .staffPage(try await staffPage())
    }

    /// Staff drop everything that a stay has held.
    func drop(_ encounter: EncounterID?, by staff: StaffID) async throws -> KioskAnswer {
        try await store.dropHeldPrints(of: encounter, by: staff, at: clock.wall)
        return .staffPage(try await staffPage())
    }

    /// Staff looked at the printer.
    func decide(
        _ job: PrintJobID, _ decision: PrintDecision, _ reason: CopyMark.Reason?, _ staff: StaffID
    ) async throws -> KioskAnswer {
        _ = try await store.decidePrint(job, decision, reason: reason, by: staff, at: clock.wall)
        printing.ring()
        return .staffPage(try await staffPage())
    }

    /// The receipt that was queued with the payment itself: whoever asks for it sees that one, and no second comes out.
    private func receipt(_ payment: PaymentOrderID, of encounter: EncounterID) async throws -> [PrintProgress]? {
        guard let order = try await store.payment(payment), order.encounter == encounter else { return nil }
        let jobs = try await store.receiptJobs(of: payment)
        return jobs.isEmpty ? nil : jobs.map(\.progress)
    }

    private func papers(for encounter: Encounter, _ request: PaperRequest, at now: Timestamp) async throws -> [Paper] {
        let head = papers.head(encounter, at: now)
        switch request {
        case .dailyBill(let day):
            guard let bill = try await store.dailyBill(encounter.id, day: day) else { return [] }
            return [.dailyBill(DailyBillPaper(head: head, bill: bill))]
        case .itemisedList:
            let bill = try await store.bill(encounter.id)
            guard let from = bill.lines.map(\.day).min(), let to = bill.lines.map(\.day).max() else { return [] }
            return [.itemisedList(ItemisedList(head: head, bill: bill, from: from, to: to))]
        case .report(let id):
            guard let row = try await reports(encounter.id).first(where: { $0.report.id == id }) else {
                throw KioskProblem(.notYours, code: "report-of-another-stay")
            }
            guard case .released = row.release else {
                throw KioskProblem(.reportNotReleased, code: "report-not-released")
            }
            try await requirePage(of: id)
            return [.report(ReportPaper(head: head, report: row.report))]
        case .depositReceipt(let id):
            guard let order = try await store.payment(id), order.encounter == encounter.id else {
                throw KioskProblem(.notYours, code: "payment-of-another-stay")
            }
            let totals = try await store.accountTotals(encounter.id)
            return papers.receipt(encounter, order, balance: totals.deposits, at: now)
        case .admissionPapers:
            return try await store.papers(of: encounter.id, kinds: [.wristband, .admissionSheet, .wardGuide])
        case .dischargePapers:
            return try await store.papers(
                of: encounter.id, kinds: [.settlementSlip, .itemisedList, .dischargeCertificate, .medicineCard])
        }
    }

    /// Fetched before the paper is promised: a patient hears at once that it cannot be had now.
    private func requirePage(of report: ReportID) async throws {
        do {
            guard try await pages.page(of: report) == nil else { return }
        } catch let error as SyncError {
            logger.notice("A report's page cannot be fetched", metadata: ["cause": "\(error)"])
        }
        throw KioskProblem(.reportNotHere, code: "report-page-not-here")
    }
}
