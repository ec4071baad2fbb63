import BedsideDomain
import BedsideScreen

/// Something to be told before anything else: a screen of its own that any key takes away.
struct Notice: Sendable, Hashable {
    var name: String
    var tone: Screen.Tone
    var heading: Saying
    var lines: [Saying]
    /// For staff, small.
    var staffCode: String?

    init(_ name: String, tone: Screen.Tone = .caution, heading: Saying, lines: [Saying], staffCode: String? = nil) {
        self.name = name
        self.tone = tone
        self.heading = heading
        self.lines = lines
        self.staffCode = staffCode
    }

    /// Nobody's fault, and always a next thing to do.
    static func problem(_ problem: KioskProblem) -> Notice {
        let texts = TextKey.of(problem.kind)
        return Notice(
            "problem", heading: Saying(texts.heading), lines: [Saying(texts.next)],
            staffCode: Cells.clip(problem.code, to: 40))
    }

    /// No answer came for a thing that must not be done twice.
    static let noAnswer = Notice(
        "problem", heading: Saying(.problemNoAnswer), lines: [Saying(.problemNoAnswerNext)], staffCode: "no-answer")

    /// A code that we know, at the wrong time.
    static func unexpected(_ kind: Credential.Kind, wants: TextKey) -> Notice {
        Notice("scan-unexpected", heading: Saying(.scanUnexpectedHeading, .kind(.of(kind))), lines: [Saying(wants)])
    }

    static func damaged(_ kind: Credential.Kind) -> Notice {
        Notice(
            "scan-damaged", heading: Saying(.scanDamagedHeading, .kind(.damaged(kind))),
            lines: [Saying(.scanDamagedText)])
    }

    static func unknownCode(wants: TextKey) -> Notice {
        let lines = wants == .wantChoice ? [Saying(wants)] : [Saying(.scanOtherCode), Saying(wants)]
        return Notice("scan-unknown", heading: Saying(.scanUnknownHeading), lines: lines)
    }

    static func badScan(_ refusal: ScanRefusal) -> Notice {
        Notice("scan-again", heading: Saying(.scanTryAgainHeading), lines: [Saying(.of(refusal))])
    }

    func draft(_ words: Words) -> Draft {
        var draft = Draft(name, words(heading), tone: tone)
        for line in lines { draft.blocks += [.text(words(line), emphasis: .strong), .gap] }
        if let staffCode {
            draft.blocks.append(.text(words(.noticeStaffCode, .code(staffCode)), emphasis: .quiet))
        }
        draft.choices = [Choice(1, words(.noticeGoOn))]
        return draft
    }
}
