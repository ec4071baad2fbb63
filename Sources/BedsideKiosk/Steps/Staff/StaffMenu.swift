import BedsideDomain
import BedsideScreen

/// What waits for a member of staff at this terminal.
struct StaffMenu: Step {
    let member: StaffMember
    private var page: StaffPage?

    init(member: StaffMember) { self.member = member }

    var habits: Habits { Habits(scans: .staff, patience: 2) }

    mutating func open(_ context: StepContext) -> KioskEffect.Work? { .loadStaffPage }
    mutating func resume(_ context: StepContext) -> KioskEffect.Work? { .loadStaffPage }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        guard let page else {
            return Draft("staff", words(.staffHeading), tone: .staff, back: .actionExit)
        }
        let lists: [(TextKey, Int)] = [
            (.staffPrints, page.prints.count), (.staffPayments, page.payments.count),
            (.staffRefunds, page.refunds.count), (.staffCalls, page.calls.count),
        ]
        let told = page.told(words, context)
        return Draft(
            "staff", words(.staffHeading), tone: .staff, blocks: told.isEmpty ? [] : told + [.gap],
            choices: lists.enumerated().map {
                Choice($0 + 1, words($1.0), detail: words(.staffCount, .count($1.1)))
            }, back: .actionExit)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard let page else { return .stay }
        return switch digit {
        case 1: .push(StaffList(member: member, kind: .prints, page: page))
        case 2: .push(StaffList(member: member, kind: .payments, page: page))
        case 3: .push(StaffList(member: member, kind: .refunds, page: page))
        default: .push(StaffList(member: member, kind: .calls, page: page))
        }
    }

    /// A slip that the cashier scans opens its own question.
    mutating func scanned(_ credential: Credential, _ context: StepContext) -> Outcome? {
        guard let page, case .paymentSlip(let id) = credential else { return nil }
        return .ofSlip(id, page, member)
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .staffPage(let loaded) = answer else { return .unforeseen }
        page = loaded
        return .stay
    }

    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome {
        page == nil ? .back(.problem(problem)) : .notice(.problem(problem))
    }
}

extension StaffPage {
    /// What staff should know before they choose, a line each: at most four, so that the choices keep their room.
    fileprivate func told(_ words: Words, _ context: StepContext) -> [Block] {
        let swapped = swappedQueues.prefix(1).map { queue in
            Block.text(words(.staffPrinterSwapped, .item(Cells.clip(queue, to: 20))), emphasis: .caution)
        }
        let sent = messages.prefix(1).map { Block.text($0, emphasis: .caution) }
        return swapped + sent + (central?.told(words, context) ?? [])
    }
}

extension CentralStanding {
    fileprivate func told(_ words: Words, _ context: StepContext) -> [Block] {
        let state: Block =
            switch state {
            case .inStep: .text(words(.centralInStep), emphasis: .quiet)
            case .behind: .text(words(.centralBehind, .count(waiting)), emphasis: .quiet)
            case .offline(let since):
                .text(
                    words(
                        .centralOffline, .count(waiting), .time(context.settings.clock.time(of: since))),
                    emphasis: .caution)
            case .stopped(let code): .text(words(.centralStopped, .item(Cells.clip(code, to: 20))), emphasis: .caution)
            }
        return [state] + (held > 0 ? [.text(words(.centralHeld, .count(held)), emphasis: .caution)] : [])
    }
}

extension Outcome {
    /// The question about a scanned slip, for those who may answer it.
    static func ofSlip(_ id: PaymentOrderID, _ page: StaffPage, _ member: StaffMember) -> Outcome {
        guard let order = page.payments.first(where: { $0.id == id }) else {
            return .notice(
                Notice(
                    "slip-unknown", heading: Saying(.paymentSlipUnknown), lines: [Saying(.paymentSlipUnknownText)]))
        }
        guard member.may(.confirmPayment) else { return .notice(.noRight) }
        return .push(ConfirmMoney(member: member, money: .received(order)))
    }
}

extension Notice {
    static let noRight = Notice("no-right", heading: Saying(.pinNoRight), lines: [Saying(.problemStaffMustAgreeNext)])
}
