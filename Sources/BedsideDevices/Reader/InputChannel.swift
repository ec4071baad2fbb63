/// One open device: its descriptor, which closes with it, and its own decoder. Used by the reader thread only.
///
/// A further kind of device (HID-POS, cards) is one more channel.
protocol InputChannel: AnyObject {
    /// For the reader's ``Epoll``.
    var number: Int32 { get }
    /// It is ours: what it sends now is read as scans.
    var isTaken: Bool { get }
    /// When silence ends an open scan.
    var deadline: ContinuousClock.Instant? { get }
    /// Reads what is there, at most a fair share, and decodes it.
    func drain(into outcomes: inout [ScanOutcome], buffer: inout [UInt8], at now: ContinuousClock.Instant) -> DrainEnd
    /// Ends a scan that silence has ended by now.
    func expire(at now: ContinuousClock.Instant) -> [ScanOutcome]
    /// The device is gone: what was open is reported.
    func close() -> [ScanOutcome]
    /// What the device says of the form of its reports, for a recording; empty for devices whose form is known.
    var descriptorBytes: [UInt8] { get }
    /// From now on the channel tells this what its device sends, before it decodes it, while somebody traces the scanner.
    func tap(_ tap: TraceTap)
}

extension InputChannel {
    /// A channel whose device sends nothing that a trace could show.
    func tap(_ tap: TraceTap) {}
    var descriptorBytes: [UInt8] { [] }
}

/// How a drain ended.
enum DrainEnd: Hashable {
    /// All was read.
    case drained
    /// A fair share was read; the rest shows as ready again, after the other devices had their turn.
    case more
    /// The device is gone: ENODEV, EIO, or the end of a terminal line.
    case gone
    /// Another program took it.
    case taken
}

extension ReadResult {
    /// What a read says about the device: nil when it gave bytes. Three signatures mean unplugged (evdev ENODEV, hidraw
    /// EIO, a terminal line the end of its input), and any other failure is no better.
    var end: DrainEnd? {
        switch self {
        case .bytes: nil
        case .nothing: .drained
        case .hangUp, .failed: .gone
        }
    }
}

/// Why a device that is there could not be opened.
enum OpenFailure: Error {
    /// It went away meanwhile.
    case vanished
    /// Another program holds it.
    case held
    /// A sentence for staff.
    case unusable(String)

    /// What an error number of opening or setting up a device means.
    init(_ error: SystemCallError, node: String) {
        switch error.number {
        case ErrorNumber.noEntry, ErrorNumber.noAddress, ErrorNumber.noDevice, ErrorNumber.input: self = .vanished
        case ErrorNumber.busy: self = .held
        case ErrorNumber.permission, ErrorNumber.access:
            self = .unusable("\(node) may not be opened by this service; check its udev rule and group.")
        default: self = .unusable("\(node) cannot be used (\(error)).")
        }
    }
}

/// Error numbers by meaning; the kernel's ABI.
enum ErrorNumber {
    static let permission: Int32 = 1
    static let noEntry: Int32 = 2
    static let input: Int32 = 5
    static let noAddress: Int32 = 6
    static let access: Int32 = 13
    static let busy: Int32 = 16
    static let noDevice: Int32 = 19
}
