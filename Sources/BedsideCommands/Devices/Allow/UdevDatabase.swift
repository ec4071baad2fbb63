/// One device as `udevadm info --export-db` describes it.
struct UdevRecord: Sendable, Hashable {
    /// Its path below /sys: the key of a device.
    var path = ""
    /// Its node below /dev; nil for a device that has none.
    var node: String?
    var properties: [String: String] = [:]

    var subsystem: String { properties["SUBSYSTEM"] ?? "" }

    /// The last component of its path: `event5`, `1-2`.
    var sysname: Substring { path.split(separator: "/").last ?? "" }
}

/// Reads udev's database. Devices choose what they call themselves: whatever does not fit is left out, and nothing grows
/// without limit.
enum UdevDatabase {
    static let mostRecords = 8192
    static let mostProperties = 256
    static let longestLine = 4096

    static func records(_ text: String) -> [UdevRecord] {
        var records: [UdevRecord] = []
        var record = UdevRecord()
        func close() {
            if record.path.hasPrefix("/devices/"), records.count < mostRecords { records.append(record) }
            record = UdevRecord()
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                close()
                continue
            }
            guard line.utf8.count <= longestLine, line.dropFirst().hasPrefix(": ") else { continue }
            let value = line.dropFirst(3)
            switch line.first {
            case "P": record.path = String(value)
            case "N": record.node = String(value)
            case "E":
                guard let equals = value.firstIndex(of: "="), record.properties.count < mostProperties else { continue }
                let key = value[..<equals]
                guard isName(key) else { continue }
                record.properties[String(key)] = String(value[value.index(after: equals)...])
            default: break
            }
        }
        close()
        return records
    }

    private static func isName(_ key: Substring) -> Bool {
        (1...64).contains(key.utf8.count)
            && key.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}
