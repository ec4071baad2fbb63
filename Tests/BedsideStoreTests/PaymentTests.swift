import BedsideDomain
import BedsideStore
import Testing

/// Money comes in once, whatever is repeated or late.
@Suite struct PaymentTests {
    @Test func askingAgainGivesTheSameOrder() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        func create(_ fen: Int64, _ channel: PaymentChannel = .wallet) async throws -> PaymentOrder {
            try await ward.store.createPayment(
                encounter: TestWard.stay, purpose: .deposit, channel: channel, amount: Money(fen: fen),
                at: TestWard.start)
        }
        let first = try await create(100_00)
        #expect(try await create(100_00) == first)
        for (fen, channel) in [(200_00, PaymentChannel.wallet), (100_00, .cashier)] {
            let error = await #expect(throws: StoreError.self) { try await create(Int64(fen), channel) }
            #expect(error?.code == .paymentStillOpen)
        }
        #expect(
            CredentialReader().read(
                try ScanText(Array(first.id.text.utf8)), context: .staff,
                today: HospitalClock.china.day(of: TestWard.start)) == .credential(.paymentSlip(first.id)))
        #expect(try await ward.store.openPayments() == [first])
        for fen in [Int64(0), -1, 10_000_000_000] {
            await #expect(throws: (any Error).self) { try await create(fen) }
        }
    }

    @Test func aDepositThatIsStillOpenHoldsUpTheSettlementsPayment() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        _ = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .cashier, amount: Money(fen: 5_000),
            at: TestWard.start)
        let error = await #expect(throws: StoreError.self) {
            try await ward.store.createPayment(
                encounter: TestWard.stay, purpose: .settlement(fingerprint: "f"), channel: .wallet,
                amount: Money(fen: 5_000), at: TestWard.start)
        }
        #expect(error?.code == .paymentStillOpen)
    }

    @Test func aPaymentIsBookedOnce() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let order = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .cashier, amount: Money(fen: 5_000),
            at: TestWard.start)
        func advance(_ state: PaymentState) async throws -> (PaymentOrder, [PrintJob]) {
            try await ward.store.advancePayment(
                order.id, to: state, at: TestWard.start,
                papers: { order, balance in
                    // 50.00 less a tenth of 163.33.
                    #expect(balance == Money(fen: 5_000 - 1_633))
                    return [
                        .paymentSlip(
                            PaymentSlip(
                                head: TestWard.head(try Self.encounter()), payment: order.id, amount: order.amount))
                    ]
                })
        }
        #expect(try await advance(.sent).1.isEmpty)
        #expect(try await ward.store.paymentsAwaitingCashier().count == 1)
        let (paid, jobs) = try await advance(.paid(at: TestWard.start, reference: "R1"))
        #expect(jobs.count == 1)
        // A second word of the provider, and a late contrary one, change nothing.
        for state in [PaymentState.paid(at: TestWard.start, reference: "R2"), .closed(reason: .expired), .unknown] {
            let (again, sameJobs) = try await advance(state)
            #expect(again == paid)
            #expect(sameJobs == jobs)
        }
        #expect(try await ward.store.deposits(TestWard.stay).map(\.amount) == [Money(fen: 5_000)])
        let check = try await ward.store.verifyLedger()
        #expect(check.isBalanced && check.transfers == 1)
        #expect(try await ward.store.openPayments().isEmpty)
        let trail = try await ward.store.auditTail(limit: 50).map(\.action)
        #expect(trail.count { $0 == "payment-contradicted" } == 1)
        #expect(trail.count { $0 == "payment-paid" } == 1)
    }

    @Test func aClosedOrderLeavesRoomForANewOneAndNoMoney() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let order = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .wallet, amount: Money(fen: 5_000), at: TestWard.start
        )
        for state in [
            PaymentState.sent, .waiting(payBy: "https://pay.example/1"), .unknown, .created,
            .closed(reason: .cancelled),
        ] {
            let (moved, jobs) = try await ward.store.advancePayment(
                order.id, to: state, at: TestWard.start, papers: { _, _ in [] })
            #expect(moved.state == state)
            #expect(jobs.isEmpty)
            #expect(try await ward.store.payment(order.id)?.state == state)
        }
        #expect(try await ward.store.deposits(TestWard.stay).isEmpty)
        let next = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .wallet, amount: Money(fen: 5_000), at: TestWard.start
        )
        #expect(next.id != order.id)
    }

    @Test func aTopUpMustBeForTheBillOfNowAndExact() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        func create(_ fingerprint: String, _ fen: Int64) async throws -> PaymentOrder {
            try await ward.store.createPayment(
                encounter: TestWard.stay, purpose: .settlement(fingerprint: fingerprint), channel: .wallet,
                amount: Money(fen: fen), at: TestWard.start)
        }
        let stale = await #expect(throws: DomainError.self) {
            try await create(String(repeating: "0", count: 64), 6_333)
        }
        #expect(stale?.code == .billChanged)
        let short = await #expect(throws: DomainError.self) { try await create(offer.fingerprint, 6_332) }
        #expect(short?.code == .invalidAmount)
        try await ward.pay(Money(fen: 6_333), .settlement(fingerprint: offer.fingerprint))
        let twice = await #expect(throws: DomainError.self) { try await create(offer.fingerprint, 6_333) }
        #expect(twice?.code == .wrongState)
    }

    @Test func onlyACashierConfirms() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let order = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .cashier, amount: Money(fen: 5_000),
            at: TestWard.start)
        let error = await #expect(throws: DomainError.self) {
            try await ward.store.advancePayment(
                order.id, to: .paid(at: TestWard.start, reference: "desk"), by: TestWard.nurse, at: TestWard.start,
                papers: { _, _ in [] })
        }
        #expect(error?.code == .staffMustAgree)
        #expect(try await ward.store.payment(order.id)?.state == .created)
    }

    private static func encounter() throws -> Encounter {
        let day = try CivilDate(year: 1990, month: 3, day: 7)
        let patient = Patient(
            id: PatientID(trusted: "P1"), name: Sensitive("张明华"), sex: .male, birthDate: day, identityKind: .none,
            identityNumber: Sensitive(""), nationality: "", ethnicity: "", phone: Sensitive(""), address: Sensitive(""),
            contact: Patient.Contact(name: Sensitive(""), relation: "", phone: Sensitive("")))
        let order = AdmissionOrder(
            id: TestWard.slip, encounter: TestWard.stay, patient: patient, ward: WardID(trusted: "W1"), wardName: "病区",
            bed: BedID(trusted: "W1-01"), bedLabel: "1", doctor: "周", diagnosisCode: "J",
            diagnosisName: Sensitive("肺炎"),
            condition: "一般", allergies: Sensitive(""), admissionCount: 1, payer: .selfPay,
            insuranceCredential: Sensitive(""), insurancePlace: "", deposit: .zero, issuedAt: TestWard.start)
        return Encounter(
            id: TestWard.stay, order: order, patient: patient, admittedAt: TestWard.start, state: .inWard)
    }
}
