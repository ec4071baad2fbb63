package import BedsideDomain

/// What the flow wants done; each is answered once by ``KioskEvent/answer(_:ticket:)`` with the same ticket.
package struct KioskEffect: Sendable, Hashable {
    package let ticket: Ticket
    package let work: Work

    package init(ticket: Ticket, work: Work) {
        self.ticket = ticket
        self.work = work
    }

    package enum Work: Sendable, Hashable {
        /// Who or what is this? Answer: `admissionOrder`, `encounter`, `specimen`. Also written to the audit log.
        case lookUp(Credential)
        /// Badge and PIN for one right. Answer: `staff`, `pinRefused`, `lockedOut`.
        case logOn(StaffID, pin: Sensitive<String>, right: StaffRight)
        /// Everything is confirmed: make the encounter, its papers and its audit rows. Answer: `admitted`.
        case admit(AdmissionOrderID, AdmissionAnswers, confirmedBy: StaffID)
        /// A day's bill; nil is the latest day that has charges. Answer: `dailyBill`.
        case loadDailyBill(EncounterID, day: CivilDate?)
        case dispute(EncounterID, ChargeID, Dispute.Reason)  // answer: `done`
        /// By pinyin initials or the item's code, at most 50. Answer: `prices`.
        case searchPrices(String)
        case loadReports(EncounterID)  // answer: `reports`
        case print(EncounterID, PaperRequest)  // answer: `printing`
        /// The patient at the screen wants these held papers now. Answer: `printing`.
        case releasePrints(EncounterID, [PrintJobID])
        case startPayment(EncounterID, PaymentOrder.Purpose, PaymentChannel, Money)  // answer: `payment`
        /// The patient went back: close the order if it is unpaid. Answer: `payment` with what became of it.
        case cancelPayment(PaymentOrderID)
        case loadAccount(EncounterID)  // answer: `account`
        case loadDischarge(EncounterID)  // answer: `discharge`
        case settle(EncounterID, agreed: String, staff: StaffID?)  // answer: `settled`
        case loadStaffPage  // answer: `staffPage`
        case decidePrint(PrintJobID, PrintDecision, CopyMark.Reason?, by: StaffID)  // answer: `staffPage`
        /// Staff let a held page go, or with nil all that this stay has. Answer: `staffPage`.
        case releaseHeld(EncounterID?, PrintJobID?, by: StaffID)
        /// Staff drop all held pages of a stay. Answer: `staffPage`.
        case dropHeld(EncounterID?, by: StaffID)
        case confirmPayment(PaymentOrderID, by: StaffID)  // answer: `staffPage`
        /// The cashier has paid a refund out at the desk. Answer: `staffPage`.
        case confirmRefund(PaymentOrderID, by: StaffID)
        /// A staff member is at the place of a call. Answer: `staffPage`.
        case attendCall(AlarmID, by: StaffID)
        /// A badge says "I am here": ends every call of this place. Answer: `done`.
        case attendHere(StaffID)
        /// The key "call a person". Answer: `called`.
        case callPerson(EncounterID?)
        /// A patient's or staff member's session ended; for the audit log. Answer: none.
        case sessionEnded
    }
}

/// What a patient may ask to be printed.
package enum PaperRequest: Sendable, Hashable {
    case dailyBill(CivilDate)
    case itemisedList
    case report(ReportID)
    case depositReceipt(PaymentOrderID)
    /// The admission papers again, or the discharge papers again.
    case admissionPapers
    case dischargePapers
}

/// The store's and the services' answers.
package enum KioskAnswer: Sendable {
    case admissionOrder(AdmissionOrder)
    /// With the papers that wait for this patient.
    case encounter(Encounter, held: [PrintProgress] = [])
    /// A specimen slip: its report, and whether it may be printed (the flow prints at once: two acts).
    case specimen(ReportRow, Encounter)
    case staff(StaffMember)
    case pinRefused(triesLeft: Int)
    case lockedOut(seconds: Int)
    case admitted(Encounter, printing: [PrintProgress])
    case dailyBill(DailyBill)
    case prices([PriceItem])
    case reports([ReportRow])
    case printing([PrintProgress])
    case payment(PaymentOrder)
    case account(AccountView)
    case discharge(DischargeView)
    case settled(Settlement, refunds: [RefundOrder], printing: [PrintProgress])
    case staffPage(StaffPage)
    case done
    /// A call was raised for this place, and is on disk.
    case called(AlarmPlace)
    case failed(KioskProblem)
}

/// A report with its release and how many copies were printed.
package struct ReportRow: Sendable, Hashable {
    package let report: Report
    package let release: ReportRelease
    package let copies: Int

    package init(report: Report, release: ReportRelease, copies: Int) {
        self.report = report
        self.release = release
        self.copies = copies
    }
}

/// Where a stay's money stands.
package struct AccountView: Sendable, Hashable {
    package let deposits: Money
    package let total: Money
    package let selfPay: Money
    package let balance: Money
    /// What the hospital asks for now, if the deposits run low.
    package let shortfall: Money?

    package init(deposits: Money, total: Money, selfPay: Money, balance: Money, shortfall: Money?) {
        self.deposits = deposits
        self.total = total
        self.selfPay = selfPay
        self.balance = balance
        self.shortfall = shortfall
    }
}

/// The discharge checklist, and the preview once every gate is open.
package struct DischargeView: Sendable, Hashable {
    package let gates: [DischargeGate]
    package let offer: SettlementOffer?
    /// A payment that nobody has made yet, while it holds the settlement up; the patient may drop it.
    package let unfinished: PaymentOrder?

    package init(gates: [DischargeGate], offer: SettlementOffer?, unfinished: PaymentOrder? = nil) {
        self.gates = gates
        self.offer = offer
        self.unfinished = unfinished
    }
}

/// A preview with the fingerprint that the commit must match.
package struct SettlementOffer: Sendable, Hashable {
    package let preview: SettlementPreview
    package let fingerprint: String
    /// Already paid towards this fingerprint.
    package let toppedUp: Money

    package init(preview: SettlementPreview, fingerprint: String, toppedUp: Money) {
        self.preview = preview
        self.fingerprint = fingerprint
        self.toppedUp = toppedUp
    }
}

/// What waits for a member of staff at this terminal.
package struct StaffPage: Sendable, Hashable {
    package let prints: [PrintRow]
    package let payments: [PaymentOrder]
    package let refunds: [RefundOrder]
    package let calls: [HelpCall]
    /// Queues behind which another printer was found lately.
    package let swappedQueues: [String]
    /// How this terminal stands with the central store; nil when it was never enrolled.
    package let central: CentralStanding?
    /// What IT wants staff to read.
    package let messages: [String]

    package init(
        prints: [PrintRow], payments: [PaymentOrder], refunds: [RefundOrder], calls: [HelpCall],
        swappedQueues: [String] = [], central: CentralStanding? = nil, messages: [String] = []
    ) {
        self.prints = prints
        self.payments = payments
        self.refunds = refunds
        self.calls = calls
        self.swappedQueues = swappedQueues
        self.central = central
        self.messages = messages
    }

    /// A page that waits for staff: its end is not known, or it is held.
    package struct PrintRow: Sendable, Hashable {
        package let job: PrintJobID
        /// Nil for a paper of the ward; then bed and name are empty.
        package let encounter: EncounterID?
        package let kind: Paper.Kind
        package let bed: String
        package let maskedName: String
        package let requestedAt: Timestamp
        package let cause: Cause

        package enum Cause: Sendable, Hashable {
            case unknown(PrintTrouble)
            case held(PrintHold)

            package var isHeld: Bool { if case .held = self { true } else { false } }
        }

        package init(
            job: PrintJobID, encounter: EncounterID?, kind: Paper.Kind, bed: String, maskedName: String,
            requestedAt: Timestamp, cause: Cause
        ) {
            self.job = job
            self.encounter = encounter
            self.kind = kind
            self.bed = bed
            self.maskedName = maskedName
            self.requestedAt = requestedAt
            self.cause = cause
        }
    }

    /// A call of a person that is open.
    package struct HelpCall: Sendable, Hashable {
        package let alarm: AlarmID
        package let place: AlarmPlace
        package let raisedAt: Timestamp

        package init(alarm: AlarmID, place: AlarmPlace, raisedAt: Timestamp) {
            self.alarm = alarm
            self.place = place
            self.raisedAt = raisedAt
        }
    }
}
