import BedsideDomain
import BedsideScreen

/// The pictures of a payment.
extension Pay {
    func starting(_ words: Words) -> Draft {
        Draft(
            "payment-starting", words(.payStartHeading), blocks: [.gap, .text(words(.payStartText), emphasis: .strong)])
    }

    func open(_ order: PaymentOrder, _ code: CodeMatrix?, _ context: StepContext) -> Draft {
        guard case .waiting(let payBy) = order.state else { return asking(order, context.words) }
        return order.channel == .wallet ? wallet(code, context) : desk(payBy, context)
    }

    private func wallet(_ code: CodeMatrix?, _ context: StepContext) -> Draft {
        let words = context.words
        let sum = Block.facts([Fact(words(.payAmount), words.money(amount), .strong)])
        guard let code, context.room.holds(code: code.side) else {
            return Draft(
                "payment-wallet", words(.payWalletHeading),
                blocks: [sum, .gap, .text(words(.payNoCodeText), emphasis: .strong)], back: .payNotNow)
        }
        return Draft(
            "payment-wallet", words(.payWalletHeading),
            blocks: [
                sum, .gap, .text(words(.payWalletText), emphasis: .strong), .gap,
                .text(words(.payWalletBack), emphasis: .quiet),
            ], back: .payNotNow,
            code: CodeMatrix(side: code.side, modules: code.modules, caption: words(.payWalletCaption)))
    }

    private func desk(_ payBy: String, _ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "payment-desk", words(.payCashierHeading),
            blocks: [
                Draft.facts(
                    [
                        Fact(words(.payAmount), words.money(amount), .strong),
                        Fact(words(.payCashierCode), payBy),
                    ], context.room), .gap, .text(words(.payCashierText), emphasis: .strong), .gap,
            ], choices: [Choice(1, words(.payCashierGoOn)), Choice(2, words(.payCashierDrop))])
    }

    /// Sent, and no word yet.
    private func asking(_ order: PaymentOrder, _ words: Words) -> Draft {
        Draft(
            "payment-asking", words(.payAskingHeading),
            blocks: [
                .facts([Fact(words(.payAmount), words.money(order.amount), .strong)]), .gap,
                .progress(label: words(.payAskingText), done: 0, total: 0), .gap,
            ], choices: [Choice(1, words(.payAskingGoOn))])
    }

    func paid(_ receipt: Receipt, _ context: StepContext) -> Draft {
        let words = context.words
        var draft = Draft(
            "payment-paid", words(.payPaidHeading, .amount(amount)), tone: .success,
            choices: [Choice(1, words(.payPaidGoOn))], style: .bar, back: .actionBack)
        draft.add(words(purpose == .deposit ? .payPaidText : .payPaidSettlement), .strong)
        if case .printing(let papers) = receipt { draft.blocks += [.gap] + papers.blocks(context, others: 2) }
        return draft
    }

    func closed(_ reason: PaymentState.CloseReason, _ context: StepContext) -> Draft {
        let words = context.words
        let heading: TextKey =
            switch reason {
            case .declined: .payDeclinedHeading
            case .cancelled: .payCancelledHeading
            case .expired: .payExpiredHeading
            }
        var draft = Draft(
            "payment-closed", words(heading), tone: reason == .declined ? .caution : .calm,
            blocks: [.text(words(.payDeclinedText), emphasis: .strong), .gap],
            choices: [Choice(1, words(.payAgain))])
        if context.settings.channels.contains(.cashier), channel != .cashier {
            draft.choices.append(Choice(2, words(.payAtDesk)))
        }
        draft.choices.append(Choice(3, words(.payNotNow)))
        return draft
    }
}
