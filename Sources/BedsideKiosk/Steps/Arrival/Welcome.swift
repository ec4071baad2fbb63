import BedsideDomain
import BedsideScreen

/// The first screen, in both languages: scan anything, or say what you came for.
struct Welcome: Step {
    var habits: Habits { Habits(scans: .identify, wants: .wantAny) }

    private static let services: [(TextKey, Intention)] = [
        (.welcomeAdmission, .admission), (.welcomeBill, .bill), (.welcomeReports, .reports),
        (.welcomeDischarge, .discharge),
    ]

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let call = context.calls.map { [Block.text(words($0.line), emphasis: $0 == .called ? .strong : .success)] }
        return Draft(
            "welcome", words(.welcomeHeading),
            blocks: [.text(words.other(.welcomeHeading), emphasis: .quiet)] + (call ?? [.gap]),
            choices: Self.services.enumerated().map { index, service in
                Choice(index + 1, words(service.0), detail: words.other(service.0))
            }, back: nil)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        .push(Identify(intention: Self.services[digit - 1].1))
    }
}

/// The last picture of a session, gone by itself: nothing of the patient is on it.
struct Goodbye: Step {
    static let duration = Duration.seconds(8)

    let until: Duration

    var habits: Habits { Habits(scans: .identify, wants: .wantAny) }

    func draft(_ context: StepContext) -> Draft {
        Draft(
            "goodbye", context.words(.goodbyeHeading), tone: .success,
            blocks: [.gap, .text(context.words(.goodbyeText), emphasis: .strong)], back: nil)
    }
}
