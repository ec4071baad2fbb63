/// One open device of contacts: its descriptor, which closes with it. Used by its input's thread only.
protocol ContactChannel: AnyObject {
    /// For the ``Epoll`` of the input.
    var number: Int32 { get }
    /// Points of the input that this device does not have, by index.
    var missing: [Int] { get }
    /// Takes the device and reads every contact that it has once, before anything else: all levels are told.
    func start(_ points: inout DebouncedPoints, at now: ContinuousClock.Instant) throws(OpenFailure)
    /// Reads what is there, at most a fair share.
    func drain(_ points: inout DebouncedPoints, _ counters: ContactCounters, at now: ContinuousClock.Instant)
        -> DrainEnd
    /// Whether the device still answers; what it says of its contacts is seen.
    func probe(_ points: inout DebouncedPoints, at now: ContinuousClock.Instant) -> Bool
}
