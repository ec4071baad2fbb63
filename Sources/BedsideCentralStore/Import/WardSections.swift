import BedsideDomain

extension ImportWriter {
    func writeBed(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        let ward = entry["ward"] ?? ""
        guard try find(.wards, ward) != nil else {
            throw entry.refused("ward", "No ward of this file or of the store has this id.")
        }
        let scope = FeedScope.ward(WardID(trusted: ward))
        if let old = old(entry), old.scope != scope.text {
            throw entry.refused("ward", "A bed never moves to another ward.")
        }
        return try put(entry, scope)
    }

    /// The ward that a bed is in must be the one that the entry names.
    func requireBed(_ entry: ImportedEntry) throws(CentralError) -> WardID {
        let ward = WardID(trusted: entry["ward"] ?? "")
        guard let bed = try find(.beds, entry["bed"] ?? ""), bed.scope == FeedScope.ward(ward).text else {
            throw entry.refused("bed", "The ward has no bed with this id.")
        }
        return ward
    }

    func writeOrder(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        let ward = try requireBed(entry)
        let encounter = entry["encounter"] ?? ""
        let stay = try stay(encounter)
        if let stay, stay.order != entry.key {
            throw entry.refused("encounter", "Another slip has this stay's number.")
        }
        let old = old(entry)
        if let old, old.encounter != encounter {
            throw entry.refused("encounter", "A slip keeps its stay's number.")
        }
        if let old, old.digest != feedDigest(entry.text), stay?.state != nil {
            throw entry.refused("id", "This slip was used; it never changes.")
        }
        let outcome = try put(entry, .ward(ward), encounter: encounter)
        guard outcome != .unchanged else { return outcome }
        stays[encounter] = StayPlace(order: entry.key, ward: ward, state: nil)
        if let stay, stay.ward != ward {
            // Everything that came for the stay goes with the slip.
            try flush()
            try transaction.moveRows(of: EncounterID(trusted: encounter), to: ward, bed: nil, in: hospital, at: moment)
            for thing in known.keys where known[thing]?.encounter == encounter {
                known[thing] = known[thing].map {
                    Known(scope: FeedScope.ward(ward).text, encounter: encounter, digest: $0.digest)
                }
            }
        }
        return outcome
    }
}

/// Where a stay's rows go.
struct StayPlace: Sendable {
    let order: String
    let ward: WardID
    /// Of the stay itself; nil while nobody was admitted by the slip.
    let state: String?

    var isOver: Bool { state == "settled" || state == "cancelled" }
}

extension ImportWriter {
    /// Nil when no slip has this number.
    func stay(_ encounter: String) throws(CentralError) -> StayPlace? {
        if let known = stays[encounter] { return known }
        let row = try transaction.row(
            """
            SELECT f.key, f.scope, s.state FROM feed f
            LEFT JOIN stays s ON s.hospital = f.hospital AND s.encounter = f.encounter
            WHERE f.hospital = $1 AND f.encounter = $2 AND f.tbl = 'admission_orders' AND f.body IS NOT NULL
            """, [.id(hospital), .text(encounter)])
        var place: StayPlace?
        if let row, let ward = FeedScope(text: try row.text(1))?.ward {
            place = StayPlace(order: try row.text(0), ward: ward, state: try row.optionalText(2))
        }
        stays[encounter] = .some(place)
        return place
    }

    func requireStay(_ entry: ImportedEntry) throws(CentralError) -> StayPlace {
        // The slips of this file must be found, too.
        guard let stay = try stay(entry["encounter"] ?? "") else {
            throw entry.refused(
                "encounter", "No admission order of this file or of the store has this stay's number.")
        }
        return stay
    }

    /// What the file changes in a stay that is over is refused; what is there already is not.
    func requireOpen(_ stay: StayPlace, _ entry: ImportedEntry, _ rule: String) throws(CentralError) {
        guard !stay.isOver || old(entry)?.digest == feedDigest(entry.text) else {
            throw entry.refused("encounter", "This stay is over; \(rule).")
        }
    }
}
