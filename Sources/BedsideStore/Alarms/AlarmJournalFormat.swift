/// The bytes of a segment of the alarm journal. All numbers have their lowest byte first.
///
///     header   "BSDALARM" · version (4) · segment (8) · id (16, random) · newborn (1) · CRC-32C of all of these (4)
///     frame    magic (4) · tag (4, of the id) · length of content (4) · CRC-32C of tag, length and content (4) · content
///     content  flags (1) · length of key (1) · revision (8) · key · payload
///
/// A segment begins with a frame for each record that held when it was made, and then a mark that holds their count:
/// where mark and count agree, everything older is superseded. Behind its last frame a segment may be filled with zeros: a
/// power cut may keep a file's size and lose its bytes.
enum AlarmJournalFormat {
    static let version: UInt32 = 1
    static let headerSize = 41
    static let headerMagic = Array("BSDALARM".utf8)
    /// No text of UTF-8 holds the first or the last of these bytes.
    static let frameMagic: [UInt8] = [0xF5, 0xA1, 0x42, 0xFE]
    static let frameHeadSize = 16
    /// Flags, length of key and revision.
    static let contentHeadSize = 10
    static let contentSizes =
        contentHeadSize...contentHeadSize + AlarmRecord.keySizes.upperBound
        + AlarmRecord.payloadLimit

    /// What a frame's flags say.
    enum Flags: UInt8 {
        case closed = 0
        case open = 1
        /// The end of the records that a new segment begins with; its revision is their count.
        case mark = 0x80

        /// Added to the flags of the first frame of each later write. A write begins only once the one before it is
        /// durable: what is broken before such a frame was broken by the disk, not by a power cut.
        static let firstOfWrite: UInt8 = 0x40
    }

    /// What a segment says of itself.
    struct Header: Equatable {
        let segment: UInt64
        /// Sixteen random bytes.
        let id: [UInt8]
        /// No segment was ever completed before this one: when it is torn, nothing was promised yet.
        let isNewborn: Bool

        /// Binds frames to their segment: a block that the file system gives back from a deleted one, or a frame inside
        /// of a payload, is not taken for a frame of this one.
        var tag: [UInt8] { Array(id.prefix(4)) }

        var bytes: [UInt8] {
            var bytes = headerMagic + lowFirst(version) + lowFirst(segment) + id + [isNewborn ? 1 : 0]
            bytes += lowFirst(Crc32c.of(bytes[...]))
            return bytes
        }
    }

    /// Adds the frame of a record.
    static func add(_ record: AlarmRecord, isFirst: Bool = false, tag: [UInt8], to bytes: inout [UInt8]) {
        let flags: Flags = record.isOpen ? .open : .closed
        addFrame(
            flags.rawValue | (isFirst ? Flags.firstOfWrite : 0), key: Array(record.key.utf8), number: record.revision,
            record.payload, tag: tag, to: &bytes)
    }

    /// Adds the mark that ends the records a segment begins with.
    static func addMark(after count: Int, tag: [UInt8], to bytes: inout [UInt8]) {
        addFrame(Flags.mark.rawValue, key: [], number: UInt64(count), [], tag: tag, to: &bytes)
    }

    private static func addFrame(
        _ flags: UInt8, key: [UInt8], number: UInt64, _ payload: [UInt8], tag: [UInt8], to bytes: inout [UInt8]
    ) {
        let length = lowFirst(UInt32(contentHeadSize + key.count + payload.count))
        let head = [flags, UInt8(key.count)] + lowFirst(number) + key
        var sum = Crc32c()
        sum.add(tag[...])
        sum.add(length[...])
        sum.add(head[...])
        sum.add(payload[...])
        bytes += frameMagic
        bytes += tag
        bytes += length
        bytes += lowFirst(sum.value)
        bytes += head
        bytes += payload
    }
}

/// A number's bytes, the lowest first.
func lowFirst<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
}
