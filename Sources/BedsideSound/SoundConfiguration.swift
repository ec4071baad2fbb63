/// The terminal's alarm sound, as its configuration says it.
package struct SoundConfiguration: Sendable, Hashable {
    /// What a volume may be, in percent of full scale. Below the lower bound an alarm could not be heard across a ward.
    package static let volumes = 30...100
    /// The longest name of a device, in bytes: libasound's names with their arguments are shorter.
    package static let longestDevice = 200
    /// Three steps are told apart by ear; later escalations stay at the loudest.
    package static let levels = 1...3

    /// libasound's name of the device, such as `default` or `plughw:CARD=PCH,DEV=0`.
    package let device: String
    /// Percent of full scale at the first level of escalation. It is an amplitude of the samples, so that no mixer
    /// control has to be found and set; the card's own mixer is left alone.
    package let volume: Int

    package init(device: String, volume: Int) throws(SoundError) {
        guard !device.isEmpty, device.utf8.count <= Self.longestDevice,
            device.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw SoundError(
                .invalidDevice,
                "A sound device's name of \(device.utf8.count) bytes was given; it is 1 to \(Self.longestDevice) printable ASCII characters. Take one that `aplay -L` lists."
            )
        }
        guard Self.volumes.contains(volume) else {
            throw SoundError(
                .invalidVolume,
                "The alarm volume \(volume) % was given; it is \(Self.volumes.lowerBound) to \(Self.volumes.upperBound) %, because an alarm has to be heard."
            )
        }
        self.device = device
        self.volume = volume
    }

    /// Percent of full scale at a level of escalation: each goes half of the way that is left to the loudest, and the last
    /// is the loudest.
    package func amplitude(at level: Int) -> Int {
        let steps = Self.levels.upperBound - Self.levels.lowerBound
        let step = Self.clamped(level) - Self.levels.lowerBound
        return volume + (Self.volumes.upperBound - volume) * step / steps
    }

    static func clamped(_ level: Int) -> Int { min(max(level, levels.lowerBound), levels.upperBound) }
}
