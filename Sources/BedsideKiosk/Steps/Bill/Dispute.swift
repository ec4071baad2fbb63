import BedsideDomain
import BedsideScreen

/// What is wrong with a line, in the patient's view.
struct ChooseDisputeReason: Step {
    let encounter: EncounterID
    let line: ChargeLine

    var habits: Habits { Habits(patience: 2) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "dispute-reason", words(.disputeHeading), blocks: [line.told(words, context.room), .gap],
            choices: Dispute.Reason.allCases.enumerated().map { Choice($0 + 1, words(.of($1))) })
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        .push(ConfirmDispute(encounter: encounter, line: line, reason: Dispute.Reason.allCases[digit - 1]))
    }
}

/// Asked once more: an open question holds up the settlement.
struct ConfirmDispute: Step {
    let encounter: EncounterID
    let line: ChargeLine
    let reason: Dispute.Reason

    var habits: Habits { Habits(patience: 2) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "dispute-confirm", words(.disputeConfirmHeading),
            blocks: [
                line.told(words, context.room), .text(words(.of(reason)), emphasis: .strong), .gap,
                .text(words(.disputeConfirmText), emphasis: .ordinary), .gap,
            ], choices: [Choice(1, words(.disputeSend)), Choice(2, words(.disputeKeep))])
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard digit == 1 else { return Outcome(move: .back(2)) }
        return .work(.dispute(encounter, line.id, reason))
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .done = answer else { return .unforeseen }
        return .back(
            Notice(
                "dispute-noted", tone: .success, heading: Saying(.disputeDoneHeading),
                lines: [Saying(.disputeDoneText)]),
            steps: 2)
    }
}

extension ChargeLine {
    fileprivate func told(_ words: Words, _ room: Room) -> Block {
        .text(
            words(.disputeLine, .item(Cells.clip(name, to: room.width - 24)), .amount(amount)), emphasis: .strong)
    }
}
