import BedsideDomain

/// What the screen asks just now, in front of the list.
enum WardQuestion: Sendable {
    case reason(AlarmRow, Hold)
    case time(AlarmRow, Hold, HoldReason)
    /// A badge is to be scanned, or its number typed. Without an intent somebody says who they are first.
    case badge(WardIntent?, Field)
    case pin(WardIntent?, StaffID, Field)

    /// The alarm that it is about.
    var row: AlarmRow? {
        switch self {
        case .reason(let row, _), .time(let row, _, _): row
        case .badge(let intent, _), .pin(let intent, _, _): intent?.row
        }
    }

    var intent: WardIntent? {
        switch self {
        case .reason, .time: nil
        case .badge(let intent, _), .pin(let intent, _, _): intent
        }
    }

    static func badge(for intent: WardIntent?) -> WardQuestion {
        .badge(intent, Field(limit: 24, takesLetters: true))
    }
}

/// Somebody whose badge or PIN was right a moment ago.
struct WardActor: Sendable {
    let member: StaffMember
    /// A screen that everybody passes must not act in one person's name for long.
    let until: Duration
}

/// A badge or PIN that is being looked at.
struct WardCheck: Sendable {
    let badge: StaffID
    let intent: WardIntent?
    let since: Duration
}

/// An act that was sent and not answered yet.
struct WardOrder: Sendable {
    let intent: WardIntent
    let since: Duration
}

/// A line above the list that says how the last act went.
struct WardMessage: Sendable {
    let saying: Saying
    let isTrouble: Bool
    let until: Duration
}
