import BedsideDomain
import Foundation
import Glibc
import Testing

@testable import BedsideStore

/// The journal on a real file system.
@Suite struct AlarmDiskTests {
    @Test func itsFilesAreForItsUserAndItsProcessAlone() async throws {
        let folder = Folder()
        let (journal, records, condition) = try AlarmJournal.open(folder: folder.path)
        #expect(records.isEmpty && condition.isHealthy && !condition.wasTorn)
        #expect(try await durable(journal.append([Sample.record("a", 1, [1])], within: .seconds(60))))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == ["alarms-1.journal", "alarms.lock"])
        for name in names {
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")[.posixPermissions]
            #expect(mode as? Int == 0o600, "\(name)")
        }
        var held = 0
        for descriptor in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
            guard target?.hasPrefix(folder.path) == true, let number = Int32(descriptor) else { continue }
            held += 1
            let flags = fcntl(number, F_GETFD)
            #expect(flags & FD_CLOEXEC != 0, "a child would inherit \(target ?? "")")
        }
        #expect(held == 2)
        await journal.close()
    }

    @Test func aSecondOpenerIsRefused() async throws {
        let folder = Folder()
        let (journal, _, _) = try AlarmJournal.open(folder: folder.path)
        #expect { try AlarmJournal.open(folder: folder.path) } throws: { ($0 as? StoreError)?.code == .inUse }
        await journal.close()
        let (again, _, _) = try AlarmJournal.open(folder: folder.path)
        await again.close()
    }

    @Test func aFolderThatCannotBeMadeIsRefused() {
        #expect { try AlarmJournal.open(folder: "/proc/none/alarms") } throws: {
            ($0 as? StoreError)?.code == .cannotOpen
        }
    }

    @Test func itOpensAgainWithEverythingAndATornTailIsCutOff() async throws {
        let folder = Folder()
        let (journal, _, _) = try AlarmJournal.open(folder: folder.path)
        for number in 0..<20 as Range<UInt64> {
            #expect(try await durable(journal.append([Sample.record("e\(number)", number, [7])], within: .seconds(60))))
        }
        await journal.close()
        let path = "\(folder.path)/alarms-1.journal"
        let whole = try Data(contentsOf: URL(filePath: path))
        try whole.dropLast(5).write(to: URL(filePath: path))
        let (again, records, condition) = try AlarmJournal.open(folder: folder.path)
        #expect(Set(records.map(\.key)) == Set((0..<19).map { "e\($0)" }))
        #expect(condition.wasTorn && condition.damage == 0)
        await again.close()
        let (last, kept, after) = try AlarmJournal.open(folder: folder.path)
        #expect(kept == records)
        #expect(!after.wasTorn)
        await last.close()
    }

    @Test func whatIsDamagedIsSetAside() async throws {
        let folder = Folder()
        let (journal, _, _) = try AlarmJournal.open(folder: folder.path)
        for number in 0..<9 as Range<UInt64> {
            _ = await journal.append([Sample.record("e\(number)", number, [7])], within: .seconds(60))
        }
        let path = "\(folder.path)/alarms-1.journal"
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: 150)
        try file.write(contentsOf: [0xEE])
        try file.close()
        #expect(try await journal.read().count == 8)
        #expect(try await durable(journal.retry(within: .seconds(60))))
        #expect(try await journal.read().count == 9)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == ["alarms-2.journal", "alarms.damaged-1", "alarms.lock"])
        await journal.close()
    }

    @Test func aFullDeviceSaysSo() throws {
        let full = try Descriptor("/dev/full", O_WRONLY | O_CLOEXEC, .create)
        #expect(throws: JournalFault(call: .write, number: ENOSPC)) { try full.write([1, 2, 3], at: 0) }
    }

    @Test
    func aFullFileSystem() async throws {
        let disk = try SmallDisk()
        // Nothing in reserve: the next page that is needed is not there.
        let files = DiskJournalFiles(folder: disk.path)
        let (journal, _, _) = try AlarmJournal.open(files, sizes: JournalWriter.Sizes(reserve: 0))
        #expect(try await durable(journal.append([Sample.record("a", 1, [1])], within: .seconds(60))))
        try disk.fill()
        var refused = 0
        for number in 0..<8 as Range<UInt64> {
            let record = Sample.record("b\(number)", 1, [UInt8](repeating: 1, count: 3000))
            guard case .failed(let error) = await journal.append([record], within: .seconds(60)) else { continue }
            #expect(error.code == .diskFull)
            refused += 1
        }
        #expect(refused > 4)
        guard case .failing(_, ENOSPC) = journal.condition.writing else {
            Issue.record("\(journal.condition)")
            return
        }
        try disk.empty()
        #expect(try await durable(journal.retry(within: .seconds(60))))
        #expect(journal.condition.writing == .healthy && journal.condition.waiting == 0)
        #expect(try await journal.read().count == 9)
        await journal.close()
        let (again, records, condition) = try AlarmJournal.open(files)
        #expect(records.count == 9 && condition.damage == 0)
        await again.close()
    }

    @Test
    func whoFillsTheDiskDoesNotStopTheAlarms() async throws {
        let disk = try SmallDisk()
        let (journal, _, _) = try AlarmJournal.open(
            DiskJournalFiles(folder: disk.path), sizes: JournalWriter.Sizes(reserve: 128 << 10))
        try disk.fill()
        for number in 0..<30 as Range<UInt64> {
            let record = Sample.record("b\(number)", 1, [UInt8](repeating: 1, count: 3000))
            #expect(try await durable(journal.append([record], within: .seconds(60))))
        }
        await journal.close()
    }

    @Test(arguments: 1...12) func killedAtAnyMoment(run: Int) async throws {
        let folder = Folder()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String, run = run as Int] in
            let sizes = JournalWriter.Sizes(rotation: 3000, reserve: 16_384)
            let (journal, _, _) = try AlarmJournal.open(DiskJournalFiles(folder: path), sizes: sizes)
            let promises = unsafe open("\(path)/promises", O_WRONLY | O_CREAT | O_APPEND, 0o600)
            Thread.detachNewThread {
                // Any moment will do.
                usleep(UInt32(run * 7919 % 60_000))
                kill(getpid(), SIGKILL)
            }
            var revision: UInt64 = 0
            while true {
                revision += 1
                let record = Sample.record("e\(revision % 20)", revision, [UInt8](repeating: 5, count: 50))
                guard case .durable = await journal.append([record], within: .seconds(60)) else { continue }
                let line = Array("\(revision)\n".utf8)
                _ = unsafe write(promises, line, line.count)
            }
        }
        let (journal, records, condition) = try AlarmJournal.open(folder: folder.path)
        #expect(condition.damage == 0)
        let found = Dictionary(uniqueKeysWithValues: records.map { ($0.key, $0.revision) })
        let promises = try? String(contentsOfFile: "\(folder.path)/promises", encoding: .utf8)
        for revision in (promises ?? "").split(separator: "\n").compactMap({ UInt64($0) }).suffix(20) {
            #expect(found["e\(revision % 20)"].map { $0 >= revision } ?? false)
        }
        await journal.close()
    }
}

/// A folder that goes with the test.
private final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "bedside-alarms-\(UUID().uuidString)").path
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A file system in memory of 256 KiB.
private final class SmallDisk: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "bedside-small-\(UUID().uuidString)").path

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=256k") == 0 else {
            throw JournalFault(call: .create, number: errno)
        }
    }

    deinit {
        unsafe umount2(path, 2)  // MNT_DETACH
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Somebody else takes every byte that is left.
    func fill() throws {
        let filler = try Descriptor("\(path)/filler", O_WRONLY | O_CREAT | O_CLOEXEC, .create)
        var size = 0
        for step in [4096, 1] {
            do { while true { size += try filler.write([UInt8](repeating: 1, count: step)[...], at: size) } } catch {}
        }
    }

    func empty() throws { try FileManager.default.removeItem(atPath: "\(path)/filler") }
}
