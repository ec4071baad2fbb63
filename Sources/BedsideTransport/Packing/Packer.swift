import CZlib

/// Packs a stream as gzip piece by piece, in some 256 KiB of memory whatever its length.
@safe
package struct Packer: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Parameter level: 1 (fast) to 9 (small).
    package init(level: Int32 = 1) throws(TransportError) {
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard
            unsafe deflateInit2_(
                stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            unsafe stream.deallocate()
            throw TransportError(.packedMalformed, "zlib cannot be set up.")
        }
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// The packed bytes that are ready so far; often none.
    package mutating func feed(_ bytes: some Collection<UInt8>) -> [UInt8] { pack(Array(bytes), Z_NO_FLUSH) }

    /// The rest.
    package mutating func finish() -> [UInt8] { pack([], Z_FINISH) }

    private mutating func pack(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
        var input = bytes
        var result: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 32 << 10)
        unsafe input.withUnsafeMutableBufferPointer { buffer in
            unsafe stream.pointee.next_in = buffer.baseAddress
            unsafe stream.pointee.avail_in = UInt32(buffer.count)
            var got = 0
            repeat {
                got = unsafe room.withUnsafeMutableBufferPointer { space in
                    unsafe stream.pointee.next_out = space.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(space.count)
                    _ = unsafe deflate(stream, flush)
                    return unsafe space.count - Int(stream.pointee.avail_out)
                }
                result.append(contentsOf: room[..<got])
            } while got == room.count
        }
        return result
    }
}
