import BedsideDomain
import Testing

@Suite("Lock-out after wrong PINs")
struct LockOutTests {
    @Test("four tries are free, then a minute that doubles up to an hour")
    func growth() {
        let minutes = [nil, nil, nil, nil, 1, 2, 4, 8, 16, 32, 60, 60, 60] as [Int?]
        var lock = LockOut()
        var now = Duration.seconds(1_000)
        #expect(lock.wait(at: now) == nil)
        for (count, expected) in minutes.enumerated() {
            lock.failed(at: now)
            #expect(lock.failures == count + 1)
            #expect(lock.wait(at: now) == expected.map { .seconds($0 * 60) })
            now += lock.wait(at: now) ?? .zero
            #expect(lock.wait(at: now) == nil, "open again at the very end of the delay")
        }
    }

    @Test("it only runs down as time passes")
    func runsDown() {
        var lock = LockOut(failures: 4)
        lock.failed(at: .seconds(10))
        #expect(lock.wait(at: .seconds(10)) == .seconds(60))
        #expect(lock.wait(at: .seconds(40)) == .seconds(30))
        #expect(lock.wait(at: .milliseconds(69_999)) == .milliseconds(1))
        #expect(lock.wait(at: .seconds(70)) == nil)
        #expect(lock.wait(at: .seconds(100_000)) == nil)
    }

    @Test("the right PIN clears it, and counting begins anew")
    func cleared() {
        var lock = LockOut(failures: 9, now: .seconds(5))
        #expect(lock.wait(at: .seconds(5)) == .seconds(16 * 60))
        lock.succeeded()
        #expect(lock.failures == 0 && lock.wait(at: .seconds(5)) == nil)
        for _ in 1..<LockOut.tries { lock.failed(at: .seconds(6)) }
        #expect(lock.wait(at: .seconds(6)) == nil)
    }

    @Test(
        "a restart opens nothing: the stored count locks from now",
        arguments: [(0, nil), (4, nil), (5, 60), (6, 120), (40, 3_600), (.max, 3_600)] as [(Int, Int?)])
    func restart(failures: Int, seconds: Int?) {
        let lock = LockOut(failures: failures, now: .seconds(50))
        #expect(lock.wait(at: .seconds(50)) == seconds.map { .seconds($0) })
    }

    @Test("whatever happens, a failure never shortens the delay and a wait is never beyond an hour", arguments: 0..<30)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var lock = LockOut()
        var now = Duration.zero
        for _ in 0..<100 {
            now += .seconds(random.int(0...4_000))
            let before = lock.wait(at: now) ?? .zero
            lock.failed(at: now)
            let after = lock.wait(at: now) ?? .zero
            #expect(after >= before && after <= .seconds(3_600))
            if random.chance(oneIn: 12) { lock.succeeded() }
        }
    }
}

@Suite("What staff may do")
struct StaffRightTests {
    @Test(
        "by role",
        arguments: [
            (.nurse, [.confirmIdentity, .agreeRefund, .decidePrints, .answerAlarms, .shelveAlarms]),
            (.cashier, [.confirmPayment, .agreeRefund, .decidePrints]),
            (.technician, [.decidePrints, .shelveAlarms]),
        ] as [(StaffMember.Role, Set<StaffRight>)])
    func rights(role: StaffMember.Role, rights: Set<StaffRight>) {
        for isActive in [true, false] {
            let member = StaffMember(id: StaffID(trusted: "GH1"), name: "王", role: role, isActive: isActive)
            #expect(Set(StaffRight.allCases.filter(member.may)) == (isActive ? rights : []))
        }
    }
}
