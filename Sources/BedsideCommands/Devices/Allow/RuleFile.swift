import Glibc

/// The files of rules on this machine: replaced whole or not at all.
enum RuleFile {
    /// Empty when it is not there. Throws ``CommandError`` `fileUnreadable`.
    static func read(_ path: String) throws(CommandError) -> String {
        if let text = SmallFile.text(path) { return text }
        guard case .missing = SmallFile.facts(path).state else {
            throw CommandError(.fileUnreadable, "The file \(path) cannot be read; run the command as root.")
        }
        return ""
    }

    /// Makes the folder when it is not there. Throws ``CommandError`` `fileUnwritable`.
    static func write(_ path: String, _ text: String, mode: mode_t) throws(CommandError) {
        // usbguard may not be installed yet: its folder and the one above.
        for slash in path.indices.filter({ path[$0] == "/" }).suffix(2) {
            _ = unsafe mkdir(String(path[..<slash]), 0o755)
        }
        let beside = path + ".new"
        _ = unsafe unlink(beside)
        let file = try NewFile(beside)
        do throws(CommandError) {
            try file.write(Array(text.utf8))
            try file.flush()
            guard unsafe chmod(beside, mode) == 0, unsafe rename(beside, path) == 0 else {
                throw CommandError(.fileUnwritable, "The file \(path) cannot be replaced; nothing was changed.")
            }
        } catch {
            _ = unsafe unlink(beside)
            throw error
        }
    }
}
