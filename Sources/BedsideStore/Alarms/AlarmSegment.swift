/// What the bytes of a segment hold: every whole frame, whatever lies between them.
struct AlarmSegment: Equatable {
    /// How the header reads.
    enum Head: Equatable {
        case whole(AlarmJournalFormat.Header)
        /// Written by a later version of Bedside.
        case newer(UInt32)
        case damaged
        /// The file ends before its header does, or holds only zeros: it was being made when the power went.
        case absent
    }

    /// What lies behind the last whole frame.
    enum Ending: Equatable { case clean, torn }

    private(set) var head: Head = .absent
    /// In the order of writing.
    private(set) var records: [AlarmRecord] = []
    /// It begins with everything that held when it was made, so that no older segment counts.
    private(set) var isComplete = false
    /// Places where durable frames were lost: bit rot, never a power cut.
    private(set) var damage = 0
    /// Just behind the last whole frame.
    private(set) var end = 0
    private(set) var ending: Ending = .clean
}

extension AlarmSegment {
    /// Reads a segment. Never fails: what cannot be read is counted, and the next whole frame is looked for.
    init(parsing bytes: [UInt8]) {
        typealias Format = AlarmJournalFormat
        head = Self.head(of: bytes)
        var tag: [UInt8]?
        var position = 0
        var marked = false
        var holes = 0
        switch head {
        case .newer, .absent:
            ending = bytes.allSatisfy { $0 == 0 } ? .clean : .torn
            return
        case .whole(let header):
            tag = header.tag
            position = Format.headerSize
            end = position
        case .damaged: break
        }
        while position < bytes.count {
            guard let frame = Frame(in: bytes, at: position, tag: tag) else {
                position = Format.nextMagic(in: bytes, after: position)
                continue
            }
            // With the header lost, the first whole frame says which frames belong here.
            tag = frame.tag
            if end < frame.range.lowerBound { holes += 1 }
            if frame.isFirstOfWrite {
                damage += holes
                holes = 0
            }
            switch frame.meaning {
            case .record(let record): records.append(record)
            case .mark(let count):
                if !marked { isComplete = holes == 0 && damage == 0 && count == UInt64(records.count) }
                marked = true
            }
            position = frame.range.upperBound
            end = position
        }
        // The pages of one write reach the disk in any order: a hole in the last one is a power cut's.
        if holes > 0 || bytes[end...].contains(where: { $0 != 0 }) { ending = .torn }
    }

    private static func head(of bytes: [UInt8]) -> Head {
        typealias Format = AlarmJournalFormat
        guard bytes.count >= Format.headerSize, bytes.contains(where: { $0 != 0 }) else { return .absent }
        let summed = bytes[..<(Format.headerSize - 4)]
        guard summed.starts(with: Format.headerMagic),
            number(bytes[summed.endIndex..<Format.headerSize]) == UInt64(Crc32c.of(summed))
        else { return .damaged }
        let version = number(bytes[8..<12])
        guard version == UInt64(Format.version) else { return .newer(UInt32(version)) }
        return .whole(
            Format.Header(segment: number(bytes[12..<20]), id: Array(bytes[20..<36]), isNewborn: bytes[36] == 1))
    }
}

/// One whole frame.
private struct Frame {
    enum Meaning {
        case record(AlarmRecord)
        case mark(UInt64)
    }

    let range: Range<Int>
    let tag: [UInt8]
    let isFirstOfWrite: Bool
    let meaning: Meaning

    /// Nil unless a whole, right frame begins there.
    init?(in bytes: [UInt8], at start: Int, tag wanted: [UInt8]?) {
        typealias Format = AlarmJournalFormat
        let content = start + Format.frameHeadSize
        guard content <= bytes.count, bytes[start..<start + 4].elementsEqual(Format.frameMagic) else { return nil }
        tag = Array(bytes[start + 4..<start + 8])
        if let wanted, wanted != tag { return nil }
        let length = Int(number(bytes[start + 8..<start + 12]))
        guard Format.contentSizes.contains(length), length <= bytes.count - content else { return nil }
        range = start..<content + length
        var sum = Crc32c()
        sum.add(bytes[start + 4..<start + 12])
        sum.add(bytes[content..<range.upperBound])
        guard UInt64(sum.value) == number(bytes[start + 12..<content]) else { return nil }
        isFirstOfWrite = bytes[content] & Format.Flags.firstOfWrite != 0
        guard let meaning = Self.meaning(of: bytes[content..<range.upperBound]) else { return nil }
        self.meaning = meaning
    }

    private static func meaning(of content: ArraySlice<UInt8>) -> Meaning? {
        let start = content.startIndex
        let value = number(content[start + 2..<start + 10])
        typealias Flags = AlarmJournalFormat.Flags
        guard let flags = Flags(rawValue: content[start] & ~Flags.firstOfWrite) else { return nil }
        let keyLength = Int(content[start + 1])
        guard flags != .mark else { return keyLength == 0 && content.count == 10 ? .mark(value) : nil }
        let key = content.dropFirst(AlarmJournalFormat.contentHeadSize).prefix(keyLength)
        let payload = content[key.endIndex...]
        guard AlarmRecord.keySizes.contains(keyLength), key.count == keyLength,
            payload.count <= AlarmRecord.payloadLimit, let text = String(validating: key, as: UTF8.self)
        else { return nil }
        return .record(AlarmRecord(checked: text, revision: value, isOpen: flags == .open, payload: Array(payload)))
    }
}

extension AlarmJournalFormat {
    /// The next place behind `position` where a frame could begin; the end when there is none.
    fileprivate static func nextMagic(in bytes: [UInt8], after position: Int) -> Int {
        var place = position + 1
        while place < bytes.count {
            guard let first = bytes[place...].firstIndex(of: frameMagic[0]) else { return bytes.count }
            if bytes[first...].starts(with: frameMagic) { return first }
            place = first + 1
        }
        return bytes.count
    }
}

/// The number in some bytes, the lowest first.
private func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
}
