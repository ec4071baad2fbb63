/// The languages of screens and papers; Chinese first.
package enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case chinese = "zh-Hans"
    case english = "en"

    /// The one that the language key changes to.
    package var other: Language { self == .chinese ? .english : .chinese }
}
