/// Finds the frames in what a wireless base sends: split, merged, or with garbage between them.
///
/// The format has neither a start byte nor a checksum, so a frame is believed by where it stands:
/// - at a boundary (the end of a frame, or silence before it) a configured station with a published command is a frame as
///   soon as it is whole;
/// - anything else waits for the next boundary, and is then read in the way that leaves the fewest bytes unexplained
///   (``WardBusBurst``): what lies between garbage is found again, and garbage costs at most the frame that it hit.
///
/// What nobody can see without a checksum: a byte that changed into another command or another configured station, and a
/// frame that was cut after its station when the next one begins with an area that is also a command byte.
struct WardBusDecoder {
    /// No byte for so long is a boundary: far more than the pause between two bytes of a frame, also through an adapter that
    /// gathers them and a thread that was held up.
    static let gap: Duration = .milliseconds(200)
    /// Without a boundary, so many bytes are enough to judge by.
    static let room = 64

    /// Bytes that belonged to no frame, since the start.
    private(set) var ignoredBytes = 0

    private let stations: Set<WardBusStation>
    private var buffer: [UInt8] = []
    /// How many bytes at the buffer's front are the receiver of the last frame that was told: if that frame was cut, a next
    /// one begins among them.
    private var tail = 0
    /// A frame may begin after the tail: nothing unexplained came before it.
    private var isAtBoundary = false
    private var last: ContinuousClock.Instant?

    /// - Parameters:
    ///   - stations: the senders that may be believed without a boundary around them.
    ///   - now: when the line was opened, perhaps in the middle of a frame.
    init(stations: Set<WardBusStation>, at now: ContinuousClock.Instant) {
        self.stations = stations
        last = now
    }

    /// When silence ends what is open.
    var deadline: ContinuousClock.Instant? {
        guard buffer.count > tail || !isAtBoundary else { return nil }
        return last.map { $0 + Self.gap }
    }

    /// Takes what was read at a moment, in order.
    mutating func feed(_ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant) -> [WardBusFrame] {
        var frames = expire(at: now)
        last = now
        for byte in bytes {
            buffer.append(byte)
            advance(&frames)
            guard buffer.count >= Self.room else { continue }
            resolve(.open, &frames)
            advance(&frames)
        }
        return frames
    }

    /// Ends what silence has ended by now.
    mutating func expire(at now: ContinuousClock.Instant) -> [WardBusFrame] {
        guard let last, now >= last + Self.gap else { return [] }
        var frames: [WardBusFrame] = []
        if buffer.count > tail { resolve(.boundary, &frames) }
        buffer = []
        tail = 0
        isAtBoundary = true
        self.last = nil
        return frames
    }

    /// Tells the frames that can be believed at once.
    private mutating func advance(_ frames: inout [WardBusFrame]) {
        while isAtBoundary, buffer.count >= tail + WardBusFrame.length,
            stations.contains(WardBusStation(buffer[tail...])),
            let frame = WardBusFrame(buffer[tail...])
        {
            frames.append(frame)
            // What follows the command may belong to a next frame already, when this one was cut.
            buffer.removeFirst(tail + 4)
            tail = 3
        }
    }

    private mutating func resolve(_ end: WardBusBurst.End, _ frames: inout [WardBusFrame]) {
        let burst = WardBusBurst(bytes: buffer, tail: tail, isAtBoundary: isAtBoundary, end: end, stations: stations)
        let reading = burst.read()
        frames += reading.frames
        ignoredBytes &+= reading.ignored
        buffer.removeFirst(reading.length)
        tail = 0
        isAtBoundary = reading.endsWithFrame
    }
}

extension WardBusStation {
    /// The first three bytes, of which there must be as many.
    init(_ bytes: ArraySlice<UInt8>) {
        self.init(area: bytes[bytes.startIndex], room: bytes[bytes.startIndex + 1], bed: bytes[bytes.startIndex + 2])
    }
}

extension WardBusFrame {
    /// The first seven bytes, of which there must be as many; nil when the fourth is no command.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard let command = WardBusCommand(bytes[bytes.startIndex + 3]) else { return nil }
        self.init(
            source: WardBusStation(bytes), command: command,
            destination: WardBusStation(bytes[(bytes.startIndex + 4)...]))
    }
}
