/// The one format that is played: 16-bit, 48 kHz, two channels. Every card or its `plug` device takes it; two channels,
/// because many cards take no single one.
enum PcmFormat {
    static let rate = 48_000
    static let channels = 2

    /// Whole frames of a duration; it must be within hours, not years.
    static func frames(in duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * rate + Int(attoseconds / 1_000_000_000) * rate / 1_000_000_000
    }
}
