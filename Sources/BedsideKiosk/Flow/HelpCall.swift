import BedsideDomain
import BedsideScreen

/// The call for a person: what is told while it is being sent, how far it is, and when it could not be sent.
///
/// "Your nurse knows" stands only after a nurse accepted, "call cancelled" only after somebody was at the bed.
enum HelpCall: Sendable, Hashable {
    case sending, failed
    /// It rings at the nurses'; nobody has answered yet.
    case noted
    /// A nurse has accepted it.
    case accepted
    /// A nurse is here.
    case attended
    /// It is over: somebody was here.
    case cancelled

    init(_ progress: CallProgress?) {
        self =
            switch progress {
            case .called: .noted
            case .accepted: .accepted
            case .attended: .attended
            case nil: .cancelled
            }
    }

    func draft(_ words: Words) -> Draft {
        let (name, heading, text, tone): (String, TextKey, TextKey, Screen.Tone) =
            switch self {
            case .sending: ("call-sending", .helpSendingHeading, .helpSendingText, .calm)
            case .noted: ("call-noted", .helpNotedHeading, .helpNotedText, .calm)
            case .accepted: ("call-accepted", .helpAcceptedHeading, .helpAcceptedText, .success)
            case .attended: ("call-attended", .helpAttendedHeading, .helpAttendedText, .success)
            case .cancelled: ("call-cancelled", .helpCancelledHeading, .helpCancelledText, .success)
            case .failed: ("call-failed", .helpFailedHeading, .helpFailedText, .caution)
            }
        return Draft(
            name, words(heading), tone: tone,
            blocks: [
                .text(words(text), emphasis: .strong), .gap, .text(words(.helpNotedUrgent), emphasis: .ordinary),
            ], choices: [Choice(1, words(.noticeGoOn))])
    }
}

/// What lies over the step until a key takes it away.
enum Overlay: Sendable, Hashable {
    case notice(Notice)
    case help(HelpCall)

    func draft(_ words: Words) -> Draft {
        switch self {
        case .notice(let notice): notice.draft(words)
        case .help(let call): call.draft(words)
        }
    }
}
