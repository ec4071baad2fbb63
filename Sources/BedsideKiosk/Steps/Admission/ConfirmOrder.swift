import BedsideDomain
import BedsideScreen

/// Admission, first: is what the doctor ordered about you, and right?
struct ConfirmOrder: Step {
    let order: AdmissionOrder

    var habits: Habits { Habits(patience: 2) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let patient = order.patient
        let age = patient.birthDate.age(on: context.today)
        return Draft(
            "admission-order", words(.orderHeading),
            blocks: [
                Draft.facts(
                    [
                        Fact(words(.orderName), patient.maskedName, .strong),
                        Fact(words(.orderSexAge), words(.of(patient.sex)) + "  " + words(.ageYears, .count(age))),
                        Fact(words(.orderBed), order.wardName + "  " + words(.placeBed, .bed(order.bedLabel))),
                        Fact(words(.orderDoctor), order.doctor),
                        Fact(words(.orderDiagnosis), order.diagnosisName.value),
                        Fact(words(.orderPayer), words(.of(order.payer))),
                        Fact(words(.orderDeposit), words.money(order.deposit), .strong),
                    ], context.room)
            ],
            choices: [Choice(1, words(.orderRight)), Choice(2, words(.orderWrong))], back: .actionExit)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard digit == 1 else {
            return .notice(
                Notice("order-wrong", heading: Saying(.orderWrongHeading), lines: [Saying(.orderWrongText)]))
        }
        // An order with an unusable number is not the patient's fault: ask for one.
        if let phone = PhoneNumber(orNil: order.patient.phone.value) {
            return .push(ConfirmPhone(order: order, phone: phone))
        }
        return .push(EnterPhone(order: order))
    }
}

extension PhoneNumber {
    /// Nil where the rule refuses; the screen tells the rule itself.
    init?(orNil text: String) {
        do { try self.init(text) } catch { return nil }
    }
}
