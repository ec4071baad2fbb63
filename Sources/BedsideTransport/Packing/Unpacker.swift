import CZlib

/// Unpacks a gzip stream piece by piece, with a hard limit on everything that comes out: a small body that swells to
/// gigabytes ends with an error before more than the limit was ever held.
@safe
package struct Unpacker: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private let limit: Int
    private var out = 0
    private var ended = false

    /// - Parameter limit: bytes that may come out in all.
    package init(limit: Int) throws(TransportError) {
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        self.limit = limit
        // 15 bits of window, and 16 for gzip's own frame and no other.
        guard
            unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            unsafe stream.deallocate()
            throw TransportError(.packedMalformed, "zlib cannot be set up.")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// What the next piece holds. Throws ``TransportError`` `packedMalformed`, also for bytes behind the end, and
    /// `packedTooLarge`.
    package mutating func feed(_ bytes: some Collection<UInt8>) throws(TransportError) -> [UInt8] {
        var input = Array(bytes)
        guard !input.isEmpty else { return [] }
        guard !ended else { throw Self.malformed }
        var result: [UInt8] = []
        let problem = unsafe input.withUnsafeMutableBufferPointer { buffer in
            unsafe unpack(buffer, into: &result)
        }
        if let problem { throw problem }
        return result
    }

    /// Throws ``TransportError`` `packedMalformed` when the stream is not whole.
    package consuming func finish() throws(TransportError) {
        guard ended else { throw Self.malformed }
    }

    private mutating func unpack(
        _ input: UnsafeMutableBufferPointer<UInt8>, into result: inout [UInt8]
    ) -> TransportError? {
        unsafe stream.pointee.next_in = input.baseAddress
        unsafe stream.pointee.avail_in = UInt32(input.count)
        var room = [UInt8](repeating: 0, count: 32 << 10)
        while true {
            let (code, got) = unsafe room.withUnsafeMutableBufferPointer { buffer -> (Int32, Int) in
                unsafe stream.pointee.next_out = buffer.baseAddress
                unsafe stream.pointee.avail_out = UInt32(buffer.count)
                let code = unsafe inflate(stream, Z_NO_FLUSH)
                return unsafe (code, buffer.count - Int(stream.pointee.avail_out))
            }
            guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { return Self.malformed }
            out += got
            guard out <= limit else {
                return TransportError(.packedTooLarge, "The packed body holds more than \(limit) bytes.")
            }
            result.append(contentsOf: room[..<got])
            if code == Z_STREAM_END {
                ended = true
                return unsafe stream.pointee.avail_in == 0 ? nil : Self.malformed
            }
            if got < room.count, unsafe stream.pointee.avail_in == 0 { return nil }
            if code == Z_BUF_ERROR, got == 0 { return Self.malformed }
        }
    }

    private static let malformed = TransportError(.packedMalformed, "The body is no whole gzip stream.")
}
