import BedsideDomain

extension ImportWriter {
    func writeCharge(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        let stay = try requireStay(entry)
        let encounter = entry["encounter"]
        guard try find(.priceLists, entry["price_version"] ?? "") != nil else {
            throw entry.refused("price_version", "No price list of this file or of the store has this number.")
        }
        if let reversed = entry["reverses"] {
            guard try find(.charges, reversed)?.encounter == encounter else {
                throw entry.refused("reverses", "It must name a charge of the same stay.")
            }
        }
        try requireOpen(stay, entry, "nothing can be charged to it")
        return try putOnce(entry, .ward(stay.ward), encounter: encounter, "reverse it and charge it again")
    }

    func writeInsurance(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        let stay = try requireStay(entry)
        try requireOpen(stay, entry, "its settlement is final")
        return try putOnce(entry, .ward(stay.ward), encounter: entry["encounter"], "send a new result")
    }

    func writeDischarge(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        let stay = try requireStay(entry)
        try requireOpen(stay, entry, "its discharge is final")
        return try put(entry, .ward(stay.ward), encounter: entry["encounter"])
    }

    func writeAnswer(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        let stay = try requireStay(entry)
        guard try find(.charges, entry["charge"] ?? "")?.encounter == entry["encounter"] else {
            throw entry.refused("charge", "The stay has no such charge.")
        }
        return try put(entry, .ward(stay.ward), encounter: entry["encounter"])
    }
}
