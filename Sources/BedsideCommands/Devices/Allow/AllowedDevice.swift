/// One device that is let in: what the rules of udev and of USBGuard are made of, and what their files are read back into.
struct AllowedDevice: Sendable, Hashable {
    /// By what udev tells it from its twins.
    enum Choice: Sendable, Hashable {
        /// `ID_SERIAL`
        case serial(SafeValue)
        /// `ID_PATH`
        case port(SafeValue)

        var property: String {
            switch self {
            case .serial: "ID_SERIAL"
            case .port: "ID_PATH"
            }
        }

        var value: SafeValue {
            switch self {
            case .serial(let value), .port(let value): value
            }
        }
    }

    let name: DeviceName
    let kind: DeviceKind
    let choice: Choice

    /// The line before its rules, by which the file is read back.
    var mark: String { "#: name=\(name.text) kind=\(kind.rawValue) \(choice.property)=\(choice.value.text)" }

    init(name: DeviceName, kind: DeviceKind, choice: Choice) {
        (self.name, self.kind, self.choice) = (name, kind, choice)
    }

    /// Nil for a line that is no such mark.
    init?(mark: some StringProtocol) {
        let words = mark.split(separator: " ", maxSplits: 3)
        guard words.count == 4, words[0] == "#:", words[1].hasPrefix("name="), words[2].hasPrefix("kind="),
            let name = DeviceName(words[1].dropFirst(5)),
            let kind = DeviceKind(rawValue: String(words[2].dropFirst(5))),
            let equals = words[3].firstIndex(of: "="),
            let value = SafeValue(words[3][words[3].index(after: equals)...])
        else { return nil }
        switch words[3][..<equals] {
        case "ID_SERIAL": self.init(name: name, kind: kind, choice: .serial(value))
        case "ID_PATH": self.init(name: name, kind: kind, choice: .port(value))
        default: return nil
        }
    }

    /// What bedside.yaml needs to know of it; nothing for a keyboard of the screen.
    var configuration: [String] {
        guard kind != .screen else { return [] }
        return [
            "scanners:", "  - name: \(name.text)", "    kind: \(kind.rawValue)", "    udev:",
            "      \(choice.property): '\(choice.value.text)'",
        ]
    }
}
