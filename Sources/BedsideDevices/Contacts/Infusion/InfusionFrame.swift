/// One frame that an infusion receiver sent (alarms.md section 2, "rcv_V1.2").
struct InfusionFrame: Hashable, Sendable {
    let receiver: UInt32
    let report: InfusionReport
}

/// What a receiver reports.
enum InfusionReport: Hashable, Sendable {
    /// How many detectors are registered at it.
    case receiver(detectors: Int)
    /// The states of all detectors of the frame.
    case states([DetectorReading<DetectorState>])
    /// Their drip rates in drops a minute: a sign of life.
    case rates([DetectorReading<UInt8>])
    /// It confirms a change of its own settings, which Bedside never asks for.
    case confirmation
}

/// What a receiver says of one of its detectors.
struct DetectorReading<Value: Hashable & Sendable>: Hashable, Sendable {
    let detector: UInt32
    let value: Value
}

/// A detector's status byte.
struct DetectorState: Hashable, Sendable {
    let bits: UInt8

    /// Switched on. When it is not, its other bits say nothing about the drip: an alarm is never over because of it.
    var isOn: Bool { bits & 0x02 != 0 }
    /// 25, 50, 75 or 100.
    var batteryPercent: Int { (Int(bits >> 2 & 0x03) + 1) * 25 }

    func isActive(_ sign: DetectorSign) -> Bool {
        switch sign {
        case .noFluid: bits & 0x10 != 0
        case .clamped: bits & 0x20 != 0
        case .batteryLow: batteryPercent <= 25
        }
    }
}

/// What Bedside asks of a receiver.
enum InfusionQuery {
    /// The most detectors that one frame can name: its length is one byte.
    private static let most = (255 - 8) / 4

    /// Frames that ask for the states of detectors (0x11). A receiver closes its connection after a minute without traffic,
    /// and a detector that is never asked is silent also when it is well.
    static func states(of detectors: [UInt32], at receiver: UInt32) -> [UInt8] {
        stride(from: 0, to: detectors.count, by: most).flatMap { start -> [UInt8] in
            let part = detectors[start..<min(start + most, detectors.count)]
            var frame: [UInt8] = [0x66, UInt8(8 + 4 * part.count), 0x11]
            frame += receiver.bytes
            frame.append(UInt8(part.count))
            for detector in part { frame += detector.bytes }
            return frame
        }
    }
}

extension UInt32 {
    /// Most significant first, as ids are sent.
    fileprivate var bytes: [UInt8] {
        [24, 16, 8, 0].map { (shift: UInt32) in UInt8(truncatingIfNeeded: self >> shift) }
    }
}
