import BedsideDomain

extension ImportWriter {
    /// A patient goes to another ward (or another bed): the keeper is asked to give the stay up, and the rows follow then.
    func writeMove(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        let stay = try requireStay(entry)
        let ward = try requireBed(entry)
        let (encounter, bed) = (EncounterID(trusted: entry.key), BedID(trusted: entry["bed"] ?? ""))
        guard let at = importMoment(entry["at"] ?? "") else { throw entry.refused("at", "It must be a moment.") }
        let stored = try transaction.row(
            "SELECT ward, bed FROM moves WHERE hospital = $1 AND encounter = $2 AND at_ms = $3",
            [.id(hospital), .id(encounter), .at(at)])
        if let stored {
            guard try stored.text(0) == ward.text, try stored.text(1) == bed.text else {
                throw entry.refused("at", "A move that was imported never changes; send a later one.")
            }
            return .unchanged
        }
        guard !stay.isOver else { throw entry.refused("encounter", "This stay is over; nobody moves any more.") }
        try transaction.beginMove(of: encounter, to: ward, bed: bed, since: at, in: hospital, at: moment)
        stays[encounter.text] = nil
        for (thing, state) in known where state.encounter == encounter.text { known[thing] = nil }
        return .new
    }
}
