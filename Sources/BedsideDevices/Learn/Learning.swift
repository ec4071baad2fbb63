import BedsideDomain

/// Finds a scanner's settings: tries every layout and ending on recordings of known codes, through the real decoders, and
/// takes the first under which all of them come out alike. Pure.
package enum Learning {
    /// - Parameters:
    ///   - recordings: what the scanner sent for each code, one recording each.
    ///   - codes: the content of the codes in the same order; printable ASCII in which the layouts differ.
    ///   - scanner: name and kind of the scanner; its settings do not matter.
    /// - Throws: ``DeviceError`` `notLearned` with what to do.
    package static func learn(
        _ recordings: [Recording], codes: [String], scanner: ScannerConfiguration
    ) throws(DeviceError) -> LearnedSettings {
        guard !codes.isEmpty, recordings.count == codes.count else {
            throw DeviceError(
                .notLearned,
                "Learning needs one recording for each of the \(codes.count) setup codes (got \(recordings.count)).")
        }
        if let silent = recordings.firstIndex(where: { $0.sent.isEmpty }) {
            throw DeviceError(
                .notLearned, "Nothing came for code \(silent + 1); check the scanner's cable and `bedside devices`.")
        }
        let layouts: [KeyboardLayout?] = scanner.match.kind == .evdev ? KeyboardLayout.all.map(\.self) : [nil]
        for layout in layouts {
            for marks in marks {
                for endings in candidates {
                    guard let frame = try frame(recordings, codes, scanner, layout, endings, marks) else { continue }
                    return LearnedSettings(
                        layout: layout, endings: endings, prefix: frame.prefix, suffix: frame.suffix,
                        idleGap: idleGap(recordings, endings), sendsAim: frame.sendsAim)
                }
            }
        }
        throw DeviceError(
            .notLearned,
            "The codes came, but no known keyboard layout gives what is printed; set the scanner to US keyboard and one code at a time, then learn again."
        )
    }

    /// From the fewest endings to the most, silence last: with an ending too many a prefix could be taken for one.
    private static let candidates: [Set<ScanEnding>] = [
        [.carriageReturn], [.lineFeed], [.tab], [.carriageReturn, .lineFeed], [.carriageReturn, .tab],
        Set(ScanEnding.allCases), [],
    ]

    /// Control characters that scanners put around a code: no payload may hold them, so they must be guessed.
    private static let marks: [Marks] = [
        Marks(), Marks(before: [ControlByte.startOfText], after: [ControlByte.endOfText]),
        Marks(before: [ControlByte.startOfText]), Marks(after: [ControlByte.endOfText]),
    ]

    /// What stands around every code; nil when these settings do not give one scan with its code for each recording.
    private static func frame(
        _ recordings: [Recording], _ codes: [String], _ scanner: ScannerConfiguration, _ layout: KeyboardLayout?,
        _ endings: Set<ScanEnding>, _ marks: Marks
    ) throws(DeviceError) -> Frame? {
        let settings = ScannerConfiguration(
            name: scanner.name, match: scanner.match,
            framing: try ScanFraming(
                endings: endings, idleGap: .seconds(10), prefix: marks.before, suffix: marks.after),
            layout: layout ?? .us)
        var found: Frame?
        for (recording, code) in zip(recordings, codes) {
            let outcomes = try Replay.run(Recording(steps: recording.sent), settings: [settings]).map(\.outcome)
            guard case .scan(let reading) = outcomes.first, outcomes.count == 1,
                let frame = Frame(reading, around: Array(code.utf8), marks), found ?? frame == frame
            else { return nil }
            found = frame
        }
        return found
    }

    private static func idleGap(_ recordings: [Recording], _ endings: Set<ScanEnding>) -> Duration {
        let usual = (endings.isEmpty ? ScanFraming.silence : .standard).idleGap
        let longest = recordings.map(\.longestGap).max() ?? .zero
        let parts = (longest * 3).components
        let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
        // Whole tens of milliseconds, for people.
        return min(max(usual, .milliseconds((milliseconds + 9) / 10 * 10)), .seconds(10))
    }
}

private struct Marks {
    var before: [UInt8] = []
    var after: [UInt8] = []
}

/// What stands before and after a code.
private struct Frame: Equatable {
    let prefix: [UInt8]
    let suffix: [UInt8]
    let sendsAim: Bool

    init?(_ reading: Reading, around code: [UInt8], _ marks: Marks) {
        let bytes = reading.payload.value
        guard bytes.count >= code.count,
            let start = (0...(bytes.count - code.count)).first(where: { bytes[$0...].starts(with: code) })
        else { return nil }
        let before = bytes[..<start]
        let after = bytes[(start + code.count)...]
        // What the code was printed as stands between a prefix and the payload.
        let aim = AimIdentifier(beginning: before.suffix(AimIdentifier.length))
        sendsAim = aim != nil
        prefix = marks.before + before.dropLast(aim == nil ? 0 : AimIdentifier.length)
        suffix = after + marks.after
        guard prefix.count <= ScanFraming.longestMark, suffix.count <= ScanFraming.longestMark else { return nil }
    }
}
