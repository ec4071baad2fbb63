import CPosix
import Glibc

/// An open descriptor with one owner: closed exactly once, when its owner goes.
struct Descriptor: ~Copyable, Sendable {
    let number: Int32

    /// Takes over a descriptor that was just opened.
    init(owning number: Int32) { self.number = number }

    // An error of close() says nothing about the descriptor on Linux: it is free in any case, and must not be closed again.
    deinit { _ = close(number) }

    /// Reads what is there, at most the buffer's length.
    borrowing func read(into buffer: inout [UInt8]) -> ReadResult {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe bedside_read(number, bytes.baseAddress, bytes.count)
        }
        return switch count {
        case 1...: .bytes(count)
        case 0: .hangUp
        default: -count == Int(EAGAIN) ? .nothing : .failed(Int32(-count))
        }
    }

    /// Writes as much as is taken without waiting; what is not taken is dropped.
    borrowing func writeBestEffort(_ bytes: [UInt8]) {
        _ = unsafe bytes.withUnsafeBytes { unsafe bedside_write(number, $0.baseAddress, $0.count) }
    }
}

/// What one read of a non-blocking descriptor gave.
enum ReadResult {
    case bytes(Int)
    case nothing
    case hangUp
    case failed(Int32)
}
