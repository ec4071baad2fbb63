import BedsideDomain
import BedsideScreen

/// Admission, fourth: how the deposit will be paid. The money moves only after a nurse has confirmed who this is.
struct ChooseDeposit: Step {
    let order: AdmissionOrder
    let answers: AdmissionAnswers

    var habits: Habits { Habits(patience: 2) }

    private enum Way { case wallet, cashier, later }

    private func ways(_ context: StepContext) -> [(digit: Int, way: Way, title: TextKey)] {
        var ways: [(digit: Int, way: Way, title: TextKey)] = []
        if context.settings.channels.contains(.wallet) { ways.append((ways.count + 1, .wallet, .depositWallet)) }
        if context.settings.channels.contains(.cashier) { ways.append((ways.count + 1, .cashier, .depositCashier)) }
        ways.append((ways.count + 1, .later, .depositLater))
        return ways
    }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "admission-deposit", words(.depositHeading, .amount(order.deposit)),
            blocks: [
                .text(words(.depositText), emphasis: .ordinary), .text(words(.depositAfter), emphasis: .quiet), .gap,
            ], choices: ways(context).map { Choice($0.digit, words($0.title)) })
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard let way = ways(context).first(where: { $0.digit == digit })?.way else { return .stay }
        let channel: PaymentChannel? =
            switch way {
            case .wallet: .wallet
            case .cashier: .cashier
            case .later: nil
            }
        return .push(ConfirmIdentity(order: order, answers: answers, payment: channel))
    }
}
