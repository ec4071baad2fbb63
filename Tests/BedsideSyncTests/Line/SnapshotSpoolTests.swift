import BedsideDomain
import BedsideWire
import Foundation
import Testing

@testable import BedsideSimulation
@testable import BedsideSync

/// A snapshot is read only when it came whole, however it was cut into pieces.
@Suite struct SnapshotSpoolTests {
    private func row(_ seq: Int64, bytes: Int = 10) -> FeedRow {
        FeedRow(
            seq: seq, table: .beds, key: "B\(seq)",
            change: .put("{\"x\":\"\(String(repeating: "床", count: bytes / 3))\"}"),
            version: seq)
    }

    private func text(_ rows: [FeedRow], told: Int? = nil, end: Bool = true) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for row in rows { bytes += Array(try JSONEncoder().encode(SnapshotLine(row: row))) + [0x0A] }
        if end {
            let line = SnapshotLine(end: SnapshotLine.End(cursor: Sample.cursor(77), rows: told ?? rows.count))
            bytes += Array(try JSONEncoder().encode(line)) + [0x0A]
        }
        return bytes
    }

    private func read(_ snapshot: Snapshot) throws -> [FeedRow] {
        var rows: [FeedRow] = []
        while let row = try snapshot.rows.next() { rows.append(row) }
        return rows
    }

    @Test(arguments: [1, 7, 4096, 100_000, .max]) func itComesBackHoweverItCame(_ piece: Int) throws {
        let scratch = try Scratch()
        var dice = Dice(seed: 4)
        // Rows over the ends of the pieces in which the file is read.
        let rows = (1...60).map { row($0, bytes: piece < 10 ? 30 : Int.random(in: 0...20_000, using: &dice)) }
        let bytes = try text(rows)
        let spool = try SnapshotSpool(folder: scratch.path)
        for start in stride(from: 0, to: bytes.count, by: min(piece, bytes.count)) {
            try spool.append(Array(bytes[start..<min(bytes.count, start + min(piece, bytes.count))]))
        }
        let snapshot = try spool.snapshot()
        #expect(snapshot.cursor == Sample.cursor(77))
        #expect(try read(snapshot) == rows)
        #expect(try snapshot.rows.next() == nil)
        // It has no name: nothing is left, whatever happens to the process.
        #expect(try scratch.names().isEmpty)
    }

    @Test func oneWithoutRowsIsWhole() throws {
        let scratch = try Scratch()
        let spool = try SnapshotSpool(folder: scratch.path)
        try spool.append(try text([]))
        #expect(try read(try spool.snapshot()).isEmpty)
    }

    @Test func cutAnywhereItIsNoSnapshot() throws {
        let scratch = try Scratch()
        let bytes = try text([row(1), row(2)])
        for length in 0..<bytes.count {
            let spool = try SnapshotSpool(folder: scratch.path)
            try spool.append(Array(bytes.prefix(length)))
            let error = #expect(throws: SyncError.self) { _ = try spool.snapshot() }
            #expect(error?.code == .snapshotCut, "\(length)")
        }
    }

    @Test func whatDoesNotAddUpIsNoSnapshot() throws {
        let scratch = try Scratch()
        let whole = try text([row(1), row(2)])
        for wrong in [
            try text([row(1), row(2)], told: 1), try text([row(1), row(2)], told: 3), try text([row(1)], end: false),
            whole + Array("x".utf8), whole + Array("x\n".utf8), whole + whole, Array("\n".utf8) + whole,
            try text([row(1)], told: -1),
        ] {
            let spool = try SnapshotSpool(folder: scratch.path)
            try spool.append(wrong)
            let error = #expect(throws: SyncError.self) { _ = try spool.snapshot() }
            #expect(error?.code == .snapshotCut)
        }
    }

    /// Found only when it is read: then it is an error, and never the end.
    @Test(arguments: ["{}", "garbage", #"{"row":{"seq":"x"}}"#]) func aBadRowInTheMiddleIsAnError(_ line: String) throws
    {
        let scratch = try Scratch()
        let spool = try SnapshotSpool(folder: scratch.path)
        try spool.append(try text([row(1)], end: false) + Array("\(line)\n".utf8))
        try spool.append(try text([], told: 2))
        let snapshot = try spool.snapshot()
        #expect(try snapshot.rows.next() == row(1))
        #expect(throws: (any Error).self) { _ = try snapshot.rows.next() }
    }

    @Test func aLineWithoutAnEndIsRefusedInTime() throws {
        let scratch = try Scratch()
        let spool = try SnapshotSpool(folder: scratch.path)
        let piece = [UInt8](repeating: 0x41, count: SyncLimits.feedRow)
        try spool.append(piece)
        try spool.append(piece)
        let error = #expect(throws: SyncError.self) { try spool.append([0x41]) }
        #expect(error?.code == .snapshotCut)
    }

    @Test func withoutAFolderThereIsNone() throws {
        let error = #expect(throws: SyncError.self) { _ = try SnapshotSpool(folder: "/nowhere/at/all") }
        #expect(error?.code == .cacheFile)
    }
}
