/// The port to a sound device, so that every fault can be tested.
protocol SoundCard: Sendable {
    /// Opens the device for ``PcmFormat``; the stream that comes back closes it when it goes.
    func open() throws(SoundFault) -> any SoundStream
}

/// An open device. It lives on one thread; its calls may take a moment but do not wait for samples to be played.
protocol SoundStream: AnyObject {
    /// How long the device plays from what it was given: more has to come before that.
    var bufferLength: Duration { get }

    /// Hands over samples of a burst; they sound at once or after those before them.
    /// - Parameters:
    ///   - samples: the whole burst, interleaved.
    ///   - frames: which of its frames.
    /// - Returns: how many frames were taken; fewer when the device's buffer is full.
    func write(_ samples: [Int16], frames: Range<Int>) throws(SoundFault) -> Int

    /// How many frames the device has taken and not played yet, as far as it knows.
    func unplayed() -> Int

    /// Falls silent at once, whatever was handed over, and is ready for the next burst.
    func cut() throws(SoundFault)
}
