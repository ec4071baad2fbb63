import BedsideWire

/// Who must own a path, and which rights nobody may have.
struct PathRule {
    let path: String
    let owner: String
    let group: String
    /// The mode that it has when it is right.
    let mode: UInt32
    /// Bits that must not be set.
    let forbidden: UInt32
    /// A path that need not be there.
    var isOptional = false
}

extension DoctorRules {
    /// The paths of a terminal. The store's folder is where the daemon says.
    static func paths(storeFolder: String = "/var/lib/bedside", nodes: [String] = []) -> [PathRule] {
        [
            PathRule(path: "/etc/bedside", owner: "root", group: "root", mode: 0o755, forbidden: 0o022),
            PathRule(path: "/etc/bedside/bedside.yaml", owner: "root", group: "bedside", mode: 0o640, forbidden: 0o137),
            PathRule(path: storeFolder, owner: "bedside", group: "bedside", mode: 0o700, forbidden: 0o077),
            PathRule(path: "/run/bedside", owner: "root", group: "root", mode: 0o755, forbidden: 0o022),
            socket("kiosk"), socket("ward"), socket("admin"),
            PathRule(
                path: "/etc/credstore.encrypted", owner: "root", group: "root", mode: 0o700, forbidden: 0o077,
                isOptional: true),
            PathRule(
                path: "/etc/udev/rules.d/71-bedside-devices.rules", owner: "root", group: "root", mode: 0o644,
                forbidden: 0o022, isOptional: true),
            PathRule(
                path: "/etc/usbguard/rules.d/bedside.conf", owner: "root", group: "root", mode: 0o600,
                forbidden: 0o077, isOptional: true),
        ]
            + nodes.map {
                PathRule(path: $0, owner: "root", group: "bedside-dev", mode: 0o660, forbidden: 0o007)
            }
    }

    private static func socket(_ right: String) -> PathRule {
        PathRule(
            path: "/run/bedside/\(right).sock", owner: "root", group: "bedside-\(right)", mode: 0o660, forbidden: 0o007)
    }

    static func permissions(_ machine: MachineFacts, _ health: HealthMessage?) -> [Finding] {
        let nodes = machine.files.map(\.path).filter { $0.hasPrefix("/dev/bedside/") }
        let rules = paths(storeFolder: folder(of: health?.store.path) ?? "/var/lib/bedside", nodes: nodes)
        let findings = rules.flatMap { judge($0, machine.file($0.path)) }
        return findings.isEmpty ? [.ok(.permissions, "files, folders and sockets have their rights")] : findings
    }

    static func folder(of path: String?) -> String? {
        path.flatMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } }
    }

    private static func judge(_ rule: PathRule, _ fact: FileFact?) -> [Finding] {
        switch fact?.state {
        case nil, .hidden: return []
        case .missing:
            guard !rule.isOptional else { return [] }
            return [.failure(.permissions, "\(rule.path) is not there", mend: making(rule.path))]
        case .there(let mode, let owner, let group):
            let path = quoted(rule.path)
            var wrong: [String] = []
            if owner != rule.owner { wrong.append("owner is \(owner), must be \(rule.owner)") }
            if group != rule.group { wrong.append("group is \(group), must be \(rule.group)") }
            if mode & rule.forbidden != 0 {
                wrong.append("mode is \(octal(mode)), must be at most \(octal(rule.mode))")
            }
            guard !wrong.isEmpty else { return [] }
            let mend = "chown \(rule.owner):\(rule.group) \(path) && chmod \(octal(rule.mode)) \(path)"
            // A wrong group of a node or socket is a device or screen that does not work.
            return [.failure(.permissions, "\(rule.path): " + wrong.joined(separator: "; "), mend: mend)]
        }
    }

    /// What makes a path that is not there.
    private static func making(_ path: String) -> String {
        if path.hasSuffix(".sock") {
            let name = path.split(separator: "/").last?.dropLast(5) ?? ""
            return "systemctl restart bedsided-\(name).socket"
        }
        return path.hasSuffix(".yaml") ? "dpkg-reconfigure bedside" : "systemd-tmpfiles --create bedside.conf"
    }

    private static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
