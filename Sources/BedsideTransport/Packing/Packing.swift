/// Whole bodies packed with gzip.
package enum Packing {
    package static func gzip(_ bytes: [UInt8]) throws(TransportError) -> [UInt8] {
        var packer = try Packer()
        return packer.feed(bytes) + packer.finish()
    }

    /// Throws ``TransportError`` `packedTooLarge` before more than `limit` bytes are held, and `packedMalformed`.
    package static func gunzip(_ bytes: [UInt8], limit: Int) throws(TransportError) -> [UInt8] {
        var unpacker = try Unpacker(limit: limit)
        let result = try unpacker.feed(bytes)
        try unpacker.finish()
        return result
    }
}
