import BedsideDomain
import BedsideScreen

/// The call for a person: what is told while it is being taken down, once it is, and when it could not be.
///
/// It never promises that somebody comes: the bedside button is the way that rings.
enum HelpCall: Sendable, Hashable {
    case sending, noted, failed

    func draft(_ words: Words) -> Draft {
        let (name, heading, text, tone): (String, TextKey, TextKey, Screen.Tone) =
            switch self {
            case .sending: ("call-sending", .helpSendingHeading, .helpSendingText, .calm)
            case .noted: ("call-noted", .helpNotedHeading, .helpNotedText, .success)
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
