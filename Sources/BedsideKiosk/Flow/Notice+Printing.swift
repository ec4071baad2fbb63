import BedsideDomain

extension Notice {
    /// What the patient should know of a page that moved on, or nil when all goes well.
    static func printing(_ progress: PrintProgress) -> Notice? {
        let paper = TextKey.of(progress.kind)
        switch progress.state {
        case .refused:
            return Notice(
                "print-refused", heading: Saying(.printRefusedHeading),
                lines: [Saying(.printRefusedText, .name(paper))])
        case .unknown:
            return Notice(
                "print-unknown", heading: Saying(.printUnknownHeading),
                lines: [Saying(.printUnknownText, .name(paper))])
        case .held(.backlog):
            return Notice(
                "print-held", heading: Saying(.printHeldHeading),
                lines: [Saying(.printHeldText, .name(paper))])
        case .queued, .submitting, .submitted:
            guard let reason = progress.worstReason else { return nil }
            return Notice(
                "printer-waits", heading: Saying(.printNoticeHeading),
                lines: [Saying(.of(reason)), Saying(.printNoticeGoOn)])
        case .held(.absent), .printed, .decided: return nil
        }
    }
}

extension PrintProgress {
    /// What a person must mend before the page goes on, or a strange word of the printer; warnings that hold nothing are
    /// left out.
    var worstReason: PrinterReason? {
        reasons.first(where: \.holdsUp)
            ?? reasons.first { if case .other = $0 { true } else { false } }
    }
}
