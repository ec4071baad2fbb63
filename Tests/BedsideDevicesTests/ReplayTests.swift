import BedsideDomain
import Testing

@testable import BedsideDevices

/// A recording decodes as the device did.
@Suite struct ReplayTests {
    private static func settings() throws -> [ScannerConfiguration] {
        [
            ScannerConfiguration(name: try ScannerName("a"), match: .evdev(try UdevMatch(["ID_PATH": "x"]))),
            ScannerConfiguration(name: try ScannerName("a"), match: .serial(try UdevMatch(["ID_PATH": "x"]))),
        ]
    }

    private func steps(_ script: KeyScript) -> [Recording.Step] {
        script.steps.map { Recording.Step(.microseconds(Int64($0.milliseconds * 1000)), .key($0.event)) }
    }

    @Test func aMaskedRecordingGivesAsManyScansAndTheSameFaults() throws {
        var mask = TraceMask()
        let script =
            KeyScript(
                typing: "WD2025-11220179"
            ).steps + KeyScript(typing: "690123", ending: nil, from: 1000).steps
        let recorded = script.map { step -> Recording.Step in
            guard case .key(let key) = mask.masked(.key(step.event)) else { return Recording.Step(.zero, .detached) }
            return Recording.Step(.microseconds(Int64(step.milliseconds * 1000)), .key(key))
        }
        let results = try Replay.run(Recording(steps: recorded), settings: try Self.settings())
        #expect(results.map { shown($0.outcome) } == ["'AA9999-99999999'", "incomplete"])
    }

    @Test func aScannerThatTurnsIntoALineIsDecodedAsBoth() throws {
        let line = Recording.Step(.seconds(5), .bytes(Array("text\r".utf8)))
        let recording = Recording(
            steps: [Recording.Step(.zero, .attached(.evdev, descriptor: []))] + steps(KeyScript(typing: "a1"))
                + [
                    Recording.Step(.seconds(3), .detached),
                    Recording.Step(.seconds(4), .attached(.serial, descriptor: [])), line,
                ])
        let results = try Replay.run(recording, settings: try Self.settings())
        #expect(results.map { shown($0.outcome) } == ["'a1'", "'text'"])
        #expect(results.last?.elapsed == .seconds(5))
    }

    @Test func aPartIsReportedWhenTheDeviceGoes() throws {
        let recording = Recording(
            steps: steps(KeyScript(typing: "690", ending: nil)) + [Recording.Step(.milliseconds(20), .detached)])
        #expect(try Replay.run(recording, settings: try Self.settings()).map(\.outcome) == [.fault(.unplugged)])
    }

    @Test func kindsWithoutSettingsAreRefused() throws {
        let card = Recording(steps: [Recording.Step(.zero, .attached(.smartCard, descriptor: []))])
        #expect(throws: DeviceError.self) { try Replay.run(card, settings: try Self.settings()) }
        let report = Recording(steps: [Recording.Step(.zero, .attached(.hidpos, descriptor: [1, 2]))])
        #expect(throws: DeviceError.self) { try Replay.run(report, settings: try Self.settings()) }
    }
}
