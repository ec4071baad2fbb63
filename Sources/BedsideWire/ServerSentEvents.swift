/// Takes the bytes of a `text/event-stream` as they come and gives the data of each whole event.
///
/// Only what the local API sends is understood: `data:` lines ended by an empty line, and comment lines that keep a
/// connection alive. An event longer than ``limit`` is an error of the other side.
package struct ServerSentEvents: Sendable {
    /// The longest event: a full screen with a code is below 64 KiB.
    package static let limit = 1 << 20

    private var line: [UInt8] = []
    private var data: [UInt8] = []

    package init() {}

    /// Throws ``ProblemMessage`` `event-too-long`.
    package mutating func feed(_ bytes: some Sequence<UInt8>) throws(ProblemMessage) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            guard byte == 0x0A else {
                line.append(byte)
                guard line.count + data.count <= Self.limit else {
                    throw ProblemMessage(code: "event-too-long", sentence: "The daemon sent an event above 1 MiB.")
                }
                continue
            }
            if line.isEmpty {
                if !data.isEmpty { events.append(data) }
                data.removeAll(keepingCapacity: true)
            } else if line.starts(with: Array("data: ".utf8)) {
                data.append(contentsOf: line.dropFirst(6))
            }
            line.removeAll(keepingCapacity: true)
        }
        return events
    }

    /// An event that carries one line of JSON.
    package static func event(_ json: some Sequence<UInt8>) -> [UInt8] { Array("data: ".utf8) + json + [0x0A, 0x0A] }
}
