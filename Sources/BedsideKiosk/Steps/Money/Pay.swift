import BedsideDomain
import BedsideScreen

/// One payment, from the order's start to its end. The provider's word alone ends it; while none is there, nobody is asked to
/// pay again.
struct Pay: Step {
    let encounter: EncounterID
    let purpose: PaymentOrder.Purpose
    let channel: PaymentChannel
    let amount: Money
    private var stage = Stage.starting

    /// Where the payment stands on the screen.
    enum Stage: Sendable {
        /// The order is being made; nothing to pay with yet.
        case starting
        case open(PaymentOrder, code: CodeMatrix?)
        case paid(PaymentOrder, receipt: Receipt)
        case closed(PaymentState.CloseReason)
    }

    /// The receipt of a deposit prints by itself, once.
    enum Receipt: Sendable, Hashable {
        case none, asked
        case printing(PaperList)
    }

    init(encounter: EncounterID, purpose: PaymentOrder.Purpose, channel: PaymentChannel, amount: Money) {
        self.encounter = encounter
        self.purpose = purpose
        self.channel = channel
        self.amount = amount
    }

    // Finding the phone, opening it, paying: five times the ordinary time.
    var habits: Habits {
        Habits(
            scans: .payment, wants: .wantPhonePay, patience: isOpen ? 5 : 1, showsPrints: isPaid, defersNotices: isOpen)
    }

    private var isOpen: Bool { if case .open = stage { true } else { false } }
    private var isPaid: Bool { if case .paid = stage { true } else { false } }

    var payment: PaymentOrderID? {
        switch stage {
        case .open(let order, _), .paid(let order, _): order.id
        case .starting, .closed: nil
        }
    }

    /// An order for a phone is closed when the patient is gone; a slip for the desk stays valid.
    var abandoned: KioskEffect.Work? {
        guard case .open(let order, _) = stage, order.channel == .wallet else { return nil }
        return .cancelPayment(order.id)
    }

    mutating func open(_ context: StepContext) -> KioskEffect.Work? {
        .startPayment(encounter, purpose, channel, amount)
    }

    func draft(_ context: StepContext) -> Draft {
        switch stage {
        case .starting: starting(context.words)
        case .open(let order, let code): open(order, code, context)
        case .paid(_, let receipt): paid(receipt, context)
        case .closed(let reason): closed(reason, context)
        }
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        switch answer {
        case .payment(let order): return take(order, context)
        case .printing(let papers):
            guard case .paid(let order, _) = stage else { return .unforeseen }
            stage = .paid(order, receipt: .printing(PaperList(papers)))
            return .stay
        default: return .unforeseen
        }
    }

    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome {
        // Without an order there is nothing to stay for; with one the patient must go on seeing it.
        if case .starting = stage { return .back(.problem(problem)) }
        return .notice(.problem(problem))
    }

    mutating func paymentChanged(_ order: PaymentOrder, _ context: StepContext) -> Outcome {
        isMine(order) ? take(order, context) : .stay
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        switch stage {
        case .starting: return .stay
        case .open(let order, _) where digit == 2: return .work(.cancelPayment(order.id))
        case .open, .paid: return .back
        case .closed:
            switch digit {
            case 1: return again(channel)
            case 2 where context.settings.channels.contains(.cashier) && channel != .cashier: return again(.cashier)
            default: return .back
            }
        }
    }

    mutating func left(_ context: StepContext) -> Outcome {
        switch stage {
        case .open(let order, _):
            // Not gone back on the patient's word alone: the money may have moved this very second.
            order.channel == .wallet ? .work(.cancelPayment(order.id)) : .back
        case .starting, .paid, .closed: .back
        }
    }

    private func isMine(_ order: PaymentOrder) -> Bool {
        switch stage {
        case .starting:
            order.encounter == encounter && order.purpose == purpose && order.channel == channel
                && order.amount == amount
        case .open(let known, _), .paid(let known, _): order.id == known.id
        case .closed: false
        }
    }

    private mutating func take(_ order: PaymentOrder, _ context: StepContext) -> Outcome {
        switch order.state {
        case .created, .sent, .unknown: stage = .open(order, code: nil)
        case .waiting(let payBy):
            stage = .open(order, code: order.channel == .wallet ? code(payBy, context) : nil)
        case .paid:
            if case .paid = stage { return .stay }
            guard order.purpose == .deposit else {
                stage = .paid(order, receipt: .none)
                return .stay
            }
            stage = .paid(order, receipt: .asked)
            return .work(.print(encounter, .depositReceipt(order.id)))
        case .closed(let reason): stage = .closed(reason)
        }
        return .stay
    }

    /// Made once, when the order arrives, not for each picture.
    private func code(_ payBy: String, _ context: StepContext) -> CodeMatrix? {
        context.codes(payBy)
    }

    private func again(_ channel: PaymentChannel) -> Outcome {
        .replace(Pay(encounter: encounter, purpose: purpose, channel: channel, amount: amount))
    }
}
