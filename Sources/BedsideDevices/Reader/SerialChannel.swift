import CPosix
import Glibc

/// An open serial line.
final class SerialChannel: InputChannel {
    private let descriptor: Descriptor
    private var decoder: SerialDecoder
    private var tap: TraceTap?

    /// Opens the line and puts it into raw mode at once: until then it echoes what the scanner sends back to it.
    init(node: String, scanner: ScannerConfiguration) throws(OpenFailure) {
        guard FileIdentity(path: node)?.isCharacterDevice ?? true else {
            throw .unusable("\(node) is not a serial line.")
        }
        do throws(SystemCallError) {
            descriptor = try openDevice(node, O_RDWR)
            _ = try checked(bedside_serial_raw(descriptor.number), "tcsetattr")
        } catch {
            throw OpenFailure(error, node: node)
        }
        // Best effort: emulated lines do not know it, and it does not bind a privileged program.
        _ = bedside_exclusive(descriptor.number)
        decoder = SerialDecoder(for: scanner)
    }

    var number: Int32 { descriptor.number }
    var isTaken: Bool { true }
    var deadline: ContinuousClock.Instant? { decoder.deadline }

    func drain(into outcomes: inout [ScanOutcome], buffer: inout [UInt8], at now: ContinuousClock.Instant) -> DrainEnd {
        // A terminal line gives at most 4,096 bytes at a time; sixteen of them are a fair share.
        for _ in 0..<16 {
            let result = descriptor.read(into: &buffer)
            guard case .bytes(let count) = result else { return result.end ?? .gone }
            if let tap, tap.isOpen { tap.bytes(buffer[..<count], at: now) }
            outcomes += decoder.feed(buffer.span.extracting(0..<count), at: now)
        }
        return .more
    }

    func tap(_ tap: TraceTap) { self.tap = tap }
    func expire(at now: ContinuousClock.Instant) -> [ScanOutcome] { decoder.expire(at: now) }
    func close() -> [ScanOutcome] { decoder.close() }
}

/// Opens a device's node without waiting, without making it our controlling terminal, and not for our children.
func openDevice(_ node: String, _ access: Int32) throws(SystemCallError) -> Descriptor {
    let flags = access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    return Descriptor(owning: try checked(unsafe bedside_open(node, flags, 0), "open"))
}
