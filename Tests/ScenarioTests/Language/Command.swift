import BedsideDomain

/// One line of a scenario that makes something happen or looks at what happened.
enum Command: Sendable, Hashable {
    /// A button, so many times, one after another.
    case press(WardPoint, times: Int)
    /// A contact's level: a cord, a detector, a relay, a normally closed loop.
    case contact(WardPoint, isActive: Bool)
    /// The cancel key at a bed.
    case cancel(AlarmPlace)
    case battery(AlarmPlace, isLow: Bool)
    /// An input as a whole can be seen no more, or again.
    case input(String, isSeen: Bool)
    /// One point of an input.
    case point(WardPoint, isSeen: Bool)
    /// A device that nobody entered speaks at an input.
    case stranger(String)
    case act(NurseAct, nurse: String, Whereabouts)
    case screen(WardScreenName, ScreenBehaviour)
    case die
    case start(Start)
    case restart(Start)
    /// The wall clock is set, forward or back.
    case clock(Duration)
    case journal(JournalCondition)
    /// The terminal's own timer stops ringing, or rings again.
    case timer(isAlive: Bool)
    case probe
    case pass(Duration)
    case expect(Expectation)
}

/// What a nurse does.
enum NurseAct: Sendable, Hashable {
    case accept(AlarmName)
    case reject(AlarmName)
    case attend(AlarmName)
    /// The badge at a bed's terminal: everything there.
    case attendAll(AlarmPlace)
    case leave(AlarmName)
    case shelve(AlarmName, Duration, reason: String)
    case outOfService(AlarmName, Duration, reason: String)
    /// Back from the shelf, or into service.
    case bringBack(AlarmName)
    case pauseSound
}

enum Whereabouts: Sendable, Hashable {
    /// At a ward screen; at the first one when it is not named.
    case screen(WardScreenName?)
    /// At the bed of the alarm.
    case bed
}

/// What a ward screen does from now on.
enum ScreenBehaviour: String, Sendable, Hashable, CaseIterable {
    /// A screen that nobody expects connects.
    case joins
    /// Connected, but it says no more that it draws.
    case stopsConfirming = "stops confirming"
    /// Its process stands still with its connection open.
    case freezes
    /// It goes on confirming, but always the picture that it has now.
    case fallsBehind = "falls behind"
    /// It says good-bye, or its connection ends.
    case leaves
    case comesBack = "comes back"
}

/// How the terminal's program starts.
struct Start: Sendable, Hashable {
    /// The machine has started anew too, so the time since boot counts from the beginning.
    var isBoot = false
    /// By how much the wall clock is wrong afterwards.
    var clock: Duration = .zero
}

enum JournalCondition: String, Sendable, Hashable, CaseIterable {
    case fails
    /// Slower than the limit of 250 ms.
    case isSlow = "is slow"
    case recovers
}

/// What a runner may lack and a scenario must therefore ask for in its head: `needs journal`.
enum Capability: String, Sendable, Hashable, CaseIterable {
    /// A journal on a disk that can be made to fail.
    case journal
    /// A timer that can be made to fail.
    case timer
    /// Hours that pass in no time: a daemon with all its heartbeats takes minutes for a day.
    case days
}

extension Command {
    var needs: Capability? {
        switch self {
        case .journal: .journal
        case .timer: .timer
        case .pass(let time) where time > .seconds(7200): .days
        default: nil
        }
    }

    /// The contact that this line is about.
    var point: WardPoint? {
        switch self {
        case .press(let point, _), .contact(let point, _), .point(let point, _): point
        default: nil
        }
    }
}
