package import BedsideDomain

/// An account of the central ledger. Every transfer debits one and credits another, so the sum over all is zero by
/// construction.
package enum LedgerAccount: Sendable, Hashable {
    /// Money that came in at a terminal through a channel.
    case channel(TerminalName, PaymentChannel)
    /// What the hospital owes a patient, in the hands of the terminal that keeps the stay.
    case custody(TerminalName, EncounterID)
    /// As above, given up by its keeper and not yet taken by the next.
    case transit(EncounterID)
    /// Refunds that a terminal decided and has not seen done; zero at the day's end.
    case clearing(TerminalName, EncounterID)
    /// What a patient owes at the settlement; zero after it.
    case receivable(EncounterID)
    case revenue
    /// 统筹基金
    case insuranceFund
    /// 个人账户
    case insuranceAccount

    /// As the tables have it. No identifier holds the sign between its parts but `:`, which every one may hold: the longest
    /// prefix, a terminal's name, is therefore joined by `/`, which none holds.
    package var code: String {
        switch self {
        case .channel(let terminal, let channel): "channel:\(terminal.text)/\(channel.rawValue)"
        case .custody(let terminal, let encounter): "custody:\(terminal.text)/\(encounter.text)"
        case .transit(let encounter): "transit:\(encounter.text)"
        case .clearing(let terminal, let encounter): "clearing:\(terminal.text)/\(encounter.text)"
        case .receivable(let encounter): "receivable:\(encounter.text)"
        case .revenue: "revenue"
        case .insuranceFund: "insurance-fund"
        case .insuranceAccount: "insurance-account"
        }
    }

    /// Whether its debits may never exceed its credits.
    var isGuarded: Bool {
        switch self {
        case .custody, .transit, .clearing: true
        case .channel, .receivable, .revenue, .insuranceFund, .insuranceAccount: false
        }
    }
}
