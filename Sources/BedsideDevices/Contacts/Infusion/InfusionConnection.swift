import CPosix

/// One receiver's connection, bounded in time and bytes; closed with its owner.
final class InfusionConnection {
    /// Without a frame for so long a connection is closed: receivers are asked more often than that.
    private static let idle: Duration = .seconds(90)
    /// What a receiver may send in a window of ten seconds, many times what it has to say.
    private static let mostBytes = 64 * 1024

    /// Who it is: the sender of its last frame.
    private(set) var receiver: UInt32?
    private(set) var idleEnd: ContinuousClock.Instant
    /// When it is to be asked for the states of its detectors.
    private(set) var nextQuestion: ContinuousClock.Instant

    private let descriptor: Descriptor
    private var decoder = InfusionDecoder()
    private var buffer = [UInt8](repeating: 0, count: 4096)
    private var windowEnd: ContinuousClock.Instant
    private var windowBytes = 0

    init(_ descriptor: consuming Descriptor, at now: ContinuousClock.Instant) {
        self.descriptor = descriptor
        idleEnd = now + Self.idle
        nextQuestion = idleEnd
        windowEnd = now
    }

    var number: Int32 { descriptor.number }
    var ignoredBytes: Int { decoder.ignoredBytes }

    /// Reads a fair share; false when the connection is over.
    func read(at now: ContinuousClock.Instant) -> (frames: [InfusionFrame], isOpen: Bool) {
        let count: Int
        switch descriptor.read(into: &buffer) {
        case .bytes(let number): count = number
        case .nothing: return ([], true)
        case .hangUp, .failed: return ([], false)
        }
        if now >= windowEnd { (windowEnd, windowBytes) = (now + .seconds(10), 0) }
        windowBytes += count
        let frames = decoder.feed(buffer[..<count])
        if let last = frames.last {
            idleEnd = now + Self.idle
            // Who speaks for the first time is asked at once: what it sends by itself may be a part of what it knows.
            if receiver != last.receiver { nextQuestion = now }
            receiver = last.receiver
        }
        return (frames, windowBytes <= Self.mostBytes)
    }

    /// False when the receiver takes no more.
    func send(_ bytes: [UInt8], nextQuestion: ContinuousClock.Instant) -> Bool {
        self.nextQuestion = nextQuestion
        guard !bytes.isEmpty else { return true }
        return unsafe bytes.withUnsafeBytes { unsafe bedside_send(number, $0.baseAddress, $0.count) } == bytes.count
    }
}
