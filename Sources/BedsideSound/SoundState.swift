/// Whether an alarm would be heard now, as far as the computer can know: it hears no loudspeaker.
package enum SoundState: Sendable, Hashable {
    /// The device takes sound.
    case working
    /// It does not: a technical alarm until it works again.
    case failed(SoundFault)
}

/// Why an alarm would not be heard.
package enum SoundFault: Error, Hashable, Sendable {
    /// There is no such device.
    case missing
    /// Another program holds the device.
    case busy
    /// The device is there and will not do: no right to it, or it cannot play our format. The sentence says which.
    case refused(String)
    /// The device was there and gave an error. The sentence holds libasound's words, no data of ours.
    case failed(String)
    /// A call into the driver has not returned in time; seen by ``Sounder/state()`` only.
    case notAnswering
}
