import BedsideDomain
import BedsideScreen

/// By phone or at the cashier's desk.
struct ChooseChannel: Step {
    let encounter: EncounterID
    let purpose: PaymentOrder.Purpose
    let amount: Money

    var habits: Habits { Habits() }

    func draft(_ context: StepContext) -> Draft {
        Draft(
            "payment-channel", context.words(.channelHeading, .amount(amount)),
            choices: context.settings.channels.prefix(4).enumerated().map {
                Choice($0 + 1, context.words(.of($1)))
            })
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        // In its place: after the payment nobody wants to choose a channel again.
        .replace(
            Pay(
                encounter: encounter, purpose: purpose, channel: context.settings.channels[digit - 1], amount: amount))
    }
}

extension Pay {
    /// The step after an amount is settled: the channel, if there is more than one.
    static func first(
        _ encounter: EncounterID, _ purpose: PaymentOrder.Purpose, _ amount: Money, _ context: StepContext
    ) -> any Step {
        let channels = context.settings.channels
        guard channels.count == 1, let only = channels.first else {
            return ChooseChannel(encounter: encounter, purpose: purpose, amount: amount)
        }
        return Pay(encounter: encounter, purpose: purpose, channel: only, amount: amount)
    }
}
