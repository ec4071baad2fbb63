/// Reads what other tools and files say.
enum ToolTexts {
    /// The directives of cupsd.conf and cups-files.conf outside of sections, in lower case; the last one counts, as for cupsd.
    static func cups(_ text: String) -> [String: String] {
        var directives: [String: String] = [:]
        var depth = 0
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            if first.hasPrefix("</") {
                depth = max(0, depth - 1)
            } else if first.hasPrefix("<") {
                depth += 1
            } else if depth == 0 {
                directives[first.lowercased()] = words.dropFirst().joined(separator: " ")
            }
        }
        return directives
    }

    /// Playback controls of `amixer scontents` that let nothing through: switched off, or all channels at 0 %.
    static func muted(_ text: String) -> [String] {
        var muted: [String] = []
        var name: String?
        var levels: [Bool] = []
        func close() {
            if let name, !levels.isEmpty, levels.allSatisfy({ !$0 }) { muted.append(name) }
            levels = []
        }
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Simple mixer control ") {
                close()
                name = line.split(separator: "'").dropFirst().first.map(String.init)
            } else if line.contains("Playback"), line.contains("[") {
                levels.append(!line.contains("[off]") && !line.contains("[0%]"))
            }
        }
        close()
        return muted
    }

    /// `NTPSynchronized=yes` of `timedatectl show`; nil for anything else.
    static func isSynchronised(_ text: String) -> Bool? {
        for line in text.split(separator: "\n") {
            if line == "NTPSynchronized=yes" { return true }
            if line == "NTPSynchronized=no" { return false }
        }
        return nil
    }
}
