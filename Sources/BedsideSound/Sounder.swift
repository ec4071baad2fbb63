/// Whatever makes a terminal heard. It is told a state, not events: what should sound from now on.
package protocol Sounder: Sendable {
    /// Replaces what should sound. It returns at once whatever the device does; the same plan again changes nothing.
    func play(_ plan: SoundPlan)

    /// Whether an alarm would be heard now; nil until the device was tried. Ask it with each beat of the alarm loop: only
    /// here does a driver show that never returns.
    func state() -> SoundState?
}
