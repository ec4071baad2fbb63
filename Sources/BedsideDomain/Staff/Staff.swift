/// A member of staff who may confirm something at the screen.
package struct StaffMember: Sendable, Hashable, Codable {
    package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
        case nurse, cashier, technician
    }

    package let id: StaffID
    package let name: String
    package let role: Role
    /// False once the badge is revoked.
    package let isActive: Bool

    package init(id: StaffID, name: String, role: Role, isActive: Bool) {
        self.id = id
        self.name = name
        self.role = role
        self.isActive = isActive
    }

    package func may(_ right: StaffRight) -> Bool {
        guard isActive else { return false }
        switch right {
        case .confirmIdentity: return role == .nurse
        case .confirmPayment: return role == .cashier
        case .agreeRefund: return role == .cashier || role == .nurse
        case .decidePrints: return true
        case .answerAlarms: return role == .nurse
        case .shelveAlarms: return role == .nurse || role == .technician
        }
    }
}

package enum StaffRight: String, Sendable, Hashable, Codable, CaseIterable {
    case confirmIdentity = "confirm-identity"
    case confirmPayment = "confirm-payment"
    case agreeRefund = "agree-refund"
    case decidePrints = "decide-prints"
    /// Accept, pass on and attend calls and alarms of patients, and pause the sound.
    case answerAlarms = "answer-alarms"
    /// Everything about technical alarms, the shelf too.
    case shelveAlarms = "shelve-alarms"
}

/// Wrong PINs: five tries, then a delay that doubles from one minute to an hour (OWASP ASVS 6.1.1; security.md 2, row 7).
///
/// Kept per badge and per terminal. Times are readings of a monotonic clock, so that setting the wall clock opens nothing.
package struct LockOut: Sendable, Hashable {
    package static let tries = 5

    /// Wrong PINs in a row.
    package private(set) var failures: Int
    private var until: Duration?

    /// - Parameter failures: as stored; a restart keeps the count and starts its delay anew at `now`.
    package init(failures: Int = 0, now: Duration = .zero) {
        self.failures = failures
        until = Self.delay(after: failures).map { now + $0 }
    }

    /// How long the badge must wait, or nil when it may try.
    package func wait(at now: Duration) -> Duration? {
        guard let until, until > now else { return nil }
        return until - now
    }

    package mutating func failed(at now: Duration) {
        failures += 1
        until = Self.delay(after: failures).map { now + $0 }
    }

    package mutating func succeeded() {
        failures = 0
        until = nil
    }

    private static func delay(after failures: Int) -> Duration? {
        guard failures >= tries else { return nil }
        let doublings = min((failures - tries), 6)
        return .seconds(min(60 << doublings, 3600))
    }
}
