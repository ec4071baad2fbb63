import BedsideDomain
import BedsideScreen

/// An effect that is not yet answered.
struct Pending: Sendable {
    let ticket: Ticket
    let since: Duration
    let aim: Aim

    enum Aim: Sendable {
        /// For the step on top.
        case step(KioskEffect.Work)
        /// Who is this? And what for.
        case lookUp(Credential, Intention)
    }

    /// Shown as waiting only after this long, so that quick answers do not flicker.
    static let shownAfter = Duration.milliseconds(300)
    static let slowAfter = Duration.seconds(10)

    /// When it is given up: a load can be asked for again; what moves money or paper is waited for longer.
    var givenUpAfter: Duration { isCritical ? .seconds(60) : .seconds(30) }

    /// Its result must be seen: no key and no scan may drop it.
    var isCritical: Bool {
        guard case .step(let work) = aim else { return false }
        return switch work {
        case .admit, .settle, .startPayment, .cancelPayment, .dispute, .print, .releasePrints, .decidePrint,
            .releaseHeld,
            .dropHeld, .confirmPayment, .confirmRefund, .attendCall,
            .attendHere:
            true
        case .lookUp, .logOn, .loadDailyBill, .searchPrices, .loadReports, .loadAccount, .loadDischarge, .loadStaffPage,
            .callPerson, .sessionEnded:
            false
        }
    }

    var isPayment: Bool {
        guard case .step(let work) = aim else { return false }
        return switch work {
        case .startPayment, .cancelPayment, .settle: true
        default: false
        }
    }

    func isShown(at now: Duration) -> Bool { now >= since + Self.shownAfter }

    /// When it wants the flow to look again.
    var moments: [Duration] { [since + Self.shownAfter, since + Self.slowAfter, since + givenUpAfter] }

    func draft(_ words: Words, at now: Duration) -> Draft {
        var draft = Draft("waiting", words(.waitHeading), back: isCritical ? nil : .actionBack)
        draft.blocks = [.gap, .progress(label: words(.waitLabel), done: 0, total: 0), .gap]
        if now >= since + Self.slowAfter {
            draft.add(words(isPayment ? .waitPayment : .waitSlow), .strong)
        }
        return draft
    }
}

/// What a patient wanted when the first screen was left; it opens once the scan tells who it is.
enum Intention: Sendable, Hashable {
    case none, admission, bill, reports, discharge
}
