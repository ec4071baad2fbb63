import CPosix
import Glibc

/// Why a line to a printer ended.
enum LineFault: Error {
    /// Nothing there to open or to connect to.
    case cannotOpen(Int32)
    /// Another program holds it.
    case held
    /// It hung up: unplugged, switched off, reset.
    case gone(Int32)
    /// It takes or gives nothing in time.
    case silent
    /// The daemon stops.
    case ended
}

/// An open line to a printer: every wait on it is bounded. Closed with its last owner.
///
/// One for each exchange, as with the print server: nothing is open at idle, and a replugged or restarted printer needs no
/// special care.
final class PrinterLine {
    private let descriptor: Int32
    private let isSocket: Bool
    private let patience: LinePatience

    /// Opens it. Throws ``LineFault``.
    init(
        _ connection: ReceiptPrinterConfiguration.Connection, patience: LinePatience, within limit: Duration
    ) throws(LineFault) {
        self.patience = patience
        switch connection {
        case .serial(let path, let speed, let flow):
            isSocket = false
            descriptor = try Self.open(path)
            var problem = bedside_exclusive(descriptor)
            if problem == 0 { problem = bedside_printer_line(descriptor, UInt32(clamping: speed), flow.number) }
            guard problem == 0 else {
                close(descriptor)
                throw .cannotOpen(-problem)
            }
        case .usb(let path):
            isSocket = false
            descriptor = try Self.open(path)
            var identity = bedside_identity()
            guard unsafe bedside_identity_of(path, &identity) == 0, identity.is_character_device == 1 else {
                close(descriptor)
                throw .cannotOpen(ENXIO)
            }
        case .tcp(let host, let port):
            isSocket = true
            let begun = unsafe bedside_tcp_begin(host, UInt16(clamping: port))
            guard begun >= 0 else { throw .cannotOpen(-begun) }
            descriptor = begun
            do throws(LineFault) {
                try wait(for: POLLOUT, until: LineDeadline(in: limit))
            } catch .gone {
                throw .cannotOpen(-bedside_tcp_result(descriptor))
            }
            let problem = bedside_tcp_result(descriptor)
            guard problem == 0 else { throw .cannotOpen(-problem) }
        }
    }

    // An error of close() says nothing about the descriptor on Linux.
    deinit { _ = close(descriptor) }

    private static func open(_ path: String) throws(LineFault) -> Int32 {
        let opened = unsafe bedside_open(path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0)
        if opened == -EBUSY { throw .held }
        guard opened >= 0 else { throw .cannotOpen(-opened) }
        return opened
    }

    /// Hands all bytes to the kernel. The limit is for each step of progress. Throws ``LineFault``.
    func send(_ bytes: [UInt8], within limit: Duration) throws(LineFault) {
        var position = 0
        while position < bytes.count {
            let taken = unsafe bytes[position...].withUnsafeBytes { rest in
                unsafe isSocket
                    ? bedside_send(descriptor, rest.baseAddress, rest.count)
                    : bedside_write(descriptor, rest.baseAddress, rest.count)
            }
            switch taken {
            case 1...: position += taken
            case 0, -Int(EAGAIN): try wait(for: POLLOUT, until: LineDeadline(in: limit))
            default: throw .gone(Int32(clamping: -taken))
            }
        }
    }

    /// What has arrived, up to 256 bytes; waits for the first. Throws ``LineFault``, `silent` at the deadline.
    func receive(until deadline: LineDeadline) throws(LineFault) -> [UInt8] {
        while true {
            if let bytes = try arrived() { return bytes }
            try wait(for: POLLIN, until: deadline)
            if let bytes = try arrived() { return bytes }
            // Ready without a byte: an empty transfer, of which a bad printer sends many.
            _ = poll(nil, 0, 2)
        }
    }

    /// What has arrived, nil when nothing has. Throws ``LineFault``.
    func arrived() throws(LineFault) -> [UInt8]? {
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, filled in
            count = unsafe bedside_read(descriptor, buffer.baseAddress, buffer.count)
            filled = max(0, count)
        }
        switch count {
        case 1...: return bytes
        case -Int(EAGAIN): return nil
        // A printer node says 0 for an empty transfer, a socket when its other end has closed.
        case 0 where !isSocket: return nil
        default: throw .gone(Int32(clamping: -count))
        }
    }

    private func wait(for event: Int32, until deadline: LineDeadline) throws(LineFault) {
        while true {
            let left = patience.left(until: deadline)
            guard left > 0 else { throw patience.isOver ? .ended : .silent }
            var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let ready = unsafe poll(&entry, 1, Int32(min(left, LinePatience.tick)))
            if ready < 0, errno != EINTR { throw .gone(errno) }
            if ready > 0 {
                // A hung-up terminal stays "ready"; what a socket got before its end is still read.
                let isHungUp = Int32(entry.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
                if isHungUp, !(isSocket && Int32(entry.revents) & POLLIN != 0) { throw .gone(0) }
                if Int32(entry.revents) & event != 0 { return }
            }
        }
    }
}

extension ReceiptPrinterConfiguration.Connection.Flow {
    fileprivate var number: Int32 {
        switch self {
        case .none: 0
        case .hardware: 1
        case .software: 2
        }
    }
}
