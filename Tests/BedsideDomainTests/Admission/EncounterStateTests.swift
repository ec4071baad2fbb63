import BedsideDomain
import Testing

@Suite("States of a stay")
struct EncounterStateTests {
    private let now = Sample.noon
    private let settlement = SettlementID(trusted: "S1")

    @Test("admitted, discharge ordered, settled")
    func way() throws {
        let ordered = try EncounterState.inWard.orderingDischarge(at: now)
        #expect(ordered == .awaitingSettlement(since: now))
        #expect(try ordered.orderingDischarge(at: now.adding(seconds: 60)) == ordered)
        let settled = try ordered.settling(settlement, at: now)
        #expect(settled == .settled(settlement, at: now))
        #expect(EncounterState.inWard.isOpen && ordered.isOpen && !settled.isOpen)
    }

    @Test("no settlement before the doctor's order")
    func tooEarly() {
        expectRule(.wrongState) { () throws(DomainError) in _ = try EncounterState.inWard.settling(settlement, at: now)
        }
    }

    @Test("a stay that is over stays over")
    func over() {
        for state in [EncounterState.settled(settlement, at: now), .cancelled(at: now)] {
            #expect(!state.isOpen)
            expectRule(.wrongState) { () throws(DomainError) in _ = try state.orderingDischarge(at: now) }
            expectRule(.wrongState) { () throws(DomainError) in _ = try state.settling(settlement, at: now) }
            expectRule(.wrongState) { () throws(DomainError) in
                _ = try state.cancelling(netCharges: .zero, netDeposits: .zero, at: now)
            }
        }
    }

    @Test("cancelled only while nothing was charged, paid or ordered")
    func cancelling() throws {
        #expect(
            try EncounterState.inWard.cancelling(netCharges: .zero, netDeposits: .zero, at: now) == .cancelled(at: now))
        for (charges, deposits) in [(1, 0), (0, 1), (-1, 0), (0, -1)] as [(Int64, Int64)] {
            expectRule(.wrongState) { () throws(DomainError) in
                _ = try EncounterState.inWard.cancelling(
                    netCharges: Money(fen: charges), netDeposits: Money(fen: deposits), at: now)
            }
        }
        expectRule(.wrongState) { () throws(DomainError) in
            _ = try EncounterState.awaitingSettlement(since: now).cancelling(
                netCharges: .zero, netDeposits: .zero, at: now)
        }
    }

    @Test(
        "days in hospital: the first counts, the last does not, at least one",
        arguments: [("2024-03-05", 1), ("2024-03-06", 1), ("2024-03-07", 2), ("2024-04-05", 31), ("2024-03-04", 1)])
    func days(until: String, days: Int) {
        // 23:59 at the hospital on the fifth, which is still the fifth in UTC; 00:00 is the fifth only at the hospital.
        for admitted in [HospitalClock.china.start(of: Sample.today), Timestamp(milliseconds: 1_709_654_340_000)] {
            let encounter = Encounter(
                id: Sample.encounter, order: Sample.order(), patient: Sample.patient(), admittedAt: admitted,
                state: .inWard)
            #expect(encounter.days(until: Sample.day(until), clock: .china) == days)
        }
    }

    @Test("who is insured")
    func payers() {
        #expect(PayerClass.allCases.filter(\.isInsured) == [.employee, .resident])
    }
}
