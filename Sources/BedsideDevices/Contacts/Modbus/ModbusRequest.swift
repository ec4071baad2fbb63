/// What is asked of a slave.
struct ModbusRequest: Hashable, Sendable {
    /// Functions that only read.
    enum Function: Sendable, CaseIterable {
        /// FC02, what is polled.
        case inputs
        /// FC01, FC03 and FC04, for ``probes``.
        case coils, holdingRegisters, inputRegisters
    }

    let function: Function
    let start: Int
    /// 1 to 2,000 bits or registers.
    let count: Int

    /// Requests whose answers, refusals included, can be taken neither for a poll's nor for each other's: an answer repeats
    /// its function.
    static let probes = [Function.coils, .holdingRegisters, .inputRegisters].map {
        ModbusRequest(function: $0, start: 0, count: 1)
    }
}

/// What came of a request.
enum ModbusAnswer: Hashable, Sendable {
    /// The discrete inputs, as many as were asked for.
    case inputs([Bool])
    /// An answer to a probe.
    case other
    /// The slave refuses by an exception.
    case exception
    /// Nothing, or not all of it, in time.
    case silent
    /// A wrong checksum, length, function or slave.
    case garbled
    /// The line is not there any more.
    case gone
}

/// The discrete inputs that one request reads: all from the first to the last that has a point.
struct ModbusSpan: Hashable, Sendable {
    /// The most bits that an answer holds.
    static let longest = 2000

    let start: Int
    let count: Int

    /// Nil when there is no discrete input, or one request cannot read them all.
    init?(_ points: [ContactPoint]) {
        let numbers = points.compactMap(\.discrete)
        guard let first = numbers.min(), let last = numbers.max(), (0...0xFFFF).contains(first), last <= 0xFFFF,
            last - first < Self.longest
        else { return nil }
        (start, count) = (first, last - first + 1)
    }

    var poll: ModbusRequest { ModbusRequest(function: .inputs, start: start, count: count) }
}

extension ContactPoint {
    /// Its discrete input, for points of a Modbus slave.
    var discrete: Int? {
        guard case .discrete(let number) = address else { return nil }
        return number
    }
}
