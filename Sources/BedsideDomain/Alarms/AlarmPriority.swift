/// How urgent an alarm is; the order of every list and the pattern of every sound.
///
/// Colours and order follow the published ward topology (emergency red, infusion orange, call yellow, information blue;
/// alarms.md 1.5), each with a shape and a word of its own, so that no one needs to tell colours.
package enum AlarmPriority: Int, Sendable, Hashable, Codable, Comparable, CaseIterable {
    /// Something at the terminal or its lines is broken: 技术.
    case technical = 1
    /// A patient pressed the call button: 呼叫.
    case call = 2
    /// An infusion ran out or stopped, or a pump alarms: 输液.
    case infusion = 3
    /// Emergency button, toilet call (GB 51348-2019 17.2.2): 紧急.
    case emergency = 4

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
