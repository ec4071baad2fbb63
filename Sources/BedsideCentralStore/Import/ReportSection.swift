import BedsideDomain
import Crypto
import Foundation

extension ImportWriter {
    /// The row has the page's hash and size; the page itself goes to the blobs.
    func writeReport(_ entry: ImportedEntry) throws(CentralError) -> FeedOutcome {
        let stay = try requireStay(entry)
        let encounter = entry["encounter"]
        try checkRelease(entry)
        if let old = old(entry), old.encounter != encounter {
            throw entry.refused("id", "What a report is about never changes; send a new report.")
        }
        if let corrected = entry["supersedes"] {
            guard try find(.reports, corrected)?.encounter == encounter else {
                throw entry.refused("supersedes", "It must name a report of the same stay.")
            }
        }
        let stored = try transaction.pageOf(report: entry.key, in: hospital)
        let brought = entry.page.flatMap { EventHash(SHA256.hash(data: Data($0))) }
        if let stored, let brought, stored.hash != brought {
            throw entry.refused("pdf_base64", "The page of a report never changes; send an amended report.")
        }
        guard stored != nil || brought != nil || !isReleased(entry) else {
            throw entry.refused("pdf_base64", "A final or amended report must bring its page.")
        }
        if let page = entry.page, let brought, stored == nil {
            try transaction.keepBlob(page, brought, ofReport: entry.key, in: hospital, at: moment)
        }
        var body = entry.text
        if let hash = brought ?? stored?.hash, let size = entry.page?.count ?? stored?.size {
            body = "\(body.dropLast()),\"pdf_bytes\":\(size),\"pdf_sha256\":\"\(hash)\"}"
        }
        return try put(entry, .ward(stay.ward), encounter: encounter, body: body)
    }

    private func isReleased(_ entry: ImportedEntry) -> Bool { ["final", "amended"].contains(entry["status"]) }

    private func checkRelease(_ entry: ImportedEntry) throws(CentralError) {
        guard isReleased(entry) else { return }
        guard entry["released_at"] != nil else {
            throw entry.refused("released_at", "A final or amended report must say when it was released.")
        }
        guard (entry["status"] == "amended") == (entry["supersedes"] != nil) else {
            throw entry.refused("supersedes", "An amended report, and only one, names the report that it corrects.")
        }
    }
}
