/// What is wrong with a terminal, the worst first: the order of the fleet page.
enum FleetTrouble: Int, Sendable, Codable, Hashable, Comparable, CaseIterable {
    /// Two machines run one image, or a backup was restored: nothing is taken from it until it is enrolled again.
    case fork
    case frozen
    case revoked
    /// A restored store waits for it, and no stay goes over meanwhile: find it, revoke it, or `bedside-central end-wait`.
    case awaited
    case silent
    /// Facts wait there for too long.
    case unsent
    /// Facts were kept but not applied: a person looks at them.
    case quarantined
    case printer
    case device
    case emergency
    case link
    case certificate
    /// Its clock is more than two minutes off.
    case clock

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// As in JSON and on the page.
    var word: String { "\(self)" }

    init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        guard let found = Self.allCases.first(where: { $0.word == word }) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "No such trouble."))
        }
        self = found
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}
