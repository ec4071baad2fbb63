import BedsideDomain
import BedsideKiosk
import BedsideStore

extension EffectRunner {
    /// Looks up, and commits what was scanned and whose data it opens before anything of it is answered.
    func lookUp(_ credential: Credential, _ scan: ScanRecord?) async throws -> KioskAnswer {
        do {
            let answer = try await find(credential)
            try await record(scan, credential, opened: answer.opened)
            return answer
        } catch let problem as KioskProblem {
            try await record(scan, credential, opened: nil)
            throw problem
        }
    }

    private func record(_ scan: ScanRecord?, _ credential: Credential, opened: String?) async throws {
        guard let scan else { return }
        try await store.recordScan(
            kind: credential.kind.rawValue, device: scan.device, outcome: scan.outcome, length: scan.length,
            opened: opened,
            at: clock.wall)
    }

    private func find(_ credential: Credential) async throws -> KioskAnswer {
        switch credential {
        case .admissionSlip(let id):
            guard let (order, usedBy) = try await store.lookUpAdmissionOrder(id) else {
                throw KioskProblem(.notFound, code: "unknown-admission-slip")
            }
            // A slip that was used leads to its own stay: the patient need not know the difference.
            if let usedBy { return try await encounter(usedBy) }
            return try await ordered(order)
        case .wristband(let id): return try await encounter(id)
        case .residentID(let number): return try await match(store.lookUpByIdentity(number: number.text.value))
        case .insuranceVoucher(let voucher): return try await match(store.lookUpByVoucher(voucher.value))
        case .specimenSlip(let id):
            guard let found = try await store.lookUpSpecimen(id) else {
                throw KioskProblem(.notFound, code: "unknown-specimen")
            }
            let row = ReportRow(
                report: found.report, release: ReportRelease.of(found.report, correctedBy: found.correctedBy),
                copies: found.copies)
            return .specimen(row, found.encounter)
        case .staffBadge, .paymentCode, .paymentSlip:
            throw KioskProblem(.invalidInput, code: "not-a-patient-credential")
        }
    }

    private func match(_ match: IdentityMatch?) async throws -> KioskAnswer {
        switch match {
        case .encounter(let found): return try await encounter(found.id)
        case .order(let order): return try await ordered(order)
        case nil: throw KioskProblem(.notFound, code: "nobody-with-this-identity")
        }
    }

    /// A slip that nobody used here; another terminal of the ward may have.
    private func ordered(_ order: AdmissionOrder) async throws -> KioskAnswer {
        try await stays.bring(order.encounter)
        guard let stay = try await store.lookUpEncounter(order.encounter) else { return .admissionOrder(order) }
        return try await arrived(stay)
    }

    private func encounter(_ id: EncounterID) async throws -> KioskAnswer {
        try await stays.bring(id)
        guard let encounter = try await store.lookUpEncounter(id) else {
            throw KioskProblem(.notFound, code: "unknown-wristband")
        }
        return try await arrived(encounter)
    }

    /// A patient is known, and with them the papers that waited for their hands.
    private func arrived(_ encounter: Encounter) async throws -> KioskAnswer {
        .encounter(encounter, held: try await store.heldPrintJobs(of: encounter.id).map(\.progress))
    }

    func admit(_ order: AdmissionOrderID, _ answers: AdmissionAnswers, _ staff: StaffID) async throws -> KioskAnswer {
        try answers.requireComplete()
        let now = clock.wall
        let nurse = try await store.staff(staff)?.member.name ?? ""
        let papers = papers
        let (encounter, jobs) = try await store.admit(order, answers: answers, confirmedBy: staff, at: now) {
            papers.admission($0, answers: answers, confirmedBy: nurse, at: now)
        }
        // Their first papers come out into their hands, before the screen knows them.
        printing.presence.arrived(encounter.id, at: clock.monotonic)
        printing.ring()
        return .admitted(encounter, printing: jobs.map(\.progress))
    }

    func reports(_ encounter: EncounterID) async throws -> [ReportRow] {
        try await store.reports(encounter).map {
            ReportRow(
                report: $0.report, release: ReportRelease.of($0.report, correctedBy: $0.correctedBy), copies: $0.copies)
        }
    }

    func discharge(_ encounter: EncounterID) async throws -> DischargeView {
        let gates = DischargeGate.checklist(try await store.dischargeStanding(encounter))
        // A payment towards this very bill is shown with the bill; one for something else must end first, or both would
        // be collected.
        let others = try await store.openPayments().filter { $0.encounter == encounter && $0.purpose == .deposit }
        guard others.isEmpty, gates.allSatisfy({ $0.isOpen || $0.kind == .paymentsFinished }) else {
            return DischargeView(gates: gates, offer: nil, unfinished: others.first)
        }
        let offer = try await store.settlementOffer(encounter)
        return DischargeView(
            gates: gates,
            offer: SettlementOffer(preview: offer.preview, fingerprint: offer.fingerprint, toppedUp: offer.toppedUp))
    }

    func settle(_ id: EncounterID, _ agreed: String, _ staff: StaffID?) async throws -> KioskAnswer {
        let facts = try await store.dischargeFacts(id)
        let now = clock.wall
        let papers = papers
        let (settlement, refunds, jobs) = try await store.settle(
            id, agreed: agreed, staff: staff, refundLimit: settings.refundLimit, at: now
        ) { encounter, preview, settlement in
            try papers.discharge(encounter, preview, settlement, facts: facts, at: now)
        }
        printing.ring()
        payments.ring()
        return .settled(settlement, refunds: refunds, printing: jobs.map(\.progress))
    }

    func staffPage() async throws -> StaffPage {
        StaffPage(
            prints: try await store.waitingPrintJobs().compactMap { job, bed, name in
                job.state.cause.map {
                    StaffPage.PrintRow(
                        job: job.id, encounter: job.encounter, kind: job.paper.kind, bed: bed, maskedName: name,
                        requestedAt: job.requestedAt, cause: $0)
                }
            },
            payments: try await store.paymentsAwaitingCashier(),
            refunds: try await store.openRefunds().filter { $0.part.channel == .cashier || $0.state == .refused },
            calls: calls.open(at: clock.wall),
            swappedQueues: try await store.printerSwaps(since: clock.wall.adding(days: -1)).map(\.queue),
            central: try await central(), messages: notices.lines(at: clock.wall))
    }
}

extension KioskAnswer {
    /// Whose data this answer shows, as the audit log names it.
    fileprivate var opened: String? {
        switch self {
        case .admissionOrder(let order): "order:\(order.id.text)"
        case .encounter(let encounter, _): "encounter:\(encounter.id.text)"
        case .specimen(let row, _): "report:\(row.report.id.text)"
        default: nil
        }
    }
}

extension PrintState {
    /// Why staff see it; nil when it waits for nobody.
    fileprivate var cause: StaffPage.PrintRow.Cause? {
        switch self {
        case .unknown(let trouble): .unknown(trouble)
        case .held(let hold): .held(hold)
        case .queued, .submitting, .submitted, .printed, .refused, .decided: nil
        }
    }
}

extension PrintJob {
    var progress: PrintProgress { PrintProgress(job: id, kind: paper.kind, state: state, reasons: []) }
}
