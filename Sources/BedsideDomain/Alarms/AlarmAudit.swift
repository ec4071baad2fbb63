/// Compares what is on disk with what runs: an open alarm without an armed deadline is found whoever forgot it
/// (OnCall's auditor; alarms.md 4.5). It looks at the store and at the armed timer, never at the table's own bookkeeping.
package enum AlarmAudit {
    package enum Finding: Sendable, Hashable {
        /// Open on disk, and nobody keeps it; or what is kept is older than the disk.
        case forgotten(AlarmID)
        /// Its deadline is long over and nothing happened.
        case overdue(AlarmID)
        /// Nothing is armed early enough for it, or its deadline is one that no rule allows.
        case unarmed(AlarmID)
    }

    /// How late a deadline may fire, in milliseconds.
    static let grace: Int64 = 5000

    /// - Parameters:
    ///   - stored: what was read from the journal's files.
    ///   - kept: the identifiers that the engine keeps open, and the revision of each.
    ///   - armed: when the engine's timer will ring, in milliseconds since boot.
    package static func findings(
        stored: [AlarmEpisode], kept: [AlarmID: UInt64], armed: Int64?, at now: AlarmMoment
    ) -> [Finding] {
        stored.filter(\.isOpen).sorted { $0.id < $1.id }.compactMap { episode in
            guard let revision = kept[episode.id], revision >= episode.revision else { return .forgotten(episode.id) }
            // The engine has gone on since: the disk's deadline is not the one that counts.
            guard revision == episode.revision else { return nil }
            let due = episode.deadline.uptime
            // A start re-arms every deadline and writes it down: of another boot it is armed by nobody.
            guard episode.deadline.boot == now.boot, isLawful(episode, at: now) else { return .unarmed(episode.id) }
            if due < now.uptime - grace { return .overdue(episode.id) }
            guard let armed, armed - grace <= max(due, now.uptime) else { return .unarmed(episode.id) }
            return nil
        }
    }

    /// Its deadline lies no further ahead than the widest bounds of ``AlarmRules`` let any deadline lie.
    private static func isLawful(_ episode: AlarmEpisode, at now: AlarmMoment) -> Bool {
        let longest: Int64 =
            switch episode.lifecycle {
            case .outOfService: 168 * 3_600_000
            case .shelved, .unacked, .returnedUnacked, .acked, .attended, .closed: 2 * 3_600_000
            }
        return episode.deadline.uptime <= now.uptime + longest
    }
}
