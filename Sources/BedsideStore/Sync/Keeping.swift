package import BedsideDomain
import GRDB

/// Which terminal keeps a stay: only that one takes its money and settles it.
package enum StayKeeping: Sendable, Hashable {
    /// Neither here nor told by the centre.
    case unknown
    case here
    case elsewhere(StayElsewhere)
    /// The centre says that it is kept here, and it is not: take it.
    case offered(StayElsewhere)
}

/// A stay of another terminal, as the centre last said.
package struct StayElsewhere: Sendable, Hashable {
    package let encounter: EncounterID
    package let order: AdmissionOrderID
    /// Nil while it is on its way between two.
    package let keeper: TerminalName?
    package let ward: WardID
    package let bed: BedID
    /// `in-ward`, `awaiting-settlement`, `settled`, `cancelled`
    package let state: String
}

extension Store {
    /// Where a stay is kept; a slip's stay is ``AdmissionOrder/encounter``.
    package func keeping(of encounter: EncounterID) async throws -> StayKeeping {
        try await read { transaction in
            guard let stay = try transaction.stayElsewhere(encounter) else {
                return try transaction.isKeptHere(encounter) ? .here : .unknown
            }
            return stay.keeper?.text == transaction.surroundings.terminal ? .offered(stay) : .elsewhere(stay)
        }
    }

    /// Stays that the centre says are kept here and that are not: it gave them back, or this terminal stopped between
    /// taking one and writing it. Only those whose own release the centre has acknowledged: before, it may not know of it.
    package func offeredStays() async throws -> [EncounterID] {
        try await read { transaction in
            let stays: [EncounterID] = try transaction.all(
                """
                SELECT encounter FROM stays_elsewhere
                WHERE keeper = ? AND state IN ('in-ward', 'awaiting-settlement') ORDER BY encounter
                """, [transaction.surroundings.terminal]
            ) { try $0.id() }
            return try stays.filter { try !transaction.isReleaseUnheard($0) }
        }
    }
}

extension Transaction {
    /// Whether the stay's rows are here and in use; also after its end.
    func isKeptHere(_ encounter: EncounterID) throws -> Bool {
        guard try !isForgotten(encounter) else { return false }
        return try first("SELECT 1 FROM encounters WHERE number = ? AND away = 0", [encounter.text]) {
            try $0.int()
        } != nil
    }

    /// Whether the centre has not acknowledged this terminal's last release of a stay: until then it answers as if nothing
    /// had been given up.
    func isReleaseUnheard(_ encounter: EncounterID) throws -> Bool {
        try first(
            "SELECT acked_at IS NULL FROM outbox WHERE op_id = ?",
            [databaseBytes(Chain.operation("stay.released", tenure(of: encounter)))]
        ) { try $0.flag() } == true
    }

    func stayElsewhere(_ encounter: EncounterID) throws -> StayElsewhere? {
        try first(
            """
            SELECT encounter, admission_order, keeper, ward, bed, state FROM stays_elsewhere WHERE encounter = ?
            """, [encounter.text]
        ) {
            StayElsewhere(
                encounter: try $0.id(), order: try $0.id(), keeper: try $0.optionalID(), ward: try $0.id(),
                bed: try $0.id(), state: try $0.text())
        }
    }

    func save(_ stay: StayElsewhere) throws {
        try run(
            """
            INSERT OR REPLACE INTO stays_elsewhere(encounter, admission_order, keeper, ward, bed, state)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                stay.encounter.text, stay.order.text, stay.keeper?.text, stay.ward.text, stay.bed.text,
                String(stay.state.prefix(40)),
            ])
    }

    /// Whether the centre holds back the admission, or the taking, by which the stay is kept here.
    func isTenureRefused(_ encounter: EncounterID) throws -> Bool {
        let row = try first("SELECT admission_order, hold FROM encounters WHERE number = ?", [encounter.text]) {
            (order: try $0.text(), hold: try $0.optionalBytes())
        }
        guard let row else { return false }
        let operation =
            row.hold.map { Chain.operation("stay.taken", hexText($0)) }
            ?? Chain.operation("encounter.admitted", row.order)
        return try first("SELECT 1 FROM outbox WHERE op_id = ? AND verdict LIKE 'held:%'", [databaseBytes(operation)]) {
            try $0.int()
        } != nil
    }

    /// Names the time for which this terminal keeps a stay: by the hold through which it came, or by its admission. A stay
    /// may go and come back; the centre knows each release by it for ever.
    func tenure(of encounter: EncounterID) throws -> String {
        let hold = try first("SELECT hold FROM encounters WHERE number = ?", [encounter.text]) {
            try $0.optionalBytes()
        }.flatMap(\.self)
        return "\(encounter.text):\(hold.map(hexText) ?? "admitted")"
    }

    /// A slip is used once in the hospital, a patient lies in one bed, and a bed has one patient.
    func requireNotElsewhere(_ order: AdmissionOrder) throws {
        if let stay = try stayElsewhere(order.encounter) {
            throw DomainError(
                .alreadyUsed,
                "This slip was used: \(stay.keeper.map { "terminal \($0.text) keeps the stay" } ?? "its stay is on its way"). "
                    + "Take the stay here in the place of a new admission.")
        }
        let other = try first(
            """
            SELECT EXISTS (SELECT 1 FROM stays_elsewhere s JOIN admission_orders o ON o.id = s.admission_order
                    WHERE o.patient = ?1 AND s.state IN ('in-ward', 'awaiting-settlement')),
                EXISTS (SELECT 1 FROM stays_elsewhere s
                    WHERE s.bed = ?2 AND s.state IN ('in-ward', 'awaiting-settlement'))
            """, [order.patient.id.text, order.bed.text]
        ) { (patient: try $0.flag(), bed: try $0.flag()) }
        guard other?.patient != true else {
            throw DomainError(.alreadyUsed, "This patient has an open stay that another terminal keeps.")
        }
        guard other?.bed != true else {
            throw DomainError(.bedTaken, "Bed \(order.bedLabel) has a patient; the ward must assign another one.")
        }
    }
}

extension FeedRun {
    /// Where a stay is kept. What is kept here is known better here: it is told up, never taken back from above.
    ///
    /// Except when the centre could not take the very fact by which this terminal keeps the stay, because two terminals
    /// without contact used one slip: then the other one's word counts, and no money is taken here any more until a person
    /// has sorted it out.
    func putStay(_ stay: StayBody) throws {
        try transaction.run("DELETE FROM leaves_waiting WHERE encounter = ?", [stay.encounter.text])
        if try transaction.isKeptHere(stay.encounter) {
            let isOthers = stay.keeper.map { $0.text != transaction.surroundings.terminal } ?? false
            guard try isOthers && transaction.isTenureRefused(stay.encounter) else {
                try transaction.run("DELETE FROM stays_elsewhere WHERE encounter = ?", [stay.encounter.text])
                return
            }
        }
        try transaction.save(
            StayElsewhere(
                encounter: stay.encounter, order: stay.order, keeper: stay.keeper, ward: stay.ward, bed: stay.bed,
                state: stay.state))
        changed(.stays)
        if stay.keeper?.text == transaction.surroundings.terminal, stay.isOpen {
            outcome.offered.append(stay.encounter)
        }
    }
}
