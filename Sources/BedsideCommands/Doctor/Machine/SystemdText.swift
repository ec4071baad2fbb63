/// Reads `systemctl show`: blocks of KEY=VALUE, one for each unit, with a blank line between them.
enum SystemdText {
    static let properties = "Id,LoadState,ActiveState,UnitFileState,NRestarts,LimitCORE"

    static func units(_ text: String) -> [UnitFact] {
        var units: [UnitFact] = []
        var block: [Substring: Substring] = [:]
        func close() {
            defer { block = [:] }
            guard let name = block["Id"] else { return }
            units.append(
                UnitFact(
                    name: String(name), load: String(block["LoadState"] ?? ""),
                    active: String(block["ActiveState"] ?? ""), enablement: String(block["UnitFileState"] ?? ""),
                    restarts: block["NRestarts"].flatMap { Int($0) } ?? 0,
                    coreLimit: block["LimitCORE"].map(String.init)))
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let equals = line.firstIndex(of: "=") else {
                close()
                continue
            }
            block[line[..<equals]] = line[line.index(after: equals)...]
        }
        close()
        return units
    }

    /// The names in `systemctl list-units --state=failed --plain --no-legend`.
    static func failed(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
            .filter { $0.contains(".") }
    }
}
