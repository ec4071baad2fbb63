package import BedsideDomain
import GRDB

/// Paper used by one queue for one kind of paper on one day.
package struct PaperUse: Sendable, Hashable {
    package let day: CivilDate
    /// Empty for pages from before queues were written down.
    package let queue: String
    package let kind: Paper.Kind
    /// Pages of the ledger that came out, each whatever its length.
    package let papers: Int
    package let sheets: Int
}

extension Store {
    /// What came out, counted from closed pages by the hospital's days, the latest first. Pages that staff said are printed
    /// count; unknown, dropped and replaced ones do not.
    ///
    /// - Parameter days: how many days back, today included.
    package func paperUse(days: Int, until now: Timestamp) async throws -> [PaperUse] {
        return try await read { transaction in
            let today = transaction.clock.day(of: now)
            let offset = Int64(transaction.clock.offsetMinutes) * 60_000
            // A page may come out weeks after it was asked for; further back nothing is held any more.
            let earliest = now.adding(days: -Int64(days) - 40)
            return try transaction.all(
                """
                SELECT (state_ms + ?1) / 86400000 AS day, coalesce(queue, ''), kind, count(*), sum(coalesce(sheets, 1))
                FROM print_jobs WHERE requested_ms >= ?2 AND state IN ('printed', 'printed-after-all')
                GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3
                """, [offset, earliest.milliseconds]
            ) {
                PaperUse(
                    day: try $0.day(), queue: try $0.text(), kind: try $0.word(), papers: try $0.count(),
                    sheets: try $0.count())
            }.filter { $0.day <= today && $0.day > today.adding(days: -max(days, 1)) }
        }
    }

    /// Sheets that came out on one day of the hospital, over all queues.
    package func sheetsToday(at now: Timestamp) async throws -> Int {
        try await paperUse(days: 1, until: now).reduce(0) { $0 + $1.sheets }
    }
}
