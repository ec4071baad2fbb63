import BedsideDomain
import Testing

@Suite("Admission orders")
struct AdmissionOrderTests {
    @Test("a whole order is valid, also without phone, insurance or document")
    func valid() throws {
        try Sample.order().validate(today: Sample.today)
        try Sample.order(patient: Sample.patient(phone: "")).validate(today: Sample.today)
        try Sample.order(payer: .selfPay, credential: "").validate(today: Sample.today)
        try Sample.order(patient: Sample.patient(kind: .none, number: "")).validate(today: Sample.today)
        try Sample.order(deposit: .zero).validate(today: Sample.today)
    }

    @Test(
        "each rule by itself",
        arguments: [
            (Sample.order(patient: Sample.patient(number: "110101199003070012")), .invalidIdentity),
            (Sample.order(patient: Sample.patient(sex: .female)), .invalidIdentity),
            (Sample.order(patient: Sample.patient(birthDate: Sample.day("1990-03-08"))), .invalidIdentity),
            (Sample.order(patient: Sample.patient(name: "")), .invalidIdentity),
            (Sample.order(patient: Sample.patient(name: " \u{3000}")), .invalidIdentity),
            (
                Sample.order(patient: Sample.patient(birthDate: Sample.day("2024-03-06"), kind: .none, number: "")),
                .invalidDate
            ),
            (Sample.order(patient: Sample.patient(phone: "12345")), .invalidPhone),
            (Sample.order(deposit: Money(fen: -1)), .invalidAmount),
            (Sample.order(payer: .employee, credential: ""), .invalidIdentity),
            (Sample.order(payer: .resident, credential: ""), .invalidIdentity),
        ] as [(AdmissionOrder, DomainError.Code)])
    func refused(order: AdmissionOrder, code: DomainError.Code) {
        expectRule(code) { () throws(DomainError) in try order.validate(today: Sample.today) }
    }

    @Test("every consent is needed")
    func consents() throws {
        let phone = try PhoneNumber("13800000078")
        try AdmissionAnswers(phone: phone, consents: [.fees, .wardRules, .personalData]).requireComplete()
        for missing in Consent.allCases {
            let given = Consent.allCases.filter { $0 != missing }
            expectRule(.wrongState) { () throws(DomainError) in
                try AdmissionAnswers(phone: phone, consents: given + given).requireComplete()
            }
        }
    }
}
