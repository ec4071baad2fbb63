/// Everything that can happen to the alarms.
package enum AlarmEvent: Sendable, Hashable {
    case signal(AlarmSource, AlarmSignal)
    /// The cancel key at the bed.
    case cancelled(AlarmPlace)
    /// A fault of the system itself came or went.
    case fault(AlarmSource, isPresent: Bool)
    case act(AlarmAct, by: StaffID, from: ActPlace)
    case screen(WardScreenName, ScreenSign)
    /// A synthetic alarm sets out from the inputs' door.
    case probe
    /// A deadline may be due.
    case tick
    /// What other terminals of the ward told is another now: the screens must draw and confirm it.
    case redraw
}

/// What an input says of a source.
package enum AlarmSignal: Sendable, Hashable {
    /// A button, this often; each press is a fact.
    case pressed(Int)
    /// A contact's level.
    case level(Bool)
}

/// What a nurse or technician does.
package enum AlarmAct: Sendable, Hashable {
    case accept(AlarmID)
    case reject(AlarmID)
    /// Somebody is at the bed.
    case attend(AlarmID)
    /// Everything at this bed at once: a badge at the bed's terminal.
    case attendAll(AlarmPlace)
    /// They go while the condition stays.
    case leave(AlarmID)
    case shelve(AlarmID, minutes: Int, reason: String)
    case outOfService(AlarmID, hours: Int, reason: String)
    /// Back from the shelf or into service.
    case unshelve(AlarmID)
    /// Everything that sounds now and is no emergency, for ``AlarmRules/soundPause``.
    case pauseSound
}

/// Where it was done: only the bed closes a call.
package enum ActPlace: Sendable, Hashable {
    case screen(WardScreenName)
    case bed(AlarmPlace)
}

/// What a screen tells.
package enum ScreenSign: Sendable, Hashable {
    case joined
    /// It has drawn everything up to this revision of the table.
    case confirmed(UInt64)
    /// It said good-bye, or its connection ended.
    case left
}

/// Why an act was not done. Nurses read the sentence of it on their screen.
package enum AlarmRefusal: String, Error, Sendable, Hashable, Codable, CaseIterable {
    /// No such open alarm: somebody was quicker.
    case gone
    /// Somebody has it already.
    case taken
    /// Calls are closed at the bed, never from afar (VDE 0834; GB 51348 commentary).
    case onlyAtTheBed = "only-at-the-bed"
    /// Calls of people and emergencies are never shelved.
    case neverShelved = "never-shelved"
    /// A shelf needs a reason and a time inside its bound.
    case noReason = "no-reason"
    /// Nobody is there whose leaving could be noted.
    case nobodyThere = "nobody-there"
    /// An emergency is not silenced.
    case emergencySounds = "emergency-sounds"
    /// The alarm is another terminal's, which cannot be reached or did not answer in time: go to the bed.
    case noContact = "no-contact"
}

/// What is to be done, in this order: record, then annunciate. Both are idempotent: a record by id and revision, an
/// annunciation by the table's revision.
package enum AlarmEffect: Sendable, Hashable {
    case record(AlarmEpisode)
    /// To be recorded with the next record or soon: a fact for the report, which holds nothing up.
    case note(AlarmEpisode)
    /// What screens, sounder or patients see has changed; these were raised or raised anew, in this order.
    case annunciate(raised: [AlarmID])
    case refuse(AlarmRefusal)
}
