import CPosix
import Glibc

/// An open serial line of a base, raw and alone ours; closed with its owner.
final class WardBusPort {
    let identity: FileIdentity
    private let descriptor: Descriptor

    init(node: String, baud: Int) throws(OpenFailure) {
        guard let identity = FileIdentity(path: node) else { throw .vanished }
        guard identity.isCharacterDevice, let speed = UInt32(exactly: baud) else {
            throw .unusable("\(node) is not a serial line of \(baud) bauds.")
        }
        self.identity = identity
        do throws(SystemCallError) {
            descriptor = try openDevice(node, O_RDWR)
            _ = try checked(bedside_printer_line(descriptor.number, speed, 0), "tcsetattr")
        } catch {
            throw OpenFailure(error, node: node)
        }
        // Best effort: emulated lines do not know it, and it does not bind a privileged program.
        _ = bedside_exclusive(descriptor.number)
    }

    var number: Int32 { descriptor.number }

    func read(into buffer: inout [UInt8]) -> ReadResult { descriptor.read(into: &buffer) }

    /// A reply that the line does not take is sent again when the station repeats its call.
    func send(_ bytes: [UInt8]) { descriptor.writeBestEffort(bytes) }
}

extension OpenFailure {
    /// What it means for a contact input.
    var contactLoss: ContactLoss {
        switch self {
        case .vanished: .absent
        case .held, .unusable: .refused
        }
    }
}
