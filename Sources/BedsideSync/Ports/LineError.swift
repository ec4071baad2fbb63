import BedsideDomain
package import BedsideWire

/// Why a request has no answer that can be used.
package enum LineError: Error, Sendable {
    /// No connection: nothing was sent. The link is down, or the central store is.
    case unreachable(String)
    /// The connection ended before the answer: the central store may have acted.
    case cut(String)
    /// No answer in time: the central store may have acted.
    case late
    /// It is another central store, or its certificate is not good.
    case untrusted(String)
    /// An answer that is none of the protocol, or is too large. Never holds a piece of it.
    case garbled(String)
    /// The central store says no. `retryAfter` is what its header asked for.
    case refused(SyncRefusal, status: Int, retryAfter: Duration?)
    /// This terminal could not even ask: its own disk, its own key.
    case own(String)

    /// Whether there was contact with the central store.
    package var isContact: Bool {
        if case .refused = self { true } else { false }
    }

    /// The word of a refusal.
    package var code: SyncRefusal.Code? {
        if case .refused(let refusal, _, _) = self { refusal.code } else { nil }
    }
}

extension LineError: TellingError {
    package var codeText: String {
        switch self {
        case .unreachable: "central-unreachable"
        case .cut: "answer-cut"
        case .late: "answer-late"
        case .untrusted: "central-untrusted"
        case .garbled: "answer-garbled"
        case .refused(let refusal, _, _): Self.isWord(refusal.code.rawValue) ? refusal.code.rawValue : "refused"
        case .own: "request-not-made"
        }
    }

    /// For IT. The central store's own sentence is not repeated: it comes from outside.
    package var sentence: String {
        switch self {
        case .unreachable(let why): "The central store cannot be reached (\(why)); look at the network."
        case .cut(let why): "The connection to the central store ended before its answer (\(why)); it is tried again."
        case .late: "The central store did not answer in time; it is tried again."
        case .untrusted(let why): "Whoever answers is not this hospital's central store (\(why)); look at the address."
        case .garbled(let why): "The central store's answer is not of the protocol (\(why)); look at its version."
        case .refused(_, let status, _): "The central store refused with status \(status)."
        case .own(let why): "The request could not be made (\(why))."
        }
    }

    package var cause: (any Error)? { nil }

    /// A code from outside shows in a log only when it is a plain word.
    private static func isWord(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) }
    }
}
