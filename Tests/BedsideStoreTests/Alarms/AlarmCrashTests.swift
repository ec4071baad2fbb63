import Foundation
import Testing

@testable import BedsideStore

/// I1, I7 and I12 of the alarm model: whatever call the power goes at, nothing that was acknowledged as durable is lost,
/// and nothing comes back that nobody wrote.
@Suite struct AlarmCrashTests {
    @Test(arguments: 0..<24 as Range<UInt64>) func aPowerCutAtEveryFileCall(seed: UInt64) async throws {
        let calm = FakeDisk(seed: seed)
        var story = Story(seed: seed)
        try await story.live(on: calm, steps: 10)
        #expect(calm.calls > 20)
        #expect(calm.numbers.max() ?? 0 >= 2, "the story never rotates")
        for cut in 1...calm.calls + 1 {
            var story = Story(seed: seed)
            let disk = FakeDisk(seed: seed &+ UInt64(cut), cut: cut)
            try await story.live(on: disk, steps: 10)
            // The next life is cut too, often while it is still opening.
            let next = disk.afterPowerCut(seed: seed &* 977 &+ UInt64(cut), cut: 1 + cut % 14)
            try await story.live(on: next, steps: 4)
            let last = next.afterPowerCut(seed: seed &* 7919 &+ UInt64(cut))
            let condition = try await story.live(on: last, steps: 3)
            #expect(condition?.damage == 0, "a power cut is not bit rot: seed \(seed), cut \(cut)")
            #expect(condition?.writing == .healthy)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func aDiskThatFailsNowAndThen(seed: UInt64) async throws {
        let chance = Chance(seed: seed &+ 5)
        var story = Story(seed: seed)
        var disk = FakeDisk(seed: seed)
        for life in 0..<3 as Range<UInt64> {
            let numbers: [Int32] = [EIO, EIO, ENOSPC]
            let rate = 3 + chance.below(8)
            if chance.below(3) == 0 { disk.swallowing(1 + chance.below(60)) }
            try await story.live(on: disk, steps: 14) { call, _ in
                call == .lock || call == .list || call == .read || chance.below(rate) > 0
                    ? nil : numbers[chance.below(3)]
            }
            disk = disk.afterPowerCut(seed: seed &* 131 &+ life)
        }
        try await story.live(on: disk, steps: 2)
        // Once it works again everything that was ever taken becomes durable.
        disk.mend()
        let (journal, _, _) = try story.open(disk)
        #expect(try await durable(journal.retry(within: .seconds(60))))
        #expect(journal.condition.writing == .healthy && journal.condition.waiting == 0)
        await journal.close()
    }

    @Test func aPowerCutNeverBringsAForgottenAlarmBack() async throws {
        for cut in 1...40 {
            for seed in 0..<8 as Range<UInt64> {
                let disk = FakeDisk(seed: seed, cut: cut)
                let sizes = JournalWriter.Sizes(rotation: 150, limit: 4000, reserve: 300)
                guard let (journal, _, _) = try? AlarmJournal.open(disk, time: .stopped, sizes: sizes) else { continue }
                var isForgotten = false
                _ = await journal.append([Sample.record("a", 1, [1])], within: .seconds(1))
                if try await durable(journal.append([Sample.record("a", 2, [2], false)], within: .seconds(1))) {
                    journal.forget(["a"])
                    isForgotten = true
                }
                for revision in 1...6 as ClosedRange<UInt64> {
                    _ = await journal.append(
                        [Sample.record("b", revision, [UInt8](repeating: 1, count: 40))], within: .seconds(1))
                }
                let next = try AlarmJournal.open(disk.afterPowerCut(seed: seed &+ UInt64(cut)), time: .stopped)
                if isForgotten { #expect(next.1.first { $0.key == "a" }?.isOpen != true, "cut \(cut), seed \(seed)") }
            }
        }
    }
}

/// What a journal was told and what it promised, over several lives.
private struct Story {
    let chance: Chance
    private var revisions: [String: UInt64] = [:]
    private var written: Set<AlarmRecord> = []
    private var promised: AlarmRecords = [:]
    private var forgotten: Set<String> = []

    init(seed: UInt64) { chance = Chance(seed: seed) }

    func open(_ disk: FakeDisk) throws -> (AlarmJournal, [AlarmRecord], JournalCondition) {
        let chance = chance
        return try AlarmJournal.open(
            disk, time: .stopped, ids: IdentifierSource { chance.next() },
            sizes: JournalWriter.Sizes(rotation: 300, limit: 3000, reserve: 400))
    }

    /// Opens, checks every promise, and goes on until the steps or the power end. Returns the condition after opening.
    @discardableResult
    mutating func live(on disk: FakeDisk, steps: Int, failing fault: FakeDisk.Fault? = nil) async throws
        -> JournalCondition?
    {
        let journal: AlarmJournal
        let condition: JournalCondition
        do {
            let (opened, records, state) = try open(disk)
            // Without power even the reading ends.
            if !disk.isDead { check(records) }
            (journal, condition) = (opened, state)
        } catch {
            try #require(disk.isDead, "a sound disk was refused: \(error)")
            return nil
        }
        if let fault { disk.failing(fault) }
        for _ in 0..<steps { try await step(journal) }
        disk.mend()
        do {
            let records = try await journal.read()
            if !disk.isDead { check(records) }
        } catch { try #require(disk.isDead, "a sound disk was not read: \(error)") }
        return condition
    }

    private mutating func step(_ journal: AlarmJournal) async throws {
        switch chance.below(8) {
        case 0:
            _ = await journal.retry(within: .seconds(1))
        case 1:
            let closed = promised.values.filter {
                !$0.isOpen && written.contains($0) && revisions[$0.key] == $0.revision
            }
            guard let key = closed.map(\.key).min() else { return }
            journal.forget([key])
            forgotten.insert(key)
        default:
            let records = (0...chance.below(4)).map { _ in record() }
            written.formUnion(records)
            if try await durable(journal.append(records, within: .seconds(1))) { promised.take(records) }
        }
    }

    private mutating func record() -> AlarmRecord {
        var key = "e\(chance.below(6))"
        // An archived episode is never changed again.
        while forgotten.contains(key) { key += "'" }
        let revision = (revisions[key] ?? 0) + 1
        revisions[key] = revision
        let payload = (0..<chance.below(50)).map { _ in UInt8(chance.below(256)) }
        return Sample.record(key, revision, payload, chance.below(3) > 0)
    }

    private func check(_ records: [AlarmRecord]) {
        let found = Dictionary(uniqueKeysWithValues: records.map { ($0.key, $0) })
        for record in records { #expect(written.contains(record), "nobody wrote it") }
        for (key, record) in promised {
            guard !forgotten.contains(key) else {
                #expect(found[key]?.isOpen != true, "an archived episode opened itself again")
                continue
            }
            #expect(found[key].map { $0.revision >= record.revision } ?? false, "a promise was broken")
        }
    }
}

/// Whether it is durable; a slow answer is impossible while no limit ever passes.
func durable(_ outcome: JournalOutcome) throws -> Bool {
    switch outcome {
    case .durable: return true
    case .failed: return false
    case .late: throw StoreError(.notWritten, "nothing may be late here")
    }
}

extension JournalTime {
    /// No limit ever passes.
    static let stopped = JournalTime(now: { .now }, after: { _, _ in })
}
