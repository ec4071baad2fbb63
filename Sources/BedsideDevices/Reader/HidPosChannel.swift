import CPosix
import Glibc

/// An open hidraw node of a HID-POS scanner.
///
/// hidraw cannot be had alone: any other program that may open the node gets the scans too, so its udev rule must give
/// it to this service's group only.
final class HidPosChannel: InputChannel {
    private let descriptor: Descriptor
    private var decoder: HidPosDecoder
    /// Where content is in a report, for traces.
    private let payload: Range<Int>
    let descriptorBytes: [UInt8]
    private var tap: TraceTap?

    /// Opens the node and asks it for its report descriptor.
    convenience init(node: String, scanner: ScannerConfiguration) throws(OpenFailure) {
        try self.init(node: node, scanner: scanner) { descriptor throws(SystemCallError) in
            var bytes = [UInt8](repeating: 0, count: HidReportMap.longestDescriptor)
            let count = unsafe bytes.withUnsafeMutableBufferPointer {
                unsafe bedside_hidraw_descriptor(descriptor, $0.baseAddress, Int32($0.count))
            }
            return Array(bytes.prefix(Int(try checked(count, "HIDIOCGRDESC"))))
        }
    }

    /// The same with any source of the report descriptor.
    init(
        node: String, scanner: ScannerConfiguration, reports: (Int32) throws(SystemCallError) -> [UInt8]
    ) throws(OpenFailure) {
        let said: [UInt8]
        do throws(SystemCallError) {
            descriptor = try openDevice(node, O_RDONLY)
            said = try reports(descriptor.number)
        } catch {
            throw OpenFailure(error, node: node)
        }
        guard let layout = HidPosLayout(descriptor: said) else {
            throw .unusable("\(node) sends no scanned data (usage page 0x8C); set the scanner to HID-POS mode.")
        }
        payload = layout.data
        descriptorBytes = said
        decoder = HidPosDecoder(layout: layout, framing: scanner.framing, format: scanner.format)
    }

    var number: Int32 { descriptor.number }
    var isTaken: Bool { true }
    var deadline: ContinuousClock.Instant? { decoder.deadline }

    func drain(into outcomes: inout [ScanOutcome], buffer: inout [UInt8], at now: ContinuousClock.Instant) -> DrainEnd {
        // The kernel keeps at most 64 reports and gives one a read.
        for _ in 0..<64 {
            let result = descriptor.read(into: &buffer)
            guard case .bytes(let count) = result else { return result.end ?? .gone }
            if let tap, tap.isOpen { tap.bytes(buffer[..<count], payload: payload, at: now) }
            outcomes += decoder.feed(buffer[..<count], at: now)
        }
        return .more
    }

    func tap(_ tap: TraceTap) { self.tap = tap }
    func expire(at now: ContinuousClock.Instant) -> [ScanOutcome] { decoder.expire(at: now) }
    func close() -> [ScanOutcome] { decoder.close() }
}
