import BedsideRigs
import Foundation
import Glibc
import Testing

extension Integration {
    /// `bedside demo` by hand: whatever ends it, nothing of it is left.
    @Suite struct DemoTests {
        enum Ending: CaseIterable { case controlC, terminated, hungUp, terminatedWhileOpening }

        @Test("Nothing of the demo is left", arguments: Ending.allCases) func nothingIsLeft(_ ending: Ending)
            async throws
        {
            try await Terminal.with(["demo"], rows: 24) { terminal in
                let pid = try await terminal.pid
                if ending == .terminatedWhileOpening {
                    try await eventually("the demo's folder") { !Self.folders(of: pid).isEmpty }
                } else {
                    try await terminal.see("the first screen", within: .seconds(60)) { $0.text.contains("Ctrl-C") }
                    #expect(
                        try await terminal.picture().text.contains("the phone pays"), "the help does not fit 80 columns"
                    )
                    try await terminal.type("A")
                    try await terminal.see("what the scanned slip says") { $0.text.contains("张*华") }
                    #expect(!Self.processes(of: pid).isEmpty)
                }
                switch ending {
                case .controlC: try await terminal.type("\u{03}")
                case .terminated, .terminatedWhileOpening: try await terminal.signal(SIGTERM)
                case .hungUp: try await terminal.signal(SIGHUP)
                }
                let end = try await terminal.see("the end", within: .seconds(30)) { $0.ended != nil }
                #expect(end.ended == 0)
                #expect(end.left || ending == .terminatedWhileOpening)
                try await eventually("the last process to end") { Self.processes(of: pid).isEmpty }
                #expect(Self.folders(of: pid).isEmpty)
            }
        }

        /// The folders that a demo of this process made.
        private static func folders(of pid: Int32) -> [String] {
            do {
                return try FileManager.default.contentsOfDirectory(atPath: "/var/tmp").filter {
                    $0.hasPrefix("bedside-\(pid)-")
                }
            } catch { return ["/var/tmp cannot be read: \(error)"] }
        }

        /// Programs that were started in such a folder: it is in their arguments or their environment.
        private static func processes(of pid: Int32) -> [String] {
            let mark = Data("/var/tmp/bedside-\(pid)-".utf8)
            do {
                return try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
                    Int32(name) != nil
                        && ["cmdline", "environ"].contains { bytes(of: "/proc/\(name)/\($0)").range(of: mark) != nil }
                }
            } catch { return ["/proc cannot be read: \(error)"] }
        }
    }
}
