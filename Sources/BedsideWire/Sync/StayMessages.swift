package import BedsideDomain

/// The body of a row of ``FeedTable/stays``: which terminal keeps the stay, and everything that another terminal must know
/// to keep it in its place.
///
/// One terminal at a time keeps a stay: only it takes money for it, settles it and lets the patient go. That is why no
/// deposit can be spent twice, also when the network is down.
package struct StayRow: Sendable, Codable, Hashable {
    package let encounter: EncounterID
    package let order: AdmissionOrderID
    /// Nil while it is on its way between two.
    package let keeper: TerminalName?
    package let ward: WardID
    package let bed: BedID
    /// `in-ward`, `awaiting-settlement`, `settled`, `cancelled`
    package let state: String
    package let stateMs: Int64
    package let admittedMs: Int64
    package let confirmedBy: StaffID
    /// As confirmed at the bed.
    package let phone: Sensitive<String>
    package let consents: [String]
    /// Paid ones, oldest first.
    package let payments: [Payment]

    package struct Payment: Sendable, Codable, Hashable {
        package let payment: PaymentOrderID
        /// Which terminal took it.
        package let terminal: TerminalName
        package let channel: PaymentChannel
        /// `deposit`, `settlement`
        package let purpose: String
        /// Of the bill that it was paid towards; empty for a deposit.
        package let fingerprint: String
        package let amountFen: Int64
        package let createdMs: Int64
        package let paidMs: Int64
        package let reference: String

        package init(
            payment: PaymentOrderID, terminal: TerminalName, channel: PaymentChannel, purpose: String,
            fingerprint: String, amountFen: Int64, createdMs: Int64, paidMs: Int64, reference: String
        ) {
            self.payment = payment
            self.terminal = terminal
            self.channel = channel
            self.purpose = purpose
            self.fingerprint = fingerprint
            self.amountFen = amountFen
            self.createdMs = createdMs
            self.paidMs = paidMs
            self.reference = reference
        }
    }

    package init(
        encounter: EncounterID, order: AdmissionOrderID, keeper: TerminalName?, ward: WardID, bed: BedID, state: String,
        stateMs: Int64, admittedMs: Int64, confirmedBy: StaffID, phone: Sensitive<String>, consents: [String],
        payments: [Payment]
    ) {
        self.encounter = encounter
        self.order = order
        self.keeper = keeper
        self.ward = ward
        self.bed = bed
        self.state = state
        self.stateMs = stateMs
        self.admittedMs = admittedMs
        self.confirmedBy = confirmedBy
        self.phone = phone
        self.consents = consents
        self.payments = payments
    }
}

/// `POST /v1/k/{terminal}/stays/{encounter}/take`: this terminal wants to keep the stay. The central store asks its keeper
/// to give it up and answers when that is done or the wait is over (409 `stay-in-use`).
///
/// The answer holds the stay for this terminal until ``TakeAnswer/holdMs`` is over; `POST .../hold/{hold}` takes it for
/// good, and only then may the terminal use it. A hold that nobody takes ends, and the stay is with its old keeper again.
package struct TakeAnswer: Sendable, Codable {
    package let hold: OperationID
    /// Milliseconds from the request for which the hold lasts; the terminal counts from before it asked.
    package let holdMs: Int64
    package let stay: StayRow

    package init(hold: OperationID, holdMs: Int64, stay: StayRow) {
        self.hold = hold
        self.holdMs = holdMs
        self.stay = stay
    }
}
