import BedsideDevices
import BedsideDomain
import BedsideRigs
import Foundation
import Synchronization

/// Decoding, eight scanners at once, and replugs without end, on ptys: under umockdev each read costs 0.1 ms more.
struct DevicesSuite {
    let scans: Int
    let replugs: Int

    private static let scanners = 8
    private static let code = "WD2026112000017300000000000000000000000K"

    func run() async throws -> [Figure] {
        var figures = [decoding()]
        figures += try await burst()
        figures.append(try await latency())
        figures.append(try await leaks())
        return figures
    }

    /// A wedge's key press, from the event to the byte: the median of runs of 100 codes of 40 characters.
    private func decoding() -> Figure {
        let events = Self.keyEvents
        let presses = Self.code.utf8.count + 1
        let time = ContinuousClock.now
        var runs: [Double] = []
        for _ in 0..<200 {
            var decoder = WedgeDecoder()
            var read = 0
            let took = measure {
                for _ in 0..<100 {
                    for event in events { read += decoder.feed(event, at: time).count }
                }
            }
            guard read == 100 else { return Figure("decode_ns_per_key", .nan, "ns", note: "\(read) of 100 codes") }
            runs.append(took * 1e6 / Double(100 * presses))
        }
        return Figure(
            "decode_ns_per_key", Sample(runs).median, "ns", note: "median of 200 runs of \(100 * presses) keys")
    }

    /// Each scanner sends its codes back to back, as fast as its line takes them.
    private func burst() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let lines = try (0..<Self.scanners).map { try PtyScanner(path: "\(folder.path)/s\($0)") }
        let hub = try Self.hub(lines)
        defer { hub.stop() }
        var events = hub.events.makeAsyncIterator()
        try await Self.attached(lines.count, &events)
        let sender = Task.detached {
            try await withThrowingDiscardingTaskGroup { group in
                for (index, line) in lines.enumerated() {
                    // A thread each: a full line blocks its writer.
                    group.addTask { try await Self.send(scans, from: index, on: line) }
                }
            }
        }
        var faults = 0
        var seen = 0
        let began = ContinuousClock.now
        let expected = scans * lines.count
        // Whatever was lost, the suite ends.
        let alarm = Task {
            try await sender.value
            try await Task.sleep(for: .seconds(5))
            hub.stop()
        }
        while seen < expected, let event = await events.next(isolation: #isolation) {
            switch event {
            case .scan: seen += 1
            case .fault: faults += 1
            case .attached, .detached: break
            }
        }
        alarm.cancel()
        let seconds = (ContinuousClock.now - began).milliseconds / 1000
        try await sender.value
        return [
            Figure(
                "burst_scans_lost", Double(expected - seen + faults), "scans",
                note: "of \(expected) from \(lines.count) devices"),
            Figure("burst_scans_per_s", Double(expected) / seconds, "1/s"),
        ]
    }

    private static func send(_ scans: Int, from index: Int, on line: PtyScanner) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread {
                done.resume(
                    with: Result {
                        for number in 0..<scans {
                            let code = "\(index)-\(number)-"
                            try line.scan(code + String(repeating: "7", count: max(40 - code.utf8.count, 0)))
                        }
                    })
            }
        }
    }

    /// From the last byte written to the decoded scan, one at a time.
    private func latency() async throws -> Figure {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let line = try PtyScanner(path: folder.path + "/s")
        let hub = try Self.hub([line])
        defer { hub.stop() }
        var events = hub.events.makeAsyncIterator()
        try await Self.attached(1, &events)
        var times: [Double] = []
        for turn in 0..<5100 {
            try line.scan(Self.code)
            let written = ContinuousClock.now
            while let event = await events.next(isolation: #isolation) {
                guard case .scan(let scan) = event else { continue }
                if turn >= 100 { times.append(max((scan.decodedAt - written).milliseconds, 0) * 1000) }
                break
            }
        }
        return Figure("read_to_decoded_p99_us", Sample(times).percentile(99), "us", note: "of \(times.count) scans")
    }

    /// Descriptors before and after as many replugs.
    private func leaks() async throws -> Figure {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let line = try PtyScanner(path: folder.path + "/s")
        let hub = try Self.hub([line])
        defer { hub.stop() }
        var events = hub.events.makeAsyncIterator()
        try await Self.attached(1, &events)
        let before = try Self.descriptors()
        for _ in 0..<replugs {
            line.unplug()
            while let event = await events.next(isolation: #isolation) { if case .detached = event { break } }
            try line.plug()
            while let event = await events.next(isolation: #isolation) { if case .attached = event { break } }
        }
        return Figure(
            "replug_leaks", Double(try Self.descriptors() - before), "descriptors", note: "after \(replugs) replugs")
    }

    private static func hub(_ lines: [PtyScanner]) throws -> ScannerHub {
        try ScannerHub(
            configuration: lines.enumerated().map { index, line in
                ScannerConfiguration(
                    name: try ScannerName("s\(index)"), match: .serialPath(try SerialPath(line.path)), limits: .none)
            }, wallClock: { Timestamp(milliseconds: 0) })
    }

    private static func attached(_ count: Int, _ events: inout AsyncStream<DeviceEvent>.Iterator) async throws {
        var left = count
        while left > 0, let event = await events.next(isolation: #isolation) { if case .attached = event { left -= 1 } }
    }

    private static func descriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    /// What a wedge with a US keyboard sends for the code and Enter: press and release, each with its report's end.
    private static let keyEvents: [KeyEvent] = {
        let row = Array("1234567890".utf8)
        var events: [KeyEvent] = []
        func tap(_ code: UInt16) {
            for value in [Int32(1), 0] {
                events.append(KeyEvent(type: 1, code: code, value: value))
                events.append(KeyEvent(type: 0, code: 0, value: 0))
            }
        }
        func shifted(_ code: UInt16) {
            events.append(KeyEvent(type: 1, code: 42, value: 1))
            tap(code)
            events.append(KeyEvent(type: 1, code: 42, value: 0))
        }
        for byte in code.utf8 {
            switch byte {
            case UInt8(ascii: "W"): shifted(17)
            case UInt8(ascii: "D"): shifted(32)
            case UInt8(ascii: "K"): shifted(37)
            default: tap(UInt16(2 + (row.firstIndex(of: byte) ?? 0)))
            }
        }
        tap(28)
        return events
    }()
}
