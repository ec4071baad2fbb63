/// Bytes of a line -> whole frames. Bounded; after garbage or a broken frame it finds the next beginning.
struct SamFrameParser: Sendable {
    /// What a stretch of bytes was.
    enum Piece: Equatable {
        case frame(SamFrame)
        /// A frame whose sum or length cannot be.
        case broken
    }

    private var buffer: [UInt8] = []

    /// All whole frames so far.
    mutating func feed(_ bytes: ArraySlice<UInt8>) -> [Piece] {
        var pieces: [Piece] = []
        buffer += bytes
        var start = 0
        while let next = Self.preamble(in: buffer, from: start) {
            start = next
            let head = start + SamFrame.preamble.count
            guard buffer.count >= head + 2 else { break }
            let length = Int(buffer[head]) << 8 | Int(buffer[head + 1])
            guard (2...SamFrame.longestBody + 1).contains(length) else {
                pieces.append(.broken)
                start += 1
                continue
            }
            let end = head + 2 + length
            guard buffer.count >= end else { break }
            if buffer[head..<end].reduce(0, ^) == 0 {
                pieces.append(.frame(SamFrame(body: Array(buffer[(head + 2)..<(end - 1)]))))
                start = end
            } else {
                // A byte was lost or changed: the next frame may begin inside of what this one claimed.
                pieces.append(.broken)
                start += 1
            }
        }
        buffer.removeFirst(min(start, buffer.count))
        return pieces
    }

    /// A reply did not come: what came of it will never be whole.
    mutating func reset() { buffer = [] }

    /// Where the next frame begins, or may begin when more comes; nil when the rest is no beginning at all.
    private static func preamble(in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            let candidate = bytes[place...].prefix(SamFrame.preamble.count)
            if SamFrame.preamble.starts(with: candidate) { return place }
            place += 1
        }
        return nil
    }
}
