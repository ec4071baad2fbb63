/// What all segments of a folder say together.
struct JournalReplay {
    /// For each episode the record that holds.
    private(set) var records: AlarmRecords = [:]
    /// Places where bit rot took something away.
    private(set) var damage = 0
    /// Segments of which the disk gave nothing back.
    private(set) var unreadable = 0
    /// A write that a power cut tore: nothing of it was promised to anybody.
    private(set) var isTorn = false
    /// Every segment in the folder.
    private(set) var segments: [UInt64] = []
    /// No segment was ever complete: nothing was promised from this folder yet.
    private(set) var isNewborn = true
    /// Those that hold damage, to be looked at later.
    private(set) var damaged: Set<UInt64> = []

    var isSound: Bool { damage == 0 && unreadable == 0 }

    /// Reads a folder. A segment that cannot be read is counted; only a folder that cannot be listed throws, and one whose
    /// segments are of a later version (``StoreError`` `newerSchema`).
    init(of files: any JournalFiles) throws {
        segments = try files.segments().sorted()
        var read: [(number: UInt64, segment: AlarmSegment)] = []
        // The newest that is complete supersedes everything older: those are not even read.
        for number in segments.reversed() {
            do {
                let segment = AlarmSegment(parsing: try files.read(number))
                guard case .newer(let version) = segment.head else {
                    read.append((number, segment))
                    if segment.isComplete { break }
                    continue
                }
                throw StoreError(
                    .newerSchema,
                    "The alarm journal was written by a later Bedside (format \(version)); install that version again.")
            } catch let fault as JournalFault where !fault.isAbsence {
                unreadable += 1
                damaged.insert(number)
            }
        }
        for (number, segment) in read { add(segment, number) }
        guard let (number, oldest) = read.last else {
            isNewborn = unreadable == 0
            return
        }
        isNewborn = !oldest.isComplete && !oldest.wasPromised(as: number)
        if !oldest.isComplete, !isNewborn, isSound {
            damage += 1
            damaged.formUnion(read.map(\.number))
        }
    }

    private mutating func add(_ segment: AlarmSegment, _ number: UInt64) {
        records.take(segment.records)
        if segment.damage > 0 {
            damage += segment.damage
            damaged.insert(number)
        }
        if segment.ending == .torn { isTorn = true }
    }
}

extension AlarmSegment {
    /// Older segments are deleted only once a newer one is complete: when the oldest that is left is not, and there was
    /// one before it, then its beginning was lost after it had been promised.
    fileprivate func wasPromised(as number: UInt64) -> Bool {
        switch head {
        case .whole(let header): !header.isNewborn
        case .damaged, .absent, .newer: number > 1
        }
    }
}
