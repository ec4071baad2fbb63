package import BedsideDomain

/// Which terminals a row of the feed is for.
package enum FeedScope: Sendable, Hashable {
    /// Every terminal of the hospital.
    case hospital
    case ward(WardID)
    case terminal(TerminalName)

    /// As the table says it; identifiers hold every sign but those that would confuse it.
    package var text: String {
        switch self {
        case .hospital: ""
        case .ward(let ward): "w:\(ward.text)"
        case .terminal(let terminal): "t:\(terminal.text)"
        }
    }

    /// Nil for a text that no scope has.
    package init?(text: String) {
        do throws(DomainError) {
            if text.isEmpty {
                self = .hospital
            } else if text.hasPrefix("w:") {
                self = .ward(try WardID(String(text.dropFirst(2))))
            } else if text.hasPrefix("t:") {
                self = .terminal(try TerminalName(String(text.dropFirst(2))))
            } else {
                return nil
            }
        } catch { return nil }
    }

    package var ward: WardID? {
        if case .ward(let ward) = self { return ward }
        return nil
    }
}

/// Whose feed is read: the central store knows the ward of a terminal, never the terminal itself.
package struct FeedReader: Sendable, Hashable {
    package let hospital: HospitalID
    package let ward: WardID
    package let terminal: TerminalName

    package init(hospital: HospitalID, ward: WardID, terminal: TerminalName) {
        self.hospital = hospital
        self.ward = ward
        self.terminal = terminal
    }

    /// Everything that it may see, and nothing else.
    var scopes: [FeedScope] { [.hospital, .ward(ward), .terminal(terminal)] }
}

/// A thing's new state on its way into the feed.
package struct FeedPut: Sendable {
    package let table: FeedTable
    package let key: String
    package let scope: FeedScope
    /// The JSON object that terminals get.
    package let body: String
    /// The stay that it belongs to: it moves with it.
    package let encounter: EncounterID?
    /// Of what it was made from; the same again publishes nothing. Nil: the body itself decides.
    package let digest: EventHash?

    package init(
        table: FeedTable, key: String, scope: FeedScope, body: String, encounter: EncounterID? = nil,
        digest: EventHash? = nil
    ) {
        self.table = table
        self.key = key
        self.scope = scope
        self.body = body
        self.encounter = encounter
        self.digest = digest
    }
}
