import BedsideDomain
import BedsideLinks

/// The section `ward_link`: how the terminals of the ward reach each other.
extension ConfigurationReader {
    /// Nil without the section: such a terminal keeps its alarms to itself.
    static func links(_ root: YAMLSection, terminal: String) -> LinkConfiguration? {
        guard root.contains("ward_link") else { return nil }
        let section = root.section("ward_link")
        defer { section.finish() }
        let listening = address(section, "listen")
        let advertised = section.contains("advertise") ? address(section, "advertise") : listening
        let peers = section.sections("peers", limit: LinkRules.mostPeers).compactMap { part -> LinkPeer? in
            defer { part.finish() }
            let name = part.string("terminal", "must be 1 to 64 of A-Z a-z 0-9 - _ . :", where: isIdentifier)
            if name == terminal { part.refuse("terminal", "must be another terminal than this one") }
            let own = part.contains("address") ? address(part, "address") : nil
            if own == nil, name > terminal, !part.contains("address") {
                part.refuse("address", "is missing; of two terminals the one with the lesser name dials")
            }
            return name.isEmpty ? nil : LinkPeer(name: TerminalName(trusted: name), address: own)
        }
        if Set(peers.map(\.name)).count < peers.count { section.refuse("peers", "must name each terminal once") }
        let files = files(section)
        guard let listening, let advertised, !terminal.isEmpty else { return nil }
        return LinkConfiguration(
            terminal: TerminalName(trusted: terminal), listening: listening, advertised: advertised, peers: peers,
            files: files)
    }

    private static func address(_ section: YAMLSection, _ key: String) -> LinkAddress? {
        LinkAddress(section.string(key, "must be host:port") { LinkAddress($0) != nil })
    }

    private static func files(_ section: YAMLSection) -> LinkFiles? {
        let keys = ["authority", "certificate", "key"]
        guard keys.contains(where: section.contains) else { return nil }
        let paths = keys.map { section.string($0, "must be an absolute path", where: isPath) }
        return LinkFiles(authority: paths[0], certificate: paths[1], key: paths[2])
    }
}
