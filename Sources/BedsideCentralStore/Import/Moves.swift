package import BedsideDomain
import BedsideWire

/// How long a keeper has to give a moved patient up before it is asked again, in seconds.
private let patience: Int64 = 600

extension CentralTransaction {
    /// A patient goes to another ward. A newer move takes an older one's place. What nobody keeps moves at once; else the
    /// keeper is told to release the stay, and ``finishMove(of:in:at:)`` does the rest.
    func beginMove(
        of encounter: EncounterID, to ward: WardID, bed: BedID, since: Timestamp, in hospital: HospitalID,
        at moment: Timestamp
    ) throws(CentralError) {
        let newest = try row(
            "SELECT max(at_ms) FROM moves WHERE hospital = $1 AND encounter = $2", [.id(hospital), .id(encounter)])
        let isOld = try newest?.optionalInt(0).map { $0 > since.milliseconds } ?? false
        if !isOld {
            try endMoves(of: encounter, in: hospital, at: moment)
        }
        // One that is older than what is known is kept for people and changes nothing.
        try run(
            """
            INSERT INTO moves(hospital, encounter, at_ms, ward, bed, asked_ms, done_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                .id(hospital), .id(encounter), .at(since), .id(ward), .id(bed), .at(moment),
                isOld ? .at(moment) : .null,
            ])
        guard !isOld else { return }
        try finishMove(of: encounter, in: hospital, at: moment)
        try askKeeper(of: encounter, in: hospital, at: moment)
    }

    /// Brings a moved patient's rows to the new ward, if a move waits and nobody keeps the stay in the old one any more:
    /// `leave` rows there, full rows here, in one transaction. Call it when a stay was released and when a hold ended.
    /// Throws ``CentralError``.
    package func finishMove(of encounter: EncounterID, in hospital: HospitalID, at moment: Timestamp)
        throws(CentralError)
    {
        guard let move = try openMove(of: encounter, in: hospital), try doubt(in: hospital) == nil else { return }
        let keeping = try keeping(of: encounter, in: hospital)
        switch keeping {
        case .nobody, .notAdmitted: break
        case .keeper(_, let ward): guard ward == move.ward else { return }
        case .promised: return
        case .over:
            // Nobody moves any more.
            try endMoves(of: encounter, in: hospital, at: moment)
            return
        }
        if keeping != .notAdmitted {
            // Whom it would have been offered back to is in the wrong ward now.
            try run(
                """
                UPDATE stays SET ward = $3, bed = $4, keeper = CASE custody WHEN 'free' THEN NULL ELSE keeper END
                WHERE hospital = $1 AND encounter = $2
                """, [.id(hospital), .id(encounter), .id(move.ward), .id(move.bed)])
        }
        try endMoves(of: encounter, in: hospital, at: moment)
        try moveRows(of: encounter, to: move.ward, bed: move.bed, in: hospital, at: moment)
        if keeping != .notAdmitted { try publishStay(encounter, in: hospital, at: moment) }
    }

    /// Asks the keepers again whose answer to a move did not come, or was that it cannot be now. Returns how many.
    /// Throws ``CentralError``.
    @discardableResult
    package func askForMoves(in hospital: HospitalID, at moment: Timestamp) throws(CentralError) -> Int {
        let waiting = try rows(
            "SELECT encounter FROM moves WHERE hospital = $1 AND done_ms IS NULL AND asked_ms < $2",
            [.id(hospital), .at(moment.adding(seconds: -patience))])
        for row in waiting {
            let encounter: EncounterID = try row.id(0)
            try finishMove(of: encounter, in: hospital, at: moment)
            try askKeeper(of: encounter, in: hospital, at: moment)
        }
        return waiting.count
    }

    /// Moves waited while nobody knew who keeps what.
    func goOnWithMoves(in hospital: HospitalID, at moment: Timestamp) throws(CentralError) {
        for row in try rows(
            "SELECT DISTINCT encounter FROM moves WHERE hospital = $1 AND done_ms IS NULL", [.id(hospital)])
        {
            let encounter: EncounterID = try row.id(0)
            try finishMove(of: encounter, in: hospital, at: moment)
            try askKeeper(of: encounter, in: hospital, at: moment)
        }
    }

    private func askKeeper(of encounter: EncounterID, in hospital: HospitalID, at moment: Timestamp)
        throws(CentralError)
    {
        guard try openMove(of: encounter, in: hospital) != nil, try doubt(in: hospital) == nil,
            case .keeper(let keeper, _) = try keeping(of: encounter, in: hospital)
        else { return }
        let open = try row(
            """
            SELECT 1 FROM moves m JOIN commands c ON c.hospital = m.hospital AND c.id = m.command
            WHERE m.hospital = $1 AND m.encounter = $2 AND m.done_ms IS NULL AND c.outcome IS NULL AND c.terminal = $3
                AND c.not_after_ms > $4
            """, [.id(hospital), .id(encounter), .id(keeper), .at(moment)])
        guard open == nil else { return }
        let id = try command(
            .releaseStay(encounter: encounter), for: keeper, in: hospital, notAfter: moment.adding(days: 7), at: moment)
        try run(
            """
            UPDATE moves SET command = $3, asked_ms = $4 WHERE hospital = $1 AND encounter = $2 AND done_ms IS NULL
            """, [.id(hospital), .id(encounter), .text(id), .at(moment)])
    }

    private func endMoves(of encounter: EncounterID, in hospital: HospitalID, at moment: Timestamp)
        throws(CentralError)
    {
        try run(
            "UPDATE moves SET done_ms = $3 WHERE hospital = $1 AND encounter = $2 AND done_ms IS NULL",
            [.id(hospital), .id(encounter), .at(moment)])
    }

    private func openMove(of encounter: EncounterID, in hospital: HospitalID) throws(CentralError)
        -> (ward: WardID, bed: BedID)?
    {
        let row = try row(
            """
            SELECT ward, bed FROM moves WHERE hospital = $1 AND encounter = $2 AND done_ms IS NULL
            ORDER BY at_ms DESC LIMIT 1
            """, [.id(hospital), .id(encounter)])
        guard let row else { return nil }
        return (try row.id(0), try row.id(1))
    }
}

/// Who has a stay now, as far as a move must know.
private enum Keeping: Equatable {
    /// Nobody was admitted yet: there is only the slip.
    case notAdmitted
    case nobody
    case keeper(TerminalName, ward: WardID)
    /// On its way to a terminal that has not taken it for good.
    case promised
    /// Settled or cancelled.
    case over
}

extension CentralTransaction {
    fileprivate func keeping(of encounter: EncounterID, in hospital: HospitalID) throws(CentralError) -> Keeping {
        let row = try row(
            """
            SELECT s.custody, s.keeper, t.ward, s.state FROM stays s
            LEFT JOIN terminals t ON t.hospital = s.hospital AND t.name = s.keeper
            WHERE s.hospital = $1 AND s.encounter = $2\(dialect == .postgres ? " FOR UPDATE OF s" : "")
            """, [.id(hospital), .id(encounter)])
        guard let row else { return .notAdmitted }
        if ["settled", "cancelled"].contains(try row.text(3)) { return .over }
        switch (try row.text(0), try row.optionalText(1), try row.optionalText(2)) {
        case ("kept", let keeper?, let ward?):
            return .keeper(TerminalName(trusted: keeper), ward: WardID(trusted: ward))
        case ("held", _, _): return .promised
        default: return .nobody
        }
    }
}
