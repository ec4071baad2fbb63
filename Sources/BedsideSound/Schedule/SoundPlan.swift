package import BedsideDomain

/// What should sound from now on: the newest plan replaces the one before.
package enum SoundPlan: Sendable, Hashable {
    /// Nothing, at once.
    case silence
    /// The pattern of the most urgent alarm that nobody has accepted, again and again. The level is that of its
    /// escalation, from 1; higher ones are louder (``SoundConfiguration/amplitude(at:)``).
    case alarm(AlarmPriority, level: Int)
    /// The pattern once, so that staff can hear it; then nothing.
    case test(AlarmPriority)
}
