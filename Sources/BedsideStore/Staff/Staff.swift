package import BedsideDomain
import GRDB

extension Store {
    /// A badge: who it is, the PIN's hash (see ``PinHash``), and how many wrong PINs in a row. Nil when unknown.
    package func staff(_ id: StaffID) async throws -> (member: StaffMember, pinHash: String, failures: Int)? {
        try await read { try $0.staff(id) }
    }

    /// Counts a PIN: a right one clears the count. Written before the answer is shown, so that a pulled plug opens nothing.
    package func recordPinAttempt(_ id: StaffID, success: Bool, at moment: Timestamp) async throws {
        try await commit { transaction in
            let changed = try transaction.run(
                "UPDATE staff SET failures = CASE WHEN ? THEN 0 ELSE failures + 1 END WHERE id = ?", [success, id.text])
            guard changed == 1 else { throw StoreError.notFound("badge") }
            try transaction.audit(
                success ? "pin-accepted" : "pin-refused", by: .staff(id), of: "staff:\(id.text)", at: moment)
        }
    }
}

extension Transaction {
    func staff(_ id: StaffID) throws -> (member: StaffMember, pinHash: String, failures: Int)? {
        try first("SELECT id, name, role, active, pin_hash, failures FROM staff WHERE id = ?", [id.text]) {
            (
                StaffMember(id: try $0.id(), name: try $0.text(), role: try $0.word(), isActive: try $0.flag()),
                try $0.text(), try $0.count()
            )
        }
    }

    /// Throws ``DomainError`` `staffMustAgree` unless the badge is active and has the right.
    func requireStaff(_ id: StaffID, may right: StaffRight) throws {
        guard let member = try staff(id)?.member, member.may(right) else {
            throw DomainError(
                .staffMustAgree, "This needs an active badge with the right \(right.rawValue); ask a colleague.")
        }
    }
}
