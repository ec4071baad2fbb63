import BedsideDevices
import BedsideDomain

extension ConfigurationReader {
    static func scanners(_ root: YAMLSection) -> [ScannerConfiguration] {
        let parts = root.sections("scanners", limit: ScannerConfiguration.mostScanners)
        let scanners = parts.compactMap(scanner)
        _ = root.check("scanners") { try ScannerConfiguration.validate(scanners) }
        return scanners
    }

    /// The scanners that stand at a ward screen: the badges that they read belong to it.
    static func wardScanners(_ root: YAMLSection) -> [ScannerName: WardScreenName] {
        var screens: [ScannerName: WardScreenName] = [:]
        for part in root.sections("scanners", limit: ScannerConfiguration.mostScanners) where part.contains("screen") {
            let text = part.string("screen", "must be the name of a ward screen: 1 to 32 of a-z 0-9 -") { _ in true }
            let own = part.string("name", default: "", "must be 1 to 32 of a-z 0-9 -") { _ in true }
            guard let screen = part.check("screen", { () throws(DomainError) in try WardScreenName(text) }) else {
                continue
            }
            // A bad name is told where the scanner itself is read.
            do { screens[try ScannerName(own)] = screen } catch { continue }
        }
        return screens
    }

    private static func scanner(_ part: YAMLSection) -> ScannerConfiguration? {
        defer { part.finish() }
        // Read by ``wardScanners(_:)``.
        _ = part.contains("screen") ? part.string("screen", "must be a text") { _ in true } : ""
        let kind = part.choice("kind", default: ScannerKind.evdev)
        for (keys, kinds) in keysByKind where !kinds.contains(kind) {
            for key in keys where part.contains(key) {
                part.refuse(
                    key, "is not for kind \(kind.rawValue); only for " + kinds.map(\.rawValue).joined(separator: ", "))
            }
        }
        let name = part.string("name", "must be 1 to 32 of a-z 0-9 -") { _ in true }
        let match = match(part, kind)
        let framing = framing(part)
        let layout = part.word("layout", default: KeyboardLayout.us, of: KeyboardLayout.all, by: \.name)
        let format = PayloadFormat(
            encoding: part.choice("encoding", default: TextEncoding.utf8),
            aim: part.choice("aim", default: AimSource.none),
            kind: part.choice("payload", default: PayloadKind.text))
        let limits = limits(part)
        let program = program(part)
        guard let scannerName = part.check("name", { try ScannerName(name) }), let match, let framing, let limits,
            let program
        else { return nil }
        return ScannerConfiguration(
            name: scannerName, match: match, framing: framing, layout: layout, format: format, limits: limits,
            program: program)
    }

    /// What is asked of a smart card; without it the UID.
    private static func program(_ part: YAMLSection) -> SmartCardProgram? {
        guard part.contains("program") else { return .uid }
        let steps = part.sections("program", limit: 16).map { step in
            defer { step.finish() }
            let command = step.string("command", "must be 4 to 261 bytes in hexadecimal") {
                Hexadecimal.bytes($0).map { (4...261).contains($0.count) } ?? false
            }
            return SmartCardProgram.Step(Hexadecimal.bytes(command) ?? [], number: field(step))
        }
        return part.check("program") { () throws(DeviceError) in try SmartCardProgram(steps) }
    }

    /// Where in the reply the card's number lies.
    private static func field(_ step: YAMLSection) -> SmartCardProgram.Field? {
        guard step.contains("number") else { return nil }
        let number = step.section("number")
        defer { number.finish() }
        return SmartCardProgram.Field(
            offset: number.integer("offset", default: 0, in: 0...255),
            length: number.contains("length") ? number.integer("length", default: 1, in: 1...256) : nil,
            number.choice("notation", default: .hexadecimal))
    }

    /// Keys that mean something for some kinds only.
    private static let keysByKind: [([String], [ScannerKind])] = [
        (["layout"], [.evdev]),
        (["endings"], [.evdev, .serial]),
        (["idle_gap_ms", "prefix", "suffix"], [.evdev, .serial, .hidpos]),
        (["aim"], [.evdev, .serial]),
        (["payload"], [.evdev, .serial, .hidpos]),
        (["encoding"], [.evdev, .serial, .hidpos, .identityCard]),
        (["path"], [.serial, .identityCard]),
        (["udev"], [.evdev, .serial, .hidpos, .identityCard]),
        (["reader", "program"], [.smartCard]),
    ]

    private static func match(_ part: YAMLSection, _ kind: ScannerKind) -> ScannerMatch? {
        let path = part.string("path", default: "", "must be an absolute path", where: isPath)
        let properties = part.properties("udev")
        let reader = part.string("reader", default: "", "must be 1 to 127 bytes") { (1...127).contains($0.utf8.count) }
        if !path.isEmpty, part.contains("udev") { part.refuse("path", "is for a line without udev properties") }
        let key = kind == .smartCard ? "reader" : path.isEmpty ? "udev" : "path"
        return part.check(key) { () throws(DeviceError) in
            switch kind {
            case .evdev: .evdev(try UdevMatch(properties))
            case .serial: path.isEmpty ? .serial(try UdevMatch(properties)) : .serialPath(try SerialPath(path))
            case .hidpos: .hidpos(try UdevMatch(properties))
            case .identityCard:
                path.isEmpty ? .identityCard(try UdevMatch(properties)) : .identityCardPath(try SerialPath(path))
            case .smartCard: .smartCard(try ReaderNamePattern(reader))
            }
        }
    }

    private static func framing(_ part: YAMLSection) -> ScanFraming? {
        let words = part.strings("endings", default: ScanEndingWord.allCases.map(\.rawValue), limit: 3)
        let usual = words.isEmpty ? ScanFraming.silence : ScanFraming.standard
        let gap = part.integer("idle_gap_ms", default: Int(usual.idleGap / .milliseconds(1)), in: 10...10_000)
        let prefix = mark(part, "prefix")
        let suffix = mark(part, "suffix")
        return part.check("endings") { () throws -> ScanFraming in
            let endings = try words.map { word throws(DomainError) in
                guard let ending = ScanEndingWord(rawValue: word)?.ending else {
                    throw DomainError(.invalidIdentifier, "An ending is one of: CR, LF, TAB.")
                }
                return ending
            }
            return try ScanFraming(
                endings: Set(endings), idleGap: .milliseconds(gap), prefix: prefix, suffix: suffix)
        }
    }

    /// A prefix or suffix of the scanner's own.
    private static func mark(_ part: YAMLSection, _ key: String) -> [UInt8] {
        let text = part.string(
            key, default: "", "must be at most \(ScanFraming.longestMark) ASCII characters, control characters as \\xHH"
        ) { (ByteText.bytes($0)?.count).map { $0 <= ScanFraming.longestMark } ?? false }
        return ByteText.bytes(text) ?? []
    }

    private static func limits(_ part: YAMLSection) -> ScanLimits? {
        let window = part.integer("repeat_window_ms", default: 1500, in: 0...60_000)
        let rate = part.integer("rate_per_second", default: ScanRate.standard.perSecond, in: 0...1000)
        let burst = part.integer("rate_burst", default: ScanRate.standard.burst, in: 1...1000)
        return part.check("repeat_window_ms") { () throws(DeviceError) in
            try ScanLimits(
                repeatWindow: .milliseconds(window),
                rate: rate == 0 ? nil : try ScanRate(perSecond: rate, burst: burst))
        }
    }
}
