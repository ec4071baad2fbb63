package import BedsideDomain
import Foundation
import GRDB

/// Who did something.
enum Actor: Sendable {
    case terminal, patient, importer, centre
    case staff(StaffID)

    var text: String {
        switch self {
        case .terminal: "terminal"
        case .patient: "patient"
        case .importer: "import"
        case .centre: "centre"
        case .staff(let id): "staff:\(id.text)"
        }
    }
}

extension Transaction {
    /// Adds a link to the audit log. `detail` never holds personal data: numbers, words and counts only.
    func audit(
        _ action: String, by actor: Actor, of subject: String, _ detail: [String: Fact] = [:], at moment: Timestamp
    ) throws {
        let last = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"))
        var reader = last.map(Columns.init)
        let seq = try (reader?.int() ?? 0) + 1
        let previous = try reader?.bytes() ?? Chain.root(epoch: epoch())
        let text = String(decoding: try Fact.json(detail), as: UTF8.self)
        let entry = AuditEntry(
            seq: seq, at: moment, actor: actor.text, action: action, subject: subject, detail: text)
        try db.cachedStatement(
            sql: """
                INSERT INTO audit(seq, at_ms, actor, action, subject, detail, prev_hash, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            seq, moment.milliseconds, entry.actor, action, subject, text, Data(previous),
            Data(Chain.link(after: previous, entry.parts)),
        ])
    }
}

/// A row of the audit log, for the admin's eyes.
package struct AuditEntry: Sendable, Hashable {
    package let seq: Int64
    package let at: Timestamp
    package let actor: String
    package let action: String
    package let subject: String
    /// JSON without personal data.
    package let detail: String

    /// What its hash covers beside the link before.
    var parts: [[UInt8]] {
        [
            bigEndian(UInt64(bitPattern: seq)), bigEndian(UInt64(bitPattern: at.milliseconds)), Array(actor.utf8),
            Array(action.utf8), Array(subject.utf8), Array(detail.utf8),
        ]
    }
}
