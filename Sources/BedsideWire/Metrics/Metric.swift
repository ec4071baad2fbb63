/// Numbers of one name in the text form of Prometheus, version 0.0.4.
package struct Metric: Sendable, Hashable {
    /// Prometheus' words; a counter only grows.
    package enum Kind: String, Sendable { case gauge, counter }

    /// One number with its labels.
    package struct Sample: Sendable, Hashable {
        package let labels: [Label]
        package let value: Double

        package init(_ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
            self.labels = labels.map { Label(name: $0.key, value: $0.value) }
            self.value = value
        }

        package init(_ value: Int, _ labels: KeyValuePairs<String, String> = [:]) { self.init(Double(value), labels) }
    }

    /// The name is one of ours; the value may come from outside and is escaped when it is written.
    package struct Label: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    package let name: String
    package let help: String
    package let kind: Kind
    package let samples: [Sample]

    package init(_ name: String, _ help: String, kind: Kind = .gauge, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.samples = samples
    }

    package init(_ name: String, _ help: String, kind: Kind = .gauge, _ value: Int) {
        self.init(name, help, kind: kind, [Sample(value)])
    }

    /// What tells a reader of `/metrics` which form this is.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// A whole answer: a number without samples is left out, because it is not known.
    package static func text(_ metrics: [Metric]) -> String {
        metrics.filter { !$0.samples.isEmpty }.flatMap(\.lines).map { $0 + "\n" }.joined()
    }

    /// Its lines, the two of its head first.
    package var lines: [String] {
        Self.head(name, kind.rawValue, help) + samples.map { name + Self.braces($0.labels) + " " + Self.text($0.value) }
    }

    /// The lines that say what a number is; for a histogram, which writes its own numbers.
    package static func head(_ name: String, _ kind: String, _ help: String) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) \(kind)"]
    }

    private static func braces(_ labels: [Label]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Whole numbers without a point, as far as a double holds them exactly.
    private static func text(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 9e15 ? "\(Int64(value))" : "\(value)"
    }
}
