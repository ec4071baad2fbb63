import BedsideDevices
import BedsideWire
import Foundation
import HTTPTypes

/// A recording as it comes in: JSON lines of ``TraceMessage``, written by a site and perhaps edited by hand.
struct RecordingFile {
    private(set) var settings: [ScannerSettingsMessage] = []
    /// Everything in one.
    private(set) var recording = Recording()
    /// The same, parted at the marks; what came before the first mark is of no code.
    private(set) var parts: [Recording] = []
    /// The kind of the device that was open first.
    private(set) var kind: ScannerKind?

    /// The most steps; a line is at least 40 bytes.
    private static let mostLines = 200_000

    /// Throws ``APIProblem`` 400 with the number of the line that is no step.
    init(lines bytes: [UInt8]) throws(APIProblem) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Self.mostLines else { throw Self.refused("The recording has more than 200,000 lines.") }
        for (index, line) in lines.enumerated() where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) {
            do {
                try take(try JSONDecoder().decode(TraceMessage.self, from: Data(line)))
            } catch let problem as APIProblem {
                throw problem
            } catch {
                throw Self.refused("Line \(index + 1) is no step of a recording.")
            }
        }
        guard !settings.isEmpty else { throw Self.refused("The recording does not begin with its settings.") }
    }

    /// The settings as the decoders take them; the devices themselves do not matter.
    func configurations() throws(DeviceError) -> [ScannerConfiguration] {
        var scanners: [ScannerConfiguration] = []
        for setting in settings { scanners.append(try setting.configuration()) }
        return scanners
    }

    private mutating func take(_ message: TraceMessage) throws(APIProblem) {
        // A week: times are added up, and a file may say anything.
        guard (0...604_800_000_000).contains(message.microseconds) else {
            throw Self.refused("A time of the recording is before its begin or after a week.")
        }
        let elapsed = Duration.microseconds(message.microseconds)
        switch message.step {
        case .begin(let version, _, _, let settings):
            guard version == TraceFormat.version else {
                throw Self.refused(
                    "The recording is of version \(version); this daemon reads version \(TraceFormat.version).")
            }
            self.settings = settings
        case .attached(let word, _, _, let descriptor):
            guard let attached = ScannerKind(rawValue: word), let form = Hexadecimal.bytes(descriptor ?? "") else {
                throw Self.refused("A kind of device or its descriptor is not known.")
            }
            kind = kind ?? attached
            add(.attached(attached, descriptor: form), elapsed)
        case .detached: add(.detached, elapsed)
        case .key(let type, let code, let value):
            guard let type = UInt16(exactly: type), let code = UInt16(exactly: code), let value = Int32(exactly: value)
            else { throw Self.refused("A key's number is out of range.") }
            add(.key(KeyEvent(type: type, code: code, value: value)), elapsed)
        case .bytes(let hex, _, _):
            guard let bytes = Hexadecimal.bytes(hex) else { throw Self.refused("Bytes are not hexadecimal.") }
            add(.bytes(bytes), elapsed)
        case .mark: parts.append(Recording())
        case .scan, .fault, .limited: break
        }
    }

    private mutating func add(_ event: Recording.Event, _ elapsed: Duration) {
        recording.steps.append(Recording.Step(elapsed, event))
        if !parts.isEmpty { parts[parts.count - 1].steps.append(Recording.Step(elapsed, event)) }
    }

    private static func refused(_ sentence: String) -> APIProblem {
        APIProblem(.badRequest, code: "not-a-recording", sentence)
    }
}

/// Bytes as pairs of hexadecimal digits.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Nil for anything else than whole pairs.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { digit($0) }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
