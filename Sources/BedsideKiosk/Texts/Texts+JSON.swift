package import BedsideDomain
import FoundationEssentials

extension Texts {
    /// From the bytes of `texts.zh-Hans.json` and `texts.en.json`, each one JSON object of name and text.
    ///
    /// The only place of this room that needs Foundation: its JSON decoder. Throws ``TextsError``.
    package init(json: [Language: [UInt8]]) throws(TextsError) {
        var catalogues: [Language: [String: String]] = [:]
        for (language, bytes) in json {
            do {
                catalogues[language] = try JSONDecoder().decode([String: String].self, from: Data(bytes))
            } catch {
                throw TextsError(
                    .notJSON, "\(language.rawValue): the catalogue must be one JSON object of names and texts.",
                    cause: error)
            }
        }
        try self.init(catalogues: catalogues)
    }
}
