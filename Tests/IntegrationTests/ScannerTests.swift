import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// A serial scanner made of a pty, through the kernel's tty layer, against the real daemon.
    @Suite struct ScannerTests {
        @Test("A scanner may come and go while the terminal runs") func hotPlug() async throws {
            try await TestWard.closed { ward in
                ward.scanner.unplug()
                try await ward.start()
                try await ward.importDemo()
                try await ward.scannerIs("absent")
                for _ in 0..<3 {
                    try ward.scanner.plug()
                    try await ward.scannerIs("present")
                    try ward.visitor.scan(DemoCodes.zhang.slip)
                    try await ward.visitor.see("admission-order")
                    try await ward.goHome()
                    ward.scanner.unplug()
                    try await ward.scannerIs("absent")
                }
            }
        }

        /// Each gets a sentence that helps, in its own words; nothing else happens, and what was scanned is nowhere.
        @Test("A code that is none of ours shows what to do, and leaves no trace") func strangeCodes() async throws {
            try await TestWard.with { ward in
                let before = try await ward.admin.status()
                var shown: [String: String] = [:]
                for code in StrangeCode.all {
                    try await ward.visitor.see("welcome")
                    try ward.scanner.send(code.bytes)
                    let screen = try await ward.visitor.see(code.screen)
                    #expect(screen.tone == .caution)
                    #expect(screen.choices.count == 1, "\(code.name)")
                    shown[code.name] = ([screen.heading] + screen.blocks.map { "\($0)" }).joined(separator: "\n")
                    #expect(!Self.holds(screen, StrangeCode.canary), "\(code.name) is on the screen")
                    try await ward.visitor.press(.enter)
                    try await ward.visitor.see("welcome")
                }
                // Six reasons, six different words.
                let reasons = ["too long", "escape", "not UTF-8", "SQL", "wrong check digit", "payment code"]
                #expect(Set(reasons.compactMap { shown[$0] }).count == reasons.count)

                let after = try await ward.admin.status()
                #expect(after.store.auditRows == before.store.auditRows + StrangeCode.all.count)
                #expect(after.store.outboxRows == before.store.outboxRows)
                #expect(after.store.openEncounters == 0)
                try await ward.daemon.stop()
                try Self.expectNoTrace(of: [StrangeCode.canary, DemoCodes.weChatCode], in: ward)
            }
        }

        @Test("Empty lines are nothing; the next code counts") func emptyLines() async throws {
            try await TestWard.with { ward in
                let before = try await ward.admin.status()
                try ward.scanner.send(Array("\r\n\r\r\n\t\r".utf8) + Array(DemoCodes.zhang.slip.utf8) + [0x0D])
                try await ward.visitor.see("admission-order")
                // The scan, and whose slip it opened.
                #expect(try await ward.admin.status().store.auditRows == before.store.auditRows + 2)
                #expect(try await ward.admin.devices().map(\.faults) == [0])
            }
        }

        @Test("A scanner pulled out within a code says so, and its half never joins the next code")
        func unpluggedWithinACode() async throws {
            try await TestWard.with {
                // Nothing but the plug may end the half.
                $0.serialScanners = []
                $0.moreScanners = """
                      - name: bedside-scanner
                        kind: serial
                        path: \($0.folder.dropLast(2))/scanner
                        idle_gap_ms: 10000

                    """
            } _: { ward in
                try await ward.visitor.see("welcome")
                let (first, second) = (DemoCodes.zhang.slip.prefix(9), DemoCodes.zhang.slip.dropFirst(9))
                // One write: when the code before is on the screen, the daemon has read the half as well.
                try ward.scanner.send(Array("X-OF-ANOTHER-HOUSE\r\(first)".utf8))
                try await ward.visitor.see("scan-unknown")
                ward.scanner.unplug()
                try await ward.visitor.see("scan-again")
                try await ward.scannerIs("absent")

                try ward.scanner.plug()
                try await ward.scannerIs("present")
                try ward.scanner.send(Array("\(second)\r".utf8))
                try await ward.visitor.see("scan-unknown")
                try ward.visitor.scan(DemoCodes.zhang.slip)
                try await ward.visitor.see("admission-order")
            }
        }

        /// Neither the daemon's log, nor the audit log, nor any other byte of the store holds a text.
        private static func expectNoTrace(of texts: [String], in ward: TestWard) throws {
            let files = [ward.daemon.log, ward.daemon.store, ward.daemon.store + "-wal"]
            for text in texts {
                for file in files where bytes(of: file).range(of: Data(text.utf8)) != nil {
                    Issue.record("\(file) holds what was scanned")
                }
            }
            #expect(!bytes(of: ward.daemon.store).isEmpty)
            #expect(!ward.daemon.logText.isEmpty)
        }

        private static func holds(_ screen: Screen, _ text: String) -> Bool { "\(screen)".contains(text) }
    }
}

/// A scan that is none of the hospital's codes, and the screen that must answer it.
private struct StrangeCode {
    let name: String
    let bytes: [UInt8]
    let screen: String

    /// In every code whose form has room for it.
    static let canary = "KANARI7F3A"

    static let all: [StrangeCode] = [
        text("the longest text", canary + String(repeating: "A", count: 4096 - canary.count), "scan-unknown"),
        text("too long", canary + String(repeating: "A", count: 4097 - canary.count), "scan-again"),
        text("much too long", String(repeating: canary, count: 20_000), "scan-again"),
        text("escape", "\u{1B}[2J\u{1B}]0;\(canary)\u{07}", "scan-again"),
        text("control characters", "\(canary)\u{01}\u{02}\u{7F}", "scan-again"),
        StrangeCode(
            name: "not UTF-8", bytes: Array(canary.utf8) + [0xC3, 0x28, 0xFF, 0xFE, 0x80, 0x0D], screen: "scan-again"),
        text("C1 controls", "\(canary)\u{9B}31m", "scan-again"),
        text("turned writing", "\(canary)\u{202E}gnihtemos", "scan-again"),
        text("SQL", "\(canary)'); DROP TABLE encounters;--", "scan-unknown"),
        text("an address", "https://\(canary).example/?a=%00", "scan-unknown"),
        text("wrong check digit", "RY20261120000174", "scan-damaged"),
        text("payment code", DemoCodes.weChatCode, "scan-unexpected"),
        text("Chinese", "张明华\(canary)", "scan-unknown"),
    ]

    private static func text(_ name: String, _ text: String, _ screen: String) -> StrangeCode {
        StrangeCode(name: name, bytes: Array(text.utf8) + [0x0D], screen: screen)
    }
}
