/// The decoders as a scanner's configuration wants them: for an open device, and for a recording of one.
extension WedgeDecoder {
    /// For one node of a keyboard wedge.
    init(for scanner: ScannerConfiguration) {
        self.init(layout: scanner.layout, framing: scanner.framing, format: scanner.format)
    }
}

extension SerialDecoder {
    /// For one serial line.
    init(for scanner: ScannerConfiguration) { self.init(framing: scanner.framing, format: scanner.format) }
}
