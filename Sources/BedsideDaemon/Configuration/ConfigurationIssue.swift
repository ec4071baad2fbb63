/// One thing that is wrong in a configuration file: where, which key, which rule.
package struct ConfigurationIssue: Sendable, Hashable, CustomStringConvertible {
    package let file: String
    /// From 1; 0 when the key is missing altogether.
    package let line: Int
    /// `scanners[0].kind`
    package let key: String
    package let rule: String

    package var description: String { "\(file):\(line): \(key): \(rule)" }
}

/// All that is wrong, at once: an IT person fixes a file in one go.
package struct ConfigurationIssues: Error, Sendable, CustomStringConvertible {
    package let issues: [ConfigurationIssue]
    package var description: String { issues.map(\.description).joined(separator: "\n") }
}
