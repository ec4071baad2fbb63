import BedsideDomain

/// From the first key or scan to the end: who is there, since when, and which papers are on their way.
struct Session: Sendable {
    var person: Person = .nobody
    /// When the person was known, or scanned the own code again; the longest limit counts from here.
    var knownAt: Duration
    /// The last key, scan or answer; the idle time counts from here.
    var activeAt: Duration
    var prints: [PrintProgress] = []
    /// The last word on a payment of this session: it may come while the step that shows it is covered by another.
    var payment: PaymentOrder?

    init(at now: Duration) {
        knownAt = now
        activeAt = now
    }

    /// Takes the first word of new papers and later words of known ones. A page of somebody else is none of ours.
    mutating func begin(_ papers: [PrintProgress]) {
        for paper in papers {
            guard let known = prints.firstIndex(where: { $0.job == paper.job }) else {
                prints.append(paper)
                continue
            }
            // A held page that was let go; any later word came by itself.
            if case .held = prints[known].state { prints[known] = paper }
        }
    }

    /// The papers that wait for the patient's word.
    var held: [PrintProgress] { prints.filter { if case .held = $0.state { true } else { false } } }

    /// The page before this word, or nil when it is not of this session.
    mutating func update(_ paper: PrintProgress) -> PrintProgress? {
        guard let index = prints.firstIndex(where: { $0.job == paper.job }) else { return nil }
        let before = prints[index]
        prints[index] = paper
        return before
    }
}

/// How long the session still has.
enum TimeLeft: Sendable, Hashable {
    case plenty
    /// In steps of five seconds, so that nothing flickers before frail eyes.
    case ending(seconds: Int, extendedBy: Extension)

    enum Extension: Sendable, Hashable {
        case key
        /// The longest limit is near: only the own code gives more time.
        case scan
    }
}
