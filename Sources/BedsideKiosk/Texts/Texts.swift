package import BedsideDomain

/// The catalogue of every text in both languages, whole and checked: a missing text is found at start, not at a bedside.
package struct Texts: Sendable {
    private let texts: [Language: [TextKey: String]]

    /// - Parameter catalogues: for each language, texts by the names of ``TextKey``.
    ///
    /// Throws ``TextsError`` when a language or text is missing, a name is unknown, or placeholders differ from
    /// ``TextKey/placeholders``.
    package init(catalogues: [Language: [String: String]]) throws(TextsError) {
        var texts: [Language: [TextKey: String]] = [:]
        for language in Language.allCases {
            guard let catalogue = catalogues[language] else {
                throw TextsError(.missingCatalogue, "There is no catalogue for \(language.rawValue).")
            }
            texts[language] = try Self.checked(catalogue, language)
        }
        self.texts = texts
    }

    func template(_ key: TextKey, _ language: Language) -> String { texts[language]?[key] ?? key.rawValue }

    private static func checked(_ catalogue: [String: String], _ language: Language) throws(TextsError)
        -> [TextKey: String]
    {
        var texts: [TextKey: String] = [:]
        // In order of name, so that the same bad file always tells the same problem first.
        for (name, text) in catalogue.sorted(by: { $0.key < $1.key }) {
            guard let key = TextKey(rawValue: name) else {
                throw TextsError(.unknownText, "\(language.rawValue): there is no text named \(name); remove it.")
            }
            guard !text.isEmpty else {
                throw TextsError(.missingText, "\(language.rawValue): the text \(name) is empty; write it.")
            }
            guard let found = Template.placeholders(of: text), found == key.placeholders else {
                let wanted = key.placeholders.map { "{\($0.rawValue)}" }.sorted().joined(separator: " ")
                throw TextsError(
                    .wrongPlaceholders,
                    "\(language.rawValue): the text \(name) must hold each of these and no other: [\(wanted)].")
            }
            texts[key] = text
        }
        if let missing = TextKey.allCases.first(where: { texts[$0] == nil }) {
            throw TextsError(.missingText, "\(language.rawValue): the text \(missing.rawValue) is missing; add it.")
        }
        return texts
    }
}

/// Why a catalogue was refused.
package struct TextsError: TellingError {
    /// The rules of a catalogue, by name.
    package enum Code: String, Sendable, CaseIterable {
        case notJSON = "catalogue-not-json"
        case missingCatalogue = "catalogue-missing"
        case missingText = "text-missing"
        case unknownText = "text-unknown"
        case wrongPlaceholders = "text-placeholders"
    }

    package let code: Code
    package let sentence: String
    package let cause: (any Error)?
    package var codeText: String { code.rawValue }

    package init(_ code: Code, _ sentence: String, cause: (any Error)? = nil) {
        self.code = code
        self.sentence = sentence
        self.cause = cause
    }
}
