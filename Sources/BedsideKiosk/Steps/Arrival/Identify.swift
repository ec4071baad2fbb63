import BedsideDomain
import BedsideScreen

/// Says which code to scan and how. Whatever is scanned opens what it belongs to, also when it is not what was asked for.
struct Identify: Step {
    let intention: Intention

    var habits: Habits { Habits(scans: .identify, wants: wants, patience: 2) }

    private var wants: TextKey {
        switch intention {
        case .none: .wantAny
        case .admission: .wantSlip
        case .reports: .wantWristbandOrSpecimen
        case .bill, .discharge: .wantWristband
        }
    }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        guard intention != .admission else {
            return Draft(
                "identify", words(.identifySlipHeading),
                blocks: [.text(words(.identifySlipText), emphasis: .strong), .gap],
                choices: [Choice(1, words(.identifySlipMissing))])
        }
        var draft = Draft(
            "identify", words(.identifyBandHeading),
            blocks: [.text(words(.identifyBandText), emphasis: .strong), .gap],
            choices: [Choice(1, words(.identifyBandMissing))])
        if intention == .reports { draft.blocks += [.text(words(.identifyBandOrSlipText), emphasis: .ordinary), .gap] }
        if intention == .bill { draft.choices.append(Choice(2, words(.identifyPrices))) }
        return draft
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        if digit == 2 { return .push(EnterPriceQuery()) }
        let (heading, text): (TextKey, TextKey) =
            intention == .admission
            ? (.identifySlipMissingHeading, .identifySlipMissingText)
            : (.identifyBandMissingHeading, .identifyBandMissingText)
        return .notice(Notice("no-code", tone: .calm, heading: Saying(heading), lines: [Saying(text)]))
    }
}
