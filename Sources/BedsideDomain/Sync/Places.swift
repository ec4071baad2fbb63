package enum TerminalTag {}
package enum HospitalTag {}

/// A terminal's name, as its configuration and its certificate say it. It names no person and may be logged.
package typealias TerminalName = Identifier<TerminalTag>
/// A hospital, as the central store knows it.
package typealias HospitalID = Identifier<HospitalTag>

/// Whose certificate this is: a terminal of a ward of a hospital, or the central store itself.
///
/// Certificates carry it as one URI of the subject's alternative names, and nothing else of them is believed.
package enum CertifiedName: Sendable, Hashable {
    case terminal(TerminalName, ward: WardID, hospital: HospitalID)
    case central(HospitalID)

    /// `bedside:terminal/HOSPITAL/WARD/NAME` or `bedside:central/HOSPITAL`. The parts hold no `/` by the rule of
    /// ``Identifier``.
    package var uri: String {
        switch self {
        case .terminal(let name, let ward, let hospital): "bedside:terminal/\(hospital.text)/\(ward.text)/\(name.text)"
        case .central(let hospital): "bedside:central/\(hospital.text)"
        }
    }

    /// Nil for every other text, of whatever length.
    package init?(uri: String) {
        guard uri.utf8.count <= 250, uri.hasPrefix("bedside:") else { return nil }
        let parts = uri.dropFirst(8).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        do throws(DomainError) {
            switch (parts.first, parts.count) {
            case ("terminal", 4):
                self = .terminal(
                    try TerminalName(parts[3]), ward: try WardID(parts[2]), hospital: try HospitalID(parts[1]))
            case ("central", 2): self = .central(try HospitalID(parts[1]))
            default: return nil
            }
        } catch {
            return nil
        }
    }
}
