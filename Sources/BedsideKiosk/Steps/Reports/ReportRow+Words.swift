import BedsideDomain
import BedsideScreen

extension ReportRow {
    /// The report's state in a few words; never why one is to be had from the doctor.
    func state(_ words: Words) -> String {
        switch release {
        case .released: copies > 0 ? words(.reportPrinted, .count(copies)) : words(.reportReady)
        case .askDoctor: words(.reportAskDoctor)
        case .superseded: words(.reportCorrected)
        case .notYet(_, let expected?): words(.reportExpected, .moment(expected))
        case .notYet(.collected, nil): words(.reportCollected)
        case .notYet(.reviewing, nil): words(.reportReviewing)
        case .notYet: words(.reportPending)
        }
    }
}

extension Notice {
    /// Why a report cannot be printed now and what to do; nil when it can.
    static func report(_ release: ReportRelease) -> Notice? {
        switch release {
        case .released: nil
        case .notYet(_, let expected?):
            Notice(
                "report-wait", tone: .calm, heading: Saying(.reportWaitHeading),
                lines: [Saying(.reportWaitText, .moment(expected))])
        case .notYet(_, nil):
            Notice(
                "report-wait", tone: .calm, heading: Saying(.reportWaitHeading), lines: [Saying(.reportWaitUnknown)])
        case .askDoctor:
            Notice("report-ask", tone: .calm, heading: Saying(.reportAskHeading), lines: [Saying(.reportAskText)])
        case .superseded:
            Notice(
                "report-corrected", tone: .calm, heading: Saying(.reportCorrectedHeading),
                lines: [Saying(.reportCorrectedText)])
        }
    }
}
