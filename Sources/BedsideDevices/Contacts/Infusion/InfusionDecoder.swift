/// Finds the frames in what an infusion receiver sends: split, merged, or with garbage between them.
///
/// The format has a start byte but no checksum, so everything about a frame must fit: the length to the function, the count
/// to the length, and the kinds of all ids. What only begins like a frame is given up as soon as a whole frame is seen
/// behind it, so garbage delays nothing and costs at most the frame that it hit.
///
/// What nobody can see without a checksum: a state that changed, and a frame whose last bytes something else replaced.
struct InfusionDecoder {
    /// Bytes that belonged to no frame.
    private(set) var ignoredBytes = 0
    /// At most one beginning of a frame, shorter than 255 bytes.
    private var buffer: [UInt8] = []

    /// Takes what was read, in order.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [InfusionFrame] {
        buffer += bytes
        var frames: [InfusionFrame] = []
        var (place, used) = (0, 0)
        var beginning: Int?
        while place < buffer.count {
            switch InfusionFrame.read(buffer[place...]) {
            case .frame(_, let length) where isCut(place, length):
                place += 1
            case .frame(let frame, let length):
                frames.append(frame)
                ignoredBytes &+= place - used
                place += length
                (used, beginning) = (place, nil)
            case .beginning:
                beginning = beginning ?? place
                place += 1
            case .nothing: place += 1
            }
        }
        let kept = beginning ?? buffer.count
        ignoredBytes &+= kept - used
        buffer.removeFirst(kept)
        return frames
    }

    /// What looks whole was cut by the next frame, which begins inside it: nothing begins where it would end.
    private func isCut(_ place: Int, _ length: Int) -> Bool {
        guard place + length < buffer.count, buffer[place + length] != InfusionFrame.start else { return false }
        return (place + 1..<place + length).contains { inner in
            switch InfusionFrame.read(buffer[inner...]) {
            case .frame: true
            case .beginning: buffer.count - inner >= 3
            case .nothing: false
            }
        }
    }
}

extension InfusionFrame {
    fileprivate static let start: UInt8 = 0x66

    fileprivate enum Reading {
        case frame(InfusionFrame, length: Int)
        /// All that is there fits, but it is no whole frame yet.
        case beginning
        case nothing
    }

    fileprivate static func read(_ bytes: ArraySlice<UInt8>) -> Reading {
        let start = bytes.startIndex
        func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[start + offset] : nil }
        guard byte(0) == Self.start else { return .nothing }
        guard let lengthByte = byte(1), let function = byte(2).map(Function.init(rawValue:)) else {
            return (byte(1) ?? 8) < 8 ? .nothing : .beginning
        }
        let length = Int(lengthByte)
        guard let function, let count = function.count(inLength: length) else { return .nothing }
        // Ids of receivers begin with A, those of detectors with B.
        guard byte(3).map({ $0 >> 4 == 0xA }) ?? true else { return .nothing }
        if let size = function.entry {
            guard byte(7).map({ Int($0) == count }) ?? true else { return .nothing }
            for offset in stride(from: 8, to: length, by: size) {
                guard let first = byte(offset) else { break }
                guard first >> 4 == 0xB, byte(offset + 4).map(function.takes) ?? true else { return .nothing }
            }
        }
        guard bytes.count >= length else { return .beginning }
        func id(_ offset: Int) -> UInt32 {
            bytes[(start + offset)...].prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        }
        func entries<Value>(_ make: (UInt8) -> Value) -> [DetectorReading<Value>] {
            stride(from: 8, to: length, by: 5).map { offset in
                DetectorReading(detector: id(offset), value: make(bytes[start + offset + 4]))
            }
        }
        let report: InfusionReport =
            switch function {
            case .receiver: .receiver(detectors: Int(bytes[start + 7]))
            case .states: .states(entries(DetectorState.init(bits:)))
            case .rates: .rates(entries(\.self))
            case .added, .deleted, .server, .interval: .confirmation
            }
        return .frame(InfusionFrame(receiver: id(3), report: report), length: length)
    }

    /// What receivers send, by its function byte.
    private enum Function: UInt8 {
        case receiver, states, added, deleted, server, interval, rates

        /// How many bytes an entry has, for functions whose data is a count and as many entries.
        var entry: Int? {
            switch self {
            case .states, .rates: 5
            case .added, .deleted: 4
            case .receiver, .server, .interval: nil
            }
        }

        /// Whether the last byte of an entry may be so: two bits of a state are reserved, and drops are at most 127.
        func takes(_ value: UInt8) -> Bool {
            switch self {
            case .states: value & 0xC0 == 0
            case .rates: value < 0x80
            case .receiver, .added, .deleted, .server, .interval: true
            }
        }

        /// How many entries a frame of that length has; nil when none may have it.
        func count(inLength length: Int) -> Int? {
            switch self {
            case .receiver: length == 8 ? 0 : nil
            case .server: length == 13 ? 0 : nil
            case .interval: length == 9 ? 0 : nil
            case .states, .rates, .added, .deleted:
                entry.flatMap { length >= 8 && (length - 8).isMultiple(of: $0) ? (length - 8) / $0 : nil }
            }
        }
    }
}
