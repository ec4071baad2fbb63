import BedsideDomain

/// What a scenario says must be so.
enum Expectation: Sendable, Hashable {
    case alarm(AlarmName, AlarmState)
    /// All lines of every screen, from the top.
    case list([AlarmName])
    /// What the terminal's own sounder plays; nothing when nil.
    case sound(AlarmPriority?, level: Int?)
    /// The sound is paused for so long still.
    case paused(Duration)
    /// What the patient at a place reads; nothing when all is quiet.
    case patient(AlarmPlace, CallProgress?)
    /// Why the act before was not done.
    case refused(AlarmRefusal)
    case screen(WardScreenName, isLive: Bool)
    case path(WardScreenName, PathProof)
    /// So many technical alarms are folded into one line.
    case folded(Int)
    case audit(AuditResult)
    /// The record of an alarm, open or closed; of several the newest.
    case recorded(AlarmName, isOpen: Bool)
    /// So many alarms in all.
    case records(Int)
    /// The note that the terminal has just started with alarms open.
    case restartNote(Bool)
}

/// What may be expected of one alarm.
enum AlarmState: Sendable, Hashable {
    /// In whatever state, but not closed.
    case open
    /// It was open in this scenario, and is no more.
    case closed
    /// It never was open.
    case absent
    case unacked
    case acked(by: String?)
    case attended(by: String?)
    case returned
    case shelved
    case outOfService
    case level(Int)
    case raised(times: Int)
    /// Until its next step.
    case due(Duration)
    /// Since it was raised.
    case waited(Duration)
    /// Whose turn it is; everybody when nil.
    case asks(Set<WardScreenName>?)
}

enum PathProof: Sendable, Hashable {
    case ago(Duration)
    case within(Duration)
    case never
}

enum AuditResult: Sendable, Hashable {
    case nothing
    case finds(AlarmName, AuditWord)
}

enum AuditWord: String, Sendable, Hashable, CaseIterable { case forgotten, overdue, unarmed }
