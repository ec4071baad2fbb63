import BedsideDevices
import BedsideDomain
import BedsideSound

/// The section `alarms`: where calls come from, who is asked, how long, and how it sounds.
extension ConfigurationReader {
    static func alarms(_ root: YAMLSection, terminal: String, store: String) -> AlarmConfiguration {
        let section = root.section("alarms")
        defer { section.finish() }
        // A terminal's name may be longer than a place's; a terminal without a name is told where that is read.
        let standard = terminal.isEmpty ? AlarmPlace.unnamed.label : String(terminal.prefix(24))
        let home = section.string("place", default: standard, "must be 1 to 24 bytes") { _ in true }
        let screens = screens(section)
        let (inputs, meanings) = inputs(section)
        let folder = store.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        return AlarmConfiguration(
            journal: section.string(
                "journal", default: "\(folder)/alarms", "must be an absolute path", where: isPath),
            home: section.check("place") { () throws(DomainError) in try AlarmPlace(home) } ?? .unnamed,
            beds: places(section, "beds"), rules: rules(section),
            audience: AlarmAudience(
                expected: Set(screens.keys), teams: teams(section, Set(screens.keys)),
                sounder: section.choice("sounder", default: AlarmAudience.SounderRole.desk)),
            screenBeds: screens, inputs: inputs, meanings: meanings,
            sound: root.contains("alarms") ? sound(section.section("sound")) : nil,
            watchesDevices: section.choice("watch_devices", default: Choice.no) == .yes)
    }

    /// The screens that ought to be there, with the beds at which they stand.
    private static func screens(_ section: YAMLSection) -> [WardScreenName: Set<AlarmPlace>] {
        var screens: [WardScreenName: Set<AlarmPlace>] = [:]
        for part in section.sections("screens", limit: 32) {
            let text = part.string("name", "must be 1 to 32 of a-z 0-9 -") { _ in true }
            let beds = places(part, "beds")
            if let name = part.check("name", { () throws(DomainError) in try WardScreenName(text) }) {
                if screens.updateValue(beds, forKey: name) != nil {
                    part.refuse("name", "must be another than those above")
                }
            }
            part.finish()
        }
        return screens
    }

    private static func teams(
        _ section: YAMLSection, _ known: Set<WardScreenName>
    ) -> [AlarmPlace: [Set<WardScreenName>]] {
        var teams: [AlarmPlace: [Set<WardScreenName>]] = [:]
        for part in section.sections("teams", limit: 200) {
            let levels = ["first", "second", "third"].map { key in
                Set(
                    part.strings(key, default: [], limit: 32).compactMap { text in
                        part.check(key) { () throws(DomainError) in try screen(text, known) }
                    })
            }
            for bed in places(part, "beds").sorted() where teams.updateValue(levels, forKey: bed) != nil {
                part.refuse("beds", "must be in one team only")
            }
            part.finish()
        }
        return teams
    }

    /// A screen of this terminal, or those behind the link to another: `link:TERMINAL`.
    private static func screen(
        _ text: String, _ known: Set<WardScreenName>
    ) throws(DomainError) -> WardScreenName {
        if text.hasPrefix("link:") { return .link(try TerminalName(String(text.dropFirst(5)))) }
        let name = try WardScreenName(text)
        guard known.contains(name) else {
            throw DomainError(.invalidIdentifier, "The screen \(name) is not one of alarms.screens.")
        }
        return name
    }

    private static func rules(_ section: YAMLSection) -> AlarmRules {
        let part = section.section("timers")
        defer { part.finish() }
        var rules = AlarmRules()
        for (key, priority) in [
            ("emergency", AlarmPriority.emergency), ("infusion", .infusion), ("call", .call), ("technical", .technical),
        ] {
            let levels = "\(key)_levels_seconds"
            if part.contains(levels) {
                var changed = rules
                // What is no number is outside of every bound.
                changed.escalation[priority] = part.strings(levels, default: [], limit: 3).map { Int($0) ?? 0 }
                rules = part.check(levels) { () throws(DomainError) in try changed.validated() } ?? rules
            }
            let attend = rules.attend[priority] ?? 60
            rules.attend[priority] = part.integer("\(key)_attend_seconds", default: attend, in: 10...3600)
        }
        rules.repeatLast = part.integer("repeat_last_seconds", default: rules.repeatLast, in: 10...60)
        rules.afterLeave = part.integer("after_leave_seconds", default: rules.afterLeave, in: 10...120)
        rules.presence = part.integer("presence_seconds", default: rules.presence, in: 60...1800)
        rules.merge = part.integer("merge_seconds", default: rules.merge, in: 5...60)
        rules.onDelay[.device] = part.integer("device_on_ms", default: rules.onDelay[.device] ?? 0, in: 0...10_000)
        let drip = part.integer("infusion_on_ms", default: rules.onDelay[.infusionEmpty] ?? 0, in: 0...10_000)
        rules.onDelay[.infusionEmpty] = drip
        rules.onDelay[.infusionStopped] = drip
        rules.offDelay = part.integer("off_ms", default: rules.offDelay, in: 0...30_000)
        rules.soundPause = part.integer("sound_pause_seconds", default: rules.soundPause, in: 10...120)
        rules.heartbeat = part.integer("heartbeat_ms", default: rules.heartbeat, in: 1000...10_000)
        rules.probe = part.integer("probe_ms", default: rules.probe, in: 5000...60_000)
        return rules
    }

    /// Nil for `device: none`: a terminal that shall be silent says so.
    private static func sound(_ part: YAMLSection) -> SoundConfiguration? {
        defer { part.finish() }
        let device = part.string("device", default: "default", "must be a name of libasound's, or none") { !$0.isEmpty }
        let volume = part.integer("volume", default: 70, in: SoundConfiguration.volumes)
        guard device != "none" else { return nil }
        return part.check("device") { () throws(SoundError) in try SoundConfiguration(device: device, volume: volume) }
    }

    static func places(_ part: YAMLSection, _ key: String) -> Set<AlarmPlace> {
        Set(
            part.strings(key, default: [], limit: 200).compactMap { text in
                part.check(key) { () throws(DomainError) in try AlarmPlace(text) }
            })
    }
}
