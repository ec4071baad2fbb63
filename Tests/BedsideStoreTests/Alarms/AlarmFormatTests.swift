import Testing

@testable import BedsideStore

/// The bytes of the journal: whatever is torn or flipped, no wrong record comes out and no other is lost.
@Suite struct AlarmFormatTests {
    @Test func theChecksumIsTheOneOfTheStandard() {
        // RFC 3720 B.4, and the check value of the catalogue of CRCs.
        #expect(Crc32c.of(Array("123456789".utf8)[...]) == 0xE306_9283)
        #expect(Crc32c.of([UInt8](repeating: 0, count: 32)[...]) == 0x8A91_36AA)
        #expect(Crc32c.of([UInt8](repeating: 0xFF, count: 32)[...]) == 0x62A8_AB43)
        #expect(Crc32c.of(Array(0..<32)[...]) == 0x46DD_794E)
    }

    @Test func aSegmentReadsBackAsWritten() {
        let sample = Sample(records: 300, seed: 3)
        let segment = AlarmSegment(parsing: sample.bytes)
        #expect(segment.head == .whole(sample.header))
        #expect(segment.records == sample.records)
        #expect(segment.isComplete)
        #expect(segment.damage == 0 && segment.ending == .clean && segment.end == sample.bytes.count)
    }

    @Test(arguments: [(0, 240), (64, 60)]) func tornAtEveryByte(zeros: Int, records: Int) {
        let sample = Sample(records: records, seed: 4)
        var wrong: [Int] = []
        for cut in 0...sample.bytes.count {
            let torn = sample.bytes[..<cut] + [UInt8](repeating: 0, count: zeros)
            let segment = AlarmSegment(parsing: Array(torn))
            // The zeros behind may happen to be just the bytes that were cut away.
            let reach = zeros == 0 ? cut : sample.bytes[cut...].firstIndex { $0 != 0 } ?? sample.bytes.count
            let whole = sample.ends.prefix { $0 <= reach }.count
            let isRight =
                segment.records.elementsEqual(sample.records.prefix(whole)) && segment.damage == 0
                && segment.isComplete == (reach >= sample.markEnd)
                && (segment.ending == .clean || sample.bytes[segment.end..<cut].contains { $0 != 0 })
            if !isRight { wrong.append(cut) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func everyByteFlipped() {
        let sample = Sample(records: 120, seed: 5)
        let chance = Chance(seed: 6)
        var wrong: [Int] = []
        for place in sample.bytes.indices {
            var bytes = sample.bytes
            bytes[place] ^= 1 << UInt8(chance.below(8))
            let segment = AlarmSegment(parsing: bytes)
            let isRight =
                segment.records == sample.records(without: place) && segment.isComplete == (place >= sample.markEnd)
            // Of the last write nobody can say whether it was torn or rotten.
            let isTold = place >= sample.lastStart ? segment.ending == .torn : segment.damage == 1
            if !isRight || !isTold { wrong.append(place) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func everyBitOfOneFrameFlipped() {
        let sample = Sample(records: 14, seed: 7)
        var wrong: [Int] = []
        for place in sample.bytes.indices {
            for bit in 0..<8 {
                var bytes = sample.bytes
                bytes[place] ^= 1 << UInt8(bit)
                if AlarmSegment(parsing: bytes).records != sample.records(without: place) { wrong.append(place) }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test func aFrameInsideOfAPayloadIsNoRecord() throws {
        let sample = Sample(records: 0, seed: 8)
        var inner: [UInt8] = []
        AlarmJournalFormat.add(Sample.record("inner", 9, [1]), tag: [1, 2, 3, 4], to: &inner)
        var bytes = sample.bytes
        AlarmJournalFormat.add(Sample.record("outer", 1, inner), isFirst: true, tag: sample.header.tag, to: &bytes)
        let whole = AlarmSegment(parsing: bytes)
        #expect(whole.records.map(\.key) == ["outer"])
        bytes[sample.bytes.count + 13] ^= 1
        #expect(AlarmSegment(parsing: bytes).records.isEmpty)
    }

    @Test func aLaterVersionIsKnownAndNotGuessedAt() {
        var bytes = Array(Sample(records: 3, seed: 9).bytes)
        bytes[8] = 2
        bytes.replaceSubrange(37..<41, with: lowFirst(Crc32c.of(bytes[..<37])))
        let segment = AlarmSegment(parsing: bytes)
        #expect(segment.head == .newer(2))
        #expect(segment.records.isEmpty)
    }

    @Test func garbageNeverTraps() {
        let chance = Chance(seed: 10)
        for size in 0..<400 {
            let noise = (0..<size).map { _ in UInt8(chance.below(256)) }
            #expect(AlarmSegment(parsing: noise).records.isEmpty)
            // A whole header, then noise full of beginnings of frames.
            let header = Sample(records: 0, seed: 1).header
            let starts = noise.map { $0 < 128 ? AlarmJournalFormat.frameMagic + header.tag : [$0] }.flatMap { $0 }
            #expect(AlarmSegment(parsing: header.bytes + starts).records.isEmpty)
        }
    }

    @Test func replayDoesNotMindOrderAndRepetition() {
        let chance = Chance(seed: 11)
        var records: [AlarmRecord] = []
        for _ in 0..<200 {
            records.append(
                Sample.record(
                    "k\(chance.below(9))", UInt64(chance.below(5)), [UInt8(chance.below(3))], chance.below(2) == 0))
        }
        var straight: AlarmRecords = [:]
        straight.take(records)
        for _ in 0..<50 {
            var other: AlarmRecords = [:]
            other.take((records + records.filter { _ in chance.below(3) == 0 }).sorted { _, _ in chance.below(2) == 0 })
            #expect(other == straight)
        }
        #expect(
            straight.values.allSatisfy { held in
                records.allSatisfy { $0.key != held.key || $0.revision <= held.revision }
            })
    }

    @Test func keysAndPayloadsHaveTheirLimits() throws {
        _ = try AlarmRecord(
            key: String(repeating: "k", count: 64), revision: .max, isOpen: true,
            payload: [UInt8](repeating: 7, count: 16_384))
        for (key, size) in [
            ("", 0), (String(repeating: "k", count: 65), 0), (String(repeating: "床", count: 22), 0), ("k", 16_385),
        ] {
            #expect(throws: StoreError.self) {
                try AlarmRecord(key: key, revision: 1, isOpen: true, payload: [UInt8](repeating: 0, count: size))
            }
        }
    }

    @Test func theLargestRecordSurvives() throws {
        let largest = try AlarmRecord(
            key: String(repeating: "k", count: 64), revision: .max, isOpen: true,
            payload: [UInt8](repeating: 7, count: 16_384))
        let sample = Sample(records: 0, seed: 12)
        var bytes = sample.bytes
        AlarmJournalFormat.add(largest, isFirst: true, tag: sample.header.tag, to: &bytes)
        #expect(AlarmSegment(parsing: bytes).records == [largest])
    }
}

/// A segment: a few records that it begins with, the mark, and one write for each of the others.
struct Sample {
    let header: AlarmJournalFormat.Header
    let records: [AlarmRecord]
    private(set) var bytes: [UInt8]
    /// Where each record's frame ends.
    private(set) var ends: [Int] = []
    private(set) var markEnd = 0
    /// Where the last write begins.
    private(set) var lastStart = 0

    init(records count: Int, seed: UInt64) {
        let chance = Chance(seed: seed)
        header = AlarmJournalFormat.Header(
            segment: 7, id: (0..<16).map { _ in UInt8(chance.below(256)) }, isNewborn: false)
        records = (0..<count).map { index in
            // Ends with no zero, so that a zero behind it is never a part of it.
            Self.record(
                "e\(index % 40)", UInt64(index), (0..<chance.below(12)).map { _ in UInt8(chance.below(256)) } + [1])
        }
        bytes = header.bytes
        let first = min(10, count)
        for record in records[..<first] { add(record, isFirst: false) }
        AlarmJournalFormat.addMark(after: first, tag: header.tag, to: &bytes)
        markEnd = bytes.count
        for record in records[first...] { add(record, isFirst: true) }
    }

    private mutating func add(_ record: AlarmRecord, isFirst: Bool) {
        lastStart = bytes.count
        AlarmJournalFormat.add(record, isFirst: isFirst, tag: header.tag, to: &bytes)
        ends.append(bytes.count)
    }

    /// All but the one whose frame holds this byte.
    func records(without place: Int) -> [AlarmRecord] {
        guard place >= AlarmJournalFormat.headerSize else { return records }
        var start = AlarmJournalFormat.headerSize
        var rest = records
        for (index, end) in ends.enumerated() {
            if start == markStart { start = markEnd }
            if (start..<end).contains(place) { rest.remove(at: index) }
            start = end
        }
        return rest
    }

    private var markStart: Int { markEnd - AlarmJournalFormat.frameHeadSize - AlarmJournalFormat.contentHeadSize }

    static func record(_ key: String, _ revision: UInt64, _ payload: [UInt8], _ isOpen: Bool = true) -> AlarmRecord {
        AlarmRecord(checked: key, revision: revision, isOpen: isOpen, payload: payload)
    }
}
