import BedsideWire
import Foundation
import Testing

@testable import BedsideCommands

/// A scanner's entry is rewritten, and nothing else of the file.
@Suite struct ScannerEntryTests {
    private static let file = """
        # The terminal's name.
        terminal: t1
        scanners:
          # The wedge at the bed.
          - name: bedside-wedge   # left
            kind: evdev
            udev:
              ID_SERIAL: A
            layout: us  # factory
            # Why we wait.
            idle_gap_ms: 300
          - kind: serial
            name: desk
            udev: {ID_PATH: x}
            endings:
              - CR
              - LF
            suffix: 'Z'

        # The guide.
        ward_guide: []

        """

    private static let learned = LearnedMessage(
        kind: "evdev", layout: "fr", endings: ["CR"], prefix: "B'", suffix: "", idleGapMilliseconds: 360,
        sendsAim: true)

    private func rewritten(_ scanner: String, _ learned: LearnedMessage, _ text: String = file) throws -> String {
        try ScannerEntry.rewrite(
            text, scanner: scanner, kind: learned.kind, settings: ScannerEntry.settings(of: learned))
    }

    @Test func keysAreReplacedAddedAndTheRestStays() throws {
        let expected = Self.file.replacing("    layout: us  # factory", with: "    layout: fr")
            .replacing(
                "    idle_gap_ms: 300",
                with: "    idle_gap_ms: 360\n    endings: [CR]\n    prefix: 'B'''\n    aim: prefix")
        #expect(try rewritten("bedside-wedge", Self.learned) == expected)
        // A second time changes nothing.
        #expect(try rewritten("bedside-wedge", Self.learned, expected) == expected)
    }

    @Test func valuesOverSeveralLinesGoWholeAndKeysThatAreNotNeededGoToo() throws {
        let learned = LearnedMessage(
            kind: "serial", layout: nil, endings: [], prefix: "", suffix: "", idleGapMilliseconds: 150, sendsAim: false)
        let expected = Self.file.replacing(
            "    endings:\n      - CR\n      - LF\n    suffix: 'Z'", with: "    endings: []\n    idle_gap_ms: 150")
        #expect(try rewritten("desk", learned) == expected)
    }

    @Test(arguments: ["nobody", "desk"]) func anEntryThatIsNotThereIsToldAndNothingIsMade(_ name: String) {
        #expect { try rewritten(name, Self.learned) } throws: { ($0 as? CommandError)?.code == .entryUnknown }
    }

    @Test func flowStyleIsLeftToPeople() {
        #expect(throws: CommandError.self) {
            try rewritten("a", Self.learned, "scanners: [{name: a, udev: {ID_SERIAL: x}}]\n")
        }
        #expect(throws: CommandError.self) { try rewritten("a", Self.learned, "terminal: x\n") }
    }

    @Test func theFileIsReplacedWithItsRightsAndNoOtherFileStays() throws {
        let folder = NSTemporaryDirectory() + "bedside-commands-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
        let path = folder + "/bedside.yaml"
        try Self.file.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try FileManager.default.createSymbolicLink(atPath: folder + "/link.yaml", withDestinationPath: path)
        try ConfigurationFile.rewrite(folder + "/link.yaml", scanner: "bedside-wedge", learned: Self.learned)
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("layout: fr"))
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["bedside.yaml", "link.yaml"])
    }
}
