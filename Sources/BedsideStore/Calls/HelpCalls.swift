package import BedsideDomain
import GRDB

/// Somebody pressed "call a person".
package struct HelpCall: Sendable, Hashable {
    package let number: Int64
    package let encounter: EncounterID?
    /// As on the wall; empty when nobody had said who they are.
    package let bed: String
    package let raisedAt: Timestamp
    /// How often the key was pressed.
    package let raises: Int
}

extension Store {
    /// Raises a call, or counts one more press of the call that is open. Returns its number.
    package func raiseCall(encounter: EncounterID?, at moment: Timestamp) async throws -> Int64 {
        try await commit { transaction in
            let open = try transaction.first(
                "SELECT number FROM help_calls WHERE coalesce(encounter, '') = ? AND attended_ms IS NULL",
                [encounter?.text ?? ""]
            ) { try $0.int() }
            if let open {
                try transaction.run("UPDATE help_calls SET raises = raises + 1 WHERE number = ?", [open])
                return open
            }
            try transaction.run(
                "INSERT INTO help_calls(encounter, raised_ms) VALUES (?, ?)", [encounter?.text, moment.milliseconds])
            let number = transaction.db.lastInsertedRowID
            try transaction.noteCall("raised", number, encounter, by: .patient, at: moment)
            return number
        }
    }

    /// Calls that nobody has attended, oldest first.
    package func openCalls() async throws -> [HelpCall] {
        try await read { transaction in
            try transaction.all(
                """
                SELECT c.number, c.encounter, coalesce(b.label, ''), c.raised_ms, c.raises FROM help_calls c
                LEFT JOIN encounters e ON e.number = c.encounter LEFT JOIN beds b ON b.id = e.bed
                WHERE c.attended_ms IS NULL ORDER BY c.number
                """
            ) {
                HelpCall(
                    number: try $0.int(), encounter: try $0.optionalID(), bed: try $0.text(), raisedAt: try $0.moment(),
                    raises: try $0.count())
            }
        }
    }

    /// A member of staff has gone there; a second time changes nothing. Throws ``StoreError`` `notFound`.
    package func attendCall(_ number: Int64, by staff: StaffID, at moment: Timestamp) async throws {
        try await commit { transaction in
            let call = try transaction.first(
                "SELECT encounter, attended_ms FROM help_calls WHERE number = ?", [number]
            ) { (encounter: try $0.optionalID() as EncounterID?, attended: try $0.optionalInt()) }
            guard let call else { throw StoreError.notFound("call") }
            guard call.attended == nil else { return }
            try transaction.run(
                "UPDATE help_calls SET attended_ms = ?, attended_by = ? WHERE number = ?",
                [moment.milliseconds, staff.text, number])
            try transaction.noteCall("attended", number, call.encounter, by: .staff(staff), at: moment)
        }
    }
}

extension Transaction {
    fileprivate func noteCall(
        _ word: String, _ number: Int64, _ encounter: EncounterID?, by actor: Actor, at moment: Timestamp
    ) throws {
        let facts: [String: Fact] = [
            "call": .number(number), "encounter": .optional(encounter?.text), "by": .text(actor.text),
            "at_ms": .number(moment.milliseconds),
        ]
        try audit("call-\(word)", by: actor, of: "call:\(number)", facts, at: moment)
        // Numbers of calls count anew in each file: its epoch makes them unique.
        try tell("call.\(word)", key: "\(hexText(epoch())):\(number)", facts, at: moment)
    }
}
