import BedsideDomain
import BedsideWire
import NIOCore

/// Cuts the stream into frames: 4 bytes of length, the highest first, then so many bytes of JSON.
struct FrameDecoder: ByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else { return .needMoreData }
        // Before anything of it is held.
        guard length <= UInt32(LinkFrame.limit) else {
            throw LinkError(.frameTooLong, "A frame of \(length) bytes is above \(LinkFrame.limit).")
        }
        guard buffer.readableBytes >= 4 + Int(length) else { return .needMoreData }
        buffer.moveReaderIndex(forwardBy: 4)
        guard let frame = buffer.readSlice(length: Int(length)) else { return .needMoreData }
        context.fireChannelRead(wrapInboundOut(frame))
        return .continue
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        // Half a frame at the end is none.
        try decode(context: context, buffer: &buffer)
    }
}
