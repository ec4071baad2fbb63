import BedsideDomain
import BedsideWire
import Foundation
import NIOCore

/// Frames to bytes and back.
struct FrameCoder {
    /// The newest own alarms as bytes: encoded once for all peers.
    private var newest: (alarms: ForwardedAlarms, bytes: [UInt8])?

    mutating func bytes(_ message: LinkMessage) throws -> [UInt8] {
        guard case .alarms(let alarms) = message else { return try Self.encode(LinkFrame(message)) }
        if let newest, newest.alarms == alarms { return newest.bytes }
        var bytes = try Self.encode(LinkFrame(message))
        var most = alarms.rows.count + alarms.held.count
        // Rather the most urgent than none; what is left out is counted.
        while bytes.count > LinkFrame.limit, most > 0 {
            most /= 2
            bytes = try Self.encode(LinkFrame(.alarms(alarms.limited(to: most))))
        }
        newest = (alarms, bytes)
        return bytes
    }

    static func encode(_ frame: LinkFrame) throws -> [UInt8] { Array(try JSONEncoder().encode(frame)) }

    /// Throws ``LinkError`` `frameMalformed`; never with the frame's content.
    static func decode(_ buffer: ByteBuffer) throws -> LinkFrame {
        do {
            return try JSONDecoder().decode(LinkFrame.self, from: Data(buffer.readableBytesView))
        } catch {
            throw LinkError(.frameMalformed, "A frame of \(buffer.readableBytes) bytes is no message of this protocol.")
        }
    }
}
