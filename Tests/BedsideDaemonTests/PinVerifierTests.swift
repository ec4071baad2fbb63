import BedsideDomain
import BedsideStore
import Synchronization
import Testing

@testable import BedsideDaemon

/// Badges and PINs of the demo's staff, real scrypt, and a clock that moves by hand.
@Suite struct PinVerifierTests {
    private static let right = Sensitive("2468")
    private static let wrong = Sensitive("0000")

    @Test("A badge with its PIN is let in for its own rights only") func rights() async throws {
        try await DeskWard.with { ward in
            let pins = PinVerifier(store: ward.store, clock: DaemonClock())
            let cashier = try StaffID("GH2000016")
            guard
                case .accepted(let member) = try await pins.verify(ward.nurse, pin: Self.right, right: .confirmIdentity)
            else { return #expect(Bool(false), "the nurse was not let in") }
            #expect(member.id == ward.nurse)
            #expect(try await pins.verify(ward.nurse, pin: Self.right, right: .confirmPayment) == .notAllowed)
            #expect(try await pins.verify(cashier, pin: Sensitive("1357"), right: .confirmIdentity) == .notAllowed)
            #expect(
                try await pins.verify(StaffID("GH1000033"), pin: Self.right, right: .confirmIdentity) == .notAllowed)
            #expect(try await pins.verify(StaffID("GH9999999"), pin: Self.right, right: .decidePrints) == .notAllowed)
        }
    }

    @Test("Five wrong PINs lock the badge and the terminal; time opens them, a new start does not")
    func lockOut() async throws {
        try await DeskWard.with { ward in
            let hands = Hands()
            let pins = PinVerifier(store: ward.store, clock: DaemonClock { hands.now })
            for left in [4, 3, 2, 1] {
                #expect(
                    try await pins.verify(ward.nurse, pin: Self.wrong, right: .decidePrints)
                        == .refused(triesLeft: left))
            }
            let fifth = try await pins.verify(ward.nurse, pin: Self.wrong, right: .decidePrints)
            #expect(fifth == .locked(seconds: 61))
            // The right PIN is not even looked at, and no other badge is.
            #expect(try await pins.verify(ward.nurse, pin: Self.right, right: .decidePrints) == .locked(seconds: 61))
            let cashier = try StaffID("GH2000016")
            #expect(
                try await pins.verify(cashier, pin: Sensitive("1357"), right: .decidePrints) == .locked(seconds: 61))

            let afresh = PinVerifier(store: ward.store, clock: DaemonClock { hands.now })
            #expect(try await afresh.verify(ward.nurse, pin: Self.right, right: .decidePrints) == .locked(seconds: 61))

            hands.move(.seconds(60))
            guard case .accepted = try await pins.verify(ward.nurse, pin: Self.right, right: .decidePrints) else {
                return #expect(Bool(false), "the badge is still locked")
            }
            // The count is gone with it.
            #expect(try await pins.verify(ward.nurse, pin: Self.wrong, right: .decidePrints) == .refused(triesLeft: 4))
        }
    }

    @Test("Tries at the same time count each for itself") func together() async throws {
        try await DeskWard.with { ward in
            let pins = PinVerifier(store: ward.store, clock: DaemonClock())
            let verdicts = try await withThrowingTaskGroup(of: PinVerifier.Verdict.self) { group in
                for _ in 0..<12 {
                    group.addTask { try await pins.verify(ward.nurse, pin: Self.wrong, right: .decidePrints) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(verdicts.filter { if case .refused = $0 { true } else { false } }.count == 4)
            #expect(verdicts.filter { if case .locked = $0 { true } else { false } }.count == 8)
            #expect(try await ward.store.staff(ward.nurse)?.failures == 5, "a locked badge's PIN is not looked at")
        }
    }
}

/// A clock's hands.
private final class Hands: Sendable {
    private let instant = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { instant.withLock { $0 } }
    func move(_ time: Duration) { instant.withLock { $0 += time } }
}
