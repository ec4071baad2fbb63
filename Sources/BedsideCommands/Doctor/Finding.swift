/// One line of `bedside doctor`: what was found, and the command that mends it.
package struct Finding: Sendable, Codable, Hashable {
    package enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
        case ok, warning, failure

        package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .ok: 0
            case .warning: 1
            case .failure: 2
            }
        }
    }

    /// What it is about.
    package enum Area: String, Sendable, Codable, CaseIterable {
        case daemon, units, permissions, devices, printers, fonts, clock, disk, certificate, store, sound, kiosk,
            central
        case alarms
    }

    package let severity: Severity
    package let area: Area
    /// What is so, with the value and the rule; one line of printable text.
    package let sentence: String
    /// The command, or what a person does; nil where nothing is wrong.
    package let remedy: String?

    /// All is well.
    static func ok(_ area: Area, _ sentence: String) -> Finding {
        Finding(severity: .ok, area: area, sentence: sentence.oneLine, remedy: nil)
    }

    static func warning(_ area: Area, _ sentence: String, mend remedy: String) -> Finding {
        Finding(severity: .warning, area: area, sentence: sentence.oneLine, remedy: remedy.oneLine)
    }

    static func failure(_ area: Area, _ sentence: String, mend remedy: String) -> Finding {
        Finding(severity: .failure, area: area, sentence: sentence.oneLine, remedy: remedy.oneLine)
    }
}

extension String {
    /// What tools and files say is hostile text: nothing of it may steer a terminal or break the line, and 400 characters
    /// are enough of it.
    var oneLine: String {
        let printable = unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                Character("?")
            default: Character(scalar)
            }
        }
        return String(printable.prefix(400))
    }
}

/// Everything that was found, worst first.
package struct DoctorReport: Sendable, Codable, Hashable {
    package let findings: [Finding]
    /// The daemon answered.
    package let isDaemonThere: Bool

    package init(_ findings: [Finding], isDaemonThere: Bool) {
        // Stable: within one severity in the order of the rules.
        self.findings = Finding.Severity.allCases.reversed().flatMap { severity in
            findings.filter { $0.severity == severity }
        }
        self.isDaemonThere = isDaemonThere
    }

    /// For monitoring: 0 all is well, 1 warnings, 2 failures, 3 the daemon does not answer.
    package var exitCode: Int32 {
        guard isDaemonThere else { return 3 }
        switch findings.map(\.severity).max() ?? .ok {
        case .ok: return 0
        case .warning: return 1
        case .failure: return 2
        }
    }

    /// One line for each finding: severity, area, sentence and remedy.
    package func lines(all: Bool) -> [String] {
        findings.filter { all || $0.severity != .ok }.map { finding in
            let head = finding.severity.rawValue.padded(7) + "  " + finding.area.rawValue.padded(11) + "  "
            return head + finding.sentence + (finding.remedy.map { "  ->  \($0)" } ?? "")
        }
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
