/// What an import did, section by section in the order of the document.
package struct ImportResult: Sendable, Hashable, Codable {
    package struct Section: Sendable, Hashable, Codable {
        package let name: String
        package var new = 0
        package var unchanged = 0
        package var updated = 0
    }

    package var sections: [Section] = []

    /// True when the store already held everything.
    package var changedNothing: Bool { sections.allSatisfy { $0.new == 0 && $0.updated == 0 } }
}

/// What an import is doing, for a progress line.
package enum ImportPhase: String, Sendable, Hashable, Codable {
    /// Bytes into JSON: done and total are bytes.
    case reading
    /// JSON into values, a section at a time: done and total are entries of the section.
    case checking
    /// Values into the store: done and total are entries of the document.
    case writing
}

/// What became of one entry.
enum ImportOutcome { case new, unchanged, updated }

/// A rule that an entry breaks; the writer adds where the entry stands.
struct ImportRule: Error {
    /// The key within the entry, or nil for the entry as a whole.
    let field: String?
    let rule: String

    init(_ field: String? = nil, _ rule: String) {
        self.field = field
        self.rule = rule
    }
}

/// The refusal of a whole file.
func importRefused(_ place: String, _ rule: String, cause: (any Error)? = nil) -> StoreError {
    StoreError(.importRefused, "\(rule) Nothing of the file was imported.", place: place, cause: cause)
}
