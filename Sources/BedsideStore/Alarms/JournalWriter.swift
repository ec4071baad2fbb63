/// Writes the journal, one call at a time: what holds, the segment that takes more, and the rule that a file which once
/// failed to sync is never trusted again.
struct JournalWriter: Sendable {
    /// How large a segment grows.
    struct Sizes: Sendable {
        /// A new one is begun above this.
        var rotation = 8 << 20
        /// No segment ever grows larger, not even while no new one can be begun.
        var limit = 128 << 20
        /// Room that is taken in advance for a new one.
        var reserve = 8 << 20
    }

    private struct Current: Sendable {
        let file: any JournalFile
        let number: UInt64
        let tag: [UInt8]
        /// Behind the last frame.
        var end: Int
        /// When to begin the next one.
        var rotation: Int
    }

    private let files: any JournalFiles
    private let ids: IdentifierSource
    private let sizes: Sizes
    /// What is durable and must be carried on.
    private var live: AlarmRecords
    /// Nil when a new one must be begun before anything is written.
    private var current: Current?
    /// The highest number that was ever tried.
    private var number: UInt64
    /// Nothing was ever promised from this folder.
    private var isNewborn: Bool
    /// Superseded by the next complete segment.
    private var old: Set<UInt64>
    /// Those of them to keep for a look.
    private var damaged: Set<UInt64>

    init(after replay: JournalReplay, files: any JournalFiles, ids: IdentifierSource, sizes: Sizes) {
        self.files = files
        self.ids = ids
        self.sizes = sizes
        live = replay.records
        number = replay.segments.last ?? 0
        isNewborn = replay.isNewborn
        old = Set(replay.segments)
        damaged = replay.damaged
    }

    /// Returns once the records are durable, with one write and one sync however many there are. When it throws, nobody
    /// knows whether they are: they must be written again.
    mutating func write(_ records: AlarmRecords) throws(JournalFault) {
        if let current, current.end > sizes.limit { abandon() }
        guard let current else { return try begin(with: records) }
        guard !records.isEmpty else { return }
        var bytes: [UInt8] = []
        for record in records.values {
            AlarmJournalFormat.add(record, isFirst: bytes.isEmpty, tag: current.tag, to: &bytes)
        }
        do {
            try current.file.writeAll(bytes, at: current.end)
            try current.file.sync()
        } catch {
            // After a failed sync the kernel calls the lost pages clean: a second sync of this file would prove nothing.
            abandon()
            throw error
        }
        self.current?.end += bytes.count
        for record in records.values { live.take(record) }
    }

    /// Closed episodes that are kept elsewhere: the next segment no longer carries them.
    mutating func forget(_ keys: some Sequence<String>) {
        for key in keys where live[key]?.isOpen == false { live[key] = nil }
    }

    /// Begins a new segment when the current one has grown too large. A failure loses nothing and is tried again later.
    mutating func rotateIfLarge() {
        guard let large = current, large.end > large.rotation else { return }
        let later = sizes.rotation / 8
        do { try begin(with: [:]) } catch { current?.rotation += later }
    }

    /// Begins a new segment from memory before the next write, because the current one was found damaged.
    mutating func distrust() {
        if let current { damaged.insert(current.number) }
        abandon()
    }

    /// Lets the file go.
    mutating func close() { abandon() }

    /// Writes everything that holds into a new segment, makes it durable with its name, and deletes the older ones.
    private mutating func begin(with records: AlarmRecords) throws(JournalFault) {
        var held = live
        for record in records.values { held.take(record) }
        number += 1
        let header = AlarmJournalFormat.Header(segment: number, id: ids.sixteenBytes(), isNewborn: isNewborn)
        var bytes = header.bytes
        for record in held.inOrder { AlarmJournalFormat.add(record, tag: header.tag, to: &bytes) }
        AlarmJournalFormat.addMark(after: held.count, tag: header.tag, to: &bytes)

        let file = try files.create(number)
        old.insert(number)
        do {
            // A full disk may still have room for what must be written now.
            do { try file.reserve(max(sizes.reserve, bytes.count)) } catch {}
            try file.writeAll(bytes, at: 0)
        } catch {
            // Without room its mark was not written: it supersedes nothing, and the current segment may go on.
            if !error.isLackOfRoom { abandon() }
            discard(number)
            throw error
        }
        do {
            try file.sync()
            try files.syncFolder()
        } catch {
            // It may come back whole after a power cut and would then supersede the current one: that one has to end here.
            abandon()
            discard(number)
            throw error
        }
        if let current { old.insert(current.number) }
        old.remove(number)
        current = Current(
            file: file, number: number, tag: header.tag, end: bytes.count, rotation: bytes.count * 2 + sizes.rotation)
        live = held
        isNewborn = false
        removeOld()
    }

    /// The current segment takes no more; what it holds counts until the next one is complete.
    private mutating func abandon() {
        if let current { old.insert(current.number) }
        current = nil
    }

    /// Deletes what is superseded. What cannot be deleted now is harmless and is tried again with the next segment.
    private mutating func removeOld() {
        for number in old.sorted() { discard(number) }
    }

    private mutating func discard(_ number: UInt64) {
        do {
            if damaged.contains(number) { try files.setAside(number) } else { try files.remove(number) }
            old.remove(number)
            damaged.remove(number)
        } catch {
            if error.isAbsence { old.remove(number) }
        }
    }
}

extension JournalFile {
    /// Writes all bytes, in as many steps as the kernel wants.
    fileprivate func writeAll(_ bytes: [UInt8], at offset: Int) throws(JournalFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            rest = rest.dropFirst(try write(rest, at: offset + bytes.count - rest.count))
        }
    }
}
