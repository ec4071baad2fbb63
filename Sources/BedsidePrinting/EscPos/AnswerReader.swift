/// What a printer sends, taken apart. Every byte is possible at any time; what is no answer is counted and dropped.
struct AnswerReader {
    private(set) var statuses: [UInt8] = []
    /// The last answer to GS r.
    private(set) var paperSensor: UInt8?
    private(set) var tokens: [[UInt8]] = []
    /// Bytes that mean nothing: a printer that sends only such is another kind of device.
    private(set) var noise = 0
    /// Bytes of a `7"` frame so far, without its two-byte head.
    private var frame: [UInt8]?
    private var sawHead = false

    /// More than this unread answers is a flood.
    static let capacity = 64

    mutating func take(_ bytes: [UInt8]) { for byte in bytes { take(byte) } }

    /// Old answers do not count for a new question.
    mutating func forgetStatuses() { statuses = [] }

    mutating func forgetSensor() { paperSensor = nil }

    mutating func nextStatus() -> UInt8? { statuses.isEmpty ? nil : statuses.removeFirst() }

    private mutating func take(_ byte: UInt8) {
        // A status may stand in the midst of a frame; our tokens are made of bytes that are none.
        if PrinterStatus.isAnswer(byte) {
            if statuses.count < Self.capacity { statuses.append(byte) } else { noise += 1 }
        } else if var open = frame {
            open.append(byte)
            frame = open
            guard open.count == 5 else { return }
            frame = nil
            if byte == 0, tokens.count < Self.capacity {
                tokens.append(Array(open.prefix(4)))
            } else {
                noise += open.count
            }
        } else if sawHead {
            sawHead = false
            if byte == 0x22 { frame = [] } else { noise += 1 }
        } else if byte == 0x37 {
            sawHead = true
        } else if byte & 0x90 == 0 {
            paperSensor = byte
        } else if byte != 0x11, byte != 0x13 {
            noise += 1
        }
    }
}
