import BedsideDevices
import BedsideDomain

/// Everything that comes to the alarms' one owner.
enum AlarmInput: Sendable {
    case contacts([ContactEvent])
    /// The key "call a person" of this terminal's kiosk; answered when it is recorded and shown.
    case call(AlarmPlace, AlarmReply)
    case act(AlarmAct, by: StaffID, from: ActOrigin, AlarmReply)
    case screen(WardScreenName, ScreenSign)
    case fault(TechnicalFault, about: String, isPresent: Bool)
    /// What another terminal of the ward told; nil when it does not belong to the ward any more.
    case neighbour(TerminalName, NeighbourNews?)
    case probe
    case tick
    /// The watchdog wants to hear the loop.
    case beat
}

extension AlarmInput {
    var isTick: Bool { if case .tick = self { true } else { false } }
}

/// Where an act was done, before the owner knows at which beds that is.
enum ActOrigin: Sendable, Hashable {
    case screen(WardScreenName)
    /// A badge at this terminal's kiosk.
    case kiosk
    /// Another terminal of the ward, which says at which bed.
    case link(TerminalName, bed: AlarmPlace?)
}

/// Answers one request, exactly once.
struct AlarmReply: Sendable {
    let answer: @Sendable (AlarmRefusal?) -> Void
}
