import BedsideDomain
import BedsideStore
import Testing

/// A slip is used once, a bed and a patient have one stay, and everything is there or nothing.
@Suite struct AdmissionTests {
    @Test func admittingMakesTheStayItsPapersAndItsTraces() async throws {
        let ward = try await TestWard()
        let (encounter, jobs) = try await ward.admit()
        #expect(encounter.id == TestWard.stay)
        #expect(encounter.patient.phone.value == "13800138000")
        #expect(jobs.map(\.paper.kind) == [.wristband])
        #expect(jobs.map(\.state) == [.queued])
        #expect(try await ward.store.lookUpEncounter(TestWard.stay) == encounter)
        #expect(try await ward.store.lookUpAdmissionOrder(TestWard.slip)?.usedBy == TestWard.stay)
        #expect(try await ward.store.auditTail(limit: 1).first?.action == "admitted")
        // The doctor had ordered the discharge in the same import.
        #expect(encounter.state == .awaitingSettlement(since: TestWard.start))
    }

    @Test func admittingAgainReturnsTheSameStayAndJobs() async throws {
        let ward = try await TestWard()
        let first = try await ward.admit()
        let second = try await ward.admit(at: TestWard.start.adding(seconds: 60))
        #expect(first.0 == second.0)
        #expect(first.1 == second.1)
        #expect(try await ward.store.openPrintJobs().count == 1)
    }

    /// A transaction that was begun runs to its end: an interrupted COMMIT would be one of unknown end.
    @Test func aCancelledTaskStillAdmits() async throws {
        let ward = try await TestWard()
        let store = ward.store
        let admitted = try await withThrowingTaskGroup(of: Encounter.self) { group in
            group.cancelAll()
            group.addTask {
                #expect(Task.isCancelled)
                return try await store.admit(
                    TestWard.slip, answers: try TestWard.answers(), confirmedBy: TestWard.nurse, at: TestWard.start,
                    papers: { _ in [] }
                ).0
            }
            return try await group.next()
        }
        #expect(admitted?.id == TestWard.stay)
        #expect(try await ward.store.lookUpEncounter(TestWard.stay) != nil)
    }

    @Test func aBedHasOnePatient() async throws {
        let ward = try await TestWard()
        _ = try await ward.importing { $0["admission_orders"][1]["bed"] = "W1-01" }
        try await ward.admit()
        let error = await #expect(throws: DomainError.self) { try await ward.admit(TestWard.otherSlip) }
        #expect(error?.code == .bedTaken)
        #expect(try await ward.store.lookUpEncounter(TestWard.otherStay) == nil)
    }

    @Test func aPatientHasOneOpenStay() async throws {
        let ward = try await TestWard()
        _ = try await ward.importing {
            $0["admission_orders"][1]["patient"] = $0["admission_orders"][0]["patient"]
        }
        try await ward.admit()
        let error = await #expect(throws: DomainError.self) { try await ward.admit(TestWard.otherSlip) }
        #expect(error?.code == .alreadyUsed)
    }

    @Test func onlyAnActiveNurseConfirmsAnIdentity() async throws {
        let ward = try await TestWard()
        for staff in [TestWard.revoked, TestWard.cashier, StaffID(trusted: "GH0000000")] {
            let error = await #expect(throws: DomainError.self) {
                try await ward.store.admit(
                    TestWard.slip, answers: try TestWard.answers(), confirmedBy: staff, at: TestWard.start,
                    papers: { _ in [] })
            }
            #expect(error?.code == .staffMustAgree)
        }
    }

    @Test func consentsMustBeWhole() async throws {
        let ward = try await TestWard()
        var answers = try TestWard.answers()
        answers.consents.removeLast()
        let incomplete = answers
        let error = await #expect(throws: DomainError.self) {
            try await ward.store.admit(
                TestWard.slip, answers: incomplete, confirmedBy: TestWard.nurse, at: TestWard.start, papers: { _ in [] }
            )
        }
        #expect(error?.code == .wrongState)
    }

    @Test func aPaperThatCannotBeMadeLeavesNothing() async throws {
        struct NoInk: Error {}
        let ward = try await TestWard()
        let before = try await ward.store.counts()
        await #expect(throws: NoInk.self) {
            try await ward.store.admit(
                TestWard.slip, answers: try TestWard.answers(), confirmedBy: TestWard.nurse, at: TestWard.start,
                papers: { _ in throw NoInk() })
        }
        #expect(try await ward.store.counts() == before)
        #expect(try await ward.store.lookUpEncounter(TestWard.stay) == nil)
    }

    @Test func anIdentityNamesTheOpenStayThenTheSlipThenTheLastStay() async throws {
        let ward = try await TestWard()
        func found() async throws -> String {
            switch try await ward.store.lookUpByIdentity(number: "93182619850612002x") {
            case .encounter(let encounter): encounter.state.isOpen ? "open" : "over"
            case .order: "slip"
            case nil: "nobody"
            }
        }
        #expect(try await found() == "slip")
        try await ward.admit(TestWard.otherSlip)
        #expect(try await found() == "open")
        try await ward.pay(Money(fen: 9000), stay: TestWard.otherStay)
        let offer = try await ward.store.settlementOffer(TestWard.otherStay)
        _ = try await ward.settle(offer.fingerprint, stay: TestWard.otherStay)
        #expect(try await found() == "over")
        #expect(try await ward.store.lookUpByIdentity(number: "") == nil)
        guard case .order(let order) = try await ward.store.lookUpByVoucher("8800112233445566778899001122") else {
            Issue.record("the voucher must find the slip")
            return
        }
        #expect(order.id == TestWard.slip)
    }
}
