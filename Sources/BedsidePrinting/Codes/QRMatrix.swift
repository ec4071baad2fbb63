import CQREncode

/// The modules of a QR code, for paper and for the screen: level L, 8-bit data.
package struct QRMatrix: Sendable, Hashable {
    /// What a bedside reader still reads at arm's length; payment links and our own slips are far shorter.
    package static let maximumLength = 300

    /// Modules along one side, without the quiet zone (4 modules on paper, 2 are enough on our screen).
    package let side: Int
    /// Row by row from the top left; true is dark.
    package let modules: [Bool]

    /// Throws ``PrintingError`` `barcodeRefused` unless the payload is 1 to 300 bytes.
    package init(_ payload: [UInt8]) throws(PrintingError) {
        guard (1...Self.maximumLength).contains(payload.count) else {
            throw PrintingError(
                .barcodeRefused, "A QR code holds 1 to \(Self.maximumLength) bytes; got \(payload.count).")
        }
        let code = unsafe payload.withUnsafeBufferPointer { bytes in
            unsafe QRcode_encodeData(Int32(bytes.count), bytes.baseAddress, 0, QR_ECLEVEL_L)
        }
        guard let code = unsafe code, let data = unsafe code.pointee.data else {
            throw PrintingError(.barcodeRefused, "libqrencode could not make a QR code of \(payload.count) bytes.")
        }
        defer { unsafe QRcode_free(code) }
        side = Int(unsafe code.pointee.width)
        // libqrencode keeps the colour in the lowest bit of each module.
        modules = unsafe UnsafeBufferPointer(start: data, count: side * side).map { $0 & 1 == 1 }
    }

    package func isDark(row: Int, column: Int) -> Bool { modules[row * side + column] }
}
