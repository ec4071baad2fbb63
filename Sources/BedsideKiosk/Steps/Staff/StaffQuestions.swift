import BedsideDomain
import BedsideScreen

/// Why a page is printed a second time; it stands on the paper as 补打.
struct ChooseReprintReason: Step {
    let member: StaffMember
    let row: StaffPage.PrintRow

    private static let reasons: [(CopyMark.Reason, TextKey)] = [
        (.unknownEnd, .reasonUnknownEnd), (.jammed, .reasonJammed), (.unreadable, .reasonUnreadable),
        (.lost, .reasonLost),
    ]

    var habits: Habits { Habits(scans: .staff) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "staff-reprint", words(.printsReasonHeading), tone: .staff,
            choices: Self.reasons.enumerated().map { Choice($0 + 1, words($1.1)) })
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        .work(.decidePrint(row.job, .printedAgain, Self.reasons[digit - 1].0, by: member.id))
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .staffPage = answer else { return .unforeseen }
        return .back
    }
}

/// Asked once more before money counts as received or paid out.
struct ConfirmMoney: Step {
    let member: StaffMember
    let money: Money

    enum Money: Sendable {
        case received(PaymentOrder)
        case paidOut(RefundOrder)
    }

    var habits: Habits { Habits(scans: .staff) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        switch money {
        case .received(let order):
            return Draft(
                "staff-received", words(.paymentConfirmHeading, .amount(order.amount)), tone: .staff,
                blocks: [
                    .text(
                        words(.paymentConfirmText, .number(Cells.clip(order.id.text, to: 40))), emphasis: .strong),
                    .gap,
                ], choices: [Choice(1, words(.paymentConfirmYes)), Choice(2, words(.paymentConfirmNo))])
        case .paidOut(let order):
            return Draft(
                "staff-paid-out", words(.refundConfirmHeading, .amount(order.part.amount)), tone: .staff,
                blocks: [
                    .text(words(.refundConfirmText, .number(Cells.clip(order.id.text, to: 40))), emphasis: .strong),
                    .gap,
                ], choices: [Choice(1, words(.refundConfirmYes)), Choice(2, words(.paymentConfirmNo))])
        }
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard digit == 1 else { return .back }
        return switch money {
        case .received(let order): .work(.confirmPayment(order.id, by: member.id))
        case .paidOut(let order): .work(.confirmRefund(order.id, by: member.id))
        }
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .staffPage = answer else { return .unforeseen }
        return .back
    }
}
