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
        case .queued, .submitting, .submitted:
            guard let reason = progress.worstReason else { return nil }
            return Notice(
                "printer-waits", heading: Saying(.printNoticeHeading),
                lines: [Saying(.of(reason)), Saying(.printNoticeGoOn)])
        case .printed, .decided: return nil
        }
    }
}

extension PrintProgress {
    /// What a person must mend before the page goes on; warnings that hold nothing are left out.
    var worstReason: PrinterReason? {
        reasons.first { reason in
            switch reason {
            case .tonerLow, .connecting: false
            case .mediaEmpty, .mediaJam, .mediaNeeded, .coverOpen, .doorOpen, .tonerEmpty, .inputTrayMissing,
                .outputFull, .paused, .offline, .other:
                true
            }
        }
    }
}
