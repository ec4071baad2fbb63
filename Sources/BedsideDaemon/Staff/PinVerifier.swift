import BedsideDomain
import BedsideStore
import Crypto
import CryptoExtras
import Dispatch
import Foundation

/// Badge and PIN: scrypt off the cooperative pool, constant-time comparison, and the lock-out rule per badge and terminal.
actor PinVerifier {
    enum Verdict: Sendable, Hashable {
        case accepted(StaffMember)
        case refused(triesLeft: Int)
        case locked(seconds: Int)
        /// A badge that this terminal does not know, or one without this right.
        case notAllowed
    }

    private let store: Store
    private let clock: DaemonClock
    private var locks: [StaffID: LockOut] = [:]
    private var terminalLock = LockOut()
    private let queue = DispatchQueue(label: "bedside.pin")
    /// Tries that overlap would each start from the same count.
    private let turn = OneAtATime()

    init(store: Store, clock: DaemonClock) {
        self.store = store
        self.clock = clock
    }

    /// Throws what the store throws, and ``DaemonError`` `pinHashUnreadable`.
    func verify(_ badge: StaffID, pin: Sensitive<String>, right: StaffRight) async throws -> Verdict {
        try await turn.run { try await verifyNow(badge, pin, right) }
    }

    private func verifyNow(_ badge: StaffID, _ pin: Sensitive<String>, _ right: StaffRight) async throws -> Verdict {
        guard let (member, hash, failures) = try await store.staff(badge), member.may(right) else { return .notAllowed }
        let now = clock.monotonic
        var lock = locks[badge] ?? LockOut(failures: failures, now: now)
        locks[badge] = lock
        if let wait = [lock.wait(at: now), terminalLock.wait(at: now)].compactMap({ $0 }).max() {
            return .locked(seconds: Int(wait.components.seconds) + 1)
        }
        guard let stored = PinHash(hash) else {
            throw DaemonError(
                .pinHashUnreadable, "A PIN hash must be scrypt$N$r$p$salt$hash in hexadecimal; import the staff again.")
        }
        let matches = try await derive(pin, stored)
        try await store.recordPinAttempt(badge, success: matches, at: clock.wall)
        if matches {
            lock.succeeded()
            terminalLock.succeeded()
        } else {
            lock.failed(at: clock.monotonic)
            terminalLock.failed(at: clock.monotonic)
        }
        locks[badge] = lock
        if matches { return .accepted(member) }
        if let wait = lock.wait(at: clock.monotonic) { return .locked(seconds: Int(wait.components.seconds) + 1) }
        return .refused(triesLeft: max(LockOut.tries - lock.failures, 1))
    }

    private func derive(_ pin: Sensitive<String>, _ stored: PinHash) async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try stored.matches(pin) }) }
        }
    }
}

extension PinHash {
    /// Blocks for about 60 ms at N = 16384.
    func matches(_ pin: Sensitive<String>) throws -> Bool {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(pin.value.utf8), salt: salt, outputByteCount: hash.count, rounds: cost, blockSize: blockSize,
            parallelism: parallelism)
        // Every byte is looked at, whatever differs.
        return unsafe key.withUnsafeBytes { bytes in
            var difference: UInt8 = 0
            for (index, expected) in hash.enumerated() { difference |= unsafe bytes[index] ^ expected }
            return difference == 0
        }
    }
}
