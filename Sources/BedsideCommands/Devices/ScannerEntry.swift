import BedsideWire

/// The entry of one scanner in a configuration file, as text: only its lines change, comments and all else stay.
enum ScannerEntry {
    /// The keys that learning sets, in the file's order, with their values as YAML; nil takes the key out.
    static func settings(of learned: LearnedMessage) -> [(key: String, value: String?)] {
        [
            ("layout", learned.layout), ("endings", "[" + learned.endings.joined(separator: ", ") + "]"),
            ("prefix", quoted(learned.prefix)), ("suffix", quoted(learned.suffix)),
            ("idle_gap_ms", "\(learned.idleGapMilliseconds)"), ("aim", learned.sendsAim ? "prefix" : nil),
        ]
    }

    /// The text with these settings in the scanner's entry of this kind. Throws ``CommandError`` `entryUnknown` when the
    /// file has no such entry, or has it in a form (`{name: a, ...}`) that is to be changed by hand.
    static func rewrite(
        _ text: String, scanner: String, kind: String, settings: [(key: String, value: String?)]
    ) throws(CommandError) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard
            let entry = entries(lines).first(where: { entry in
                value(of: "name", in: lines[entry.lines], entry.indent) == scanner
                    && value(of: "kind", in: lines[entry.lines], entry.indent) ?? "evdev" == kind
            })
        else {
            throw CommandError(
                .entryUnknown,
                "The file has no entry of kind \(kind) named \(scanner) under scanners, written one key a line; change it by hand."
            )
        }
        var own = Array(lines[entry.lines])
        for (key, value) in settings { set(key, value, in: &own, entry.indent) }
        lines.replaceSubrange(entry.lines, with: own)
        return lines.joined(separator: "\n")
    }

    /// The lines of one item of the list, and how far its keys are indented.
    private struct Entry {
        let lines: Range<Int>
        let indent: Int
    }

    private static func entries(_ lines: [String]) -> [Entry] {
        guard let head = lines.firstIndex(where: { isKey("scanners", $0, 0) }) else { return [] }
        let end =
            lines[(head + 1)...].firstIndex { isContent($0) && indent($0) == 0 && !$0.hasPrefix("-") } ?? lines.count
        let starts = (head + 1..<end).filter { isContent(lines[$0]) && body(lines[$0]).hasPrefix("- ") }
        guard let dash = starts.map({ indent(lines[$0]) }).min() else { return [] }
        let items = starts.filter { indent(lines[$0]) == dash }
        return items.enumerated().map { index, start in
            let next = index + 1 < items.count ? items[index + 1] : end
            // Comments and blank lines at the end belong to what follows.
            let last = (start..<next).last { isContent(lines[$0]) } ?? start
            let keys = indent(lines[start]) + 1 + lines[start].dropFirst(dash + 1).prefix { $0 == " " }.count
            return Entry(lines: start..<(last + 1), indent: keys)
        }
    }

    /// Sets, adds or takes out one key of an entry.
    private static func set(_ key: String, _ value: String?, in lines: inout [String], _ indent: Int) {
        let start = lines.indices.first { isKey(key, masked(lines[$0], $0, indent), indent) }
        let line = value.map { String(repeating: " ", count: indent) + "\(key): \($0)" }
        guard let start else {
            if let line { lines.append(line) }
            return
        }
        // A value may go on in lines that are further in.
        let rest = lines[(start + 1)...].firstIndex { isContent($0) && Self.indent($0) <= indent } ?? lines.count
        let isFirst = start == 0
        // The first line holds the dash, and is never taken out whole: it holds the name in practice.
        if isFirst { return lines[0] = (line ?? lines[0]).replacingPrefix(indent, of: lines[0]) }
        let keptComments = lines[(start + 1)..<rest].filter { !isContent($0) }
        lines.replaceSubrange(start..<rest, with: (line.map { [$0] } ?? []) + keptComments)
    }

    private static func value(of key: String, in lines: ArraySlice<String>, _ indent: Int) -> String? {
        for (offset, line) in lines.enumerated() {
            let line = masked(line, offset, indent)
            guard isKey(key, line, indent) else { continue }
            let value = line.dropFirst(indent + key.count + 1).prefix { $0 != "#" }
            return value.filter { !" \"'\r".contains($0) }
        }
        return nil
    }

    /// The first line of an item with its dash as a blank.
    private static func masked(_ line: String, _ offset: Int, _ indent: Int) -> String {
        offset == 0 ? String(repeating: " ", count: indent) + line.dropFirst(indent) : line
    }

    private static func isKey(_ key: String, _ line: String, _ indent: Int) -> Bool {
        Self.indent(line) == indent && line.dropFirst(indent).hasPrefix(key + ":")
    }

    private static func isContent(_ line: String) -> Bool {
        let body = body(line)
        return !body.isEmpty && !body.hasPrefix("#") && body != "\r"
    }

    private static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }
    private static func body(_ line: String) -> Substring { line.drop { $0 == " " } }

    private static func quoted(_ text: String) -> String? {
        text.isEmpty ? nil : "'" + text.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
    }
}

extension String {
    /// The same with its beginning taken from another text.
    fileprivate func replacingPrefix(_ count: Int, of other: String) -> String {
        String(other.prefix(count) + dropFirst(count))
    }
}
