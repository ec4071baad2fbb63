import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// A keyboard wedge that umockdev emulates down to its udev messages and input events; the daemon runs inside.
    @Suite struct WedgeTests {
        @Test("A wedge is found by its udev properties, also when it comes later and comes again")
        func hotPlug() async throws {
            try await withFolder { folder in
                let bed = try Assistant("scanner-testbed.py", folder: folder)
                defer { bed.end() }
                var settings = try TestWard.settings(folder + "/t")
                settings.wrapper = bed.command
                settings.moreScanners = """
                      - name: bedside-scanner
                        kind: evdev
                        udev:
                          ID_SERIAL: Ward_Wedge_1

                    """
                try await Self.run(settings, bed) { ward in
                    // Another keyboard of the same maker is never taken.
                    try await bed.ask("add wedge Somebody_s_Keyboard")
                    try await ward.scannerIs("absent")
                    for slip in [DemoCodes.zhang.slip, DemoCodes.smith.slip] {
                        try await bed.ask("add wedge Ward_Wedge_1")
                        try await ward.scannerIs("present")
                        try await bed.ask("type Somebody_s_Keyboard \(DemoCodes.li.slip)")
                        try await bed.ask("type Ward_Wedge_1 \(slip)")
                        let screen = try await ward.visitor.see("admission-order")
                        #expect("\(screen)".contains(slip == DemoCodes.zhang.slip ? "张*华" : "A***"))
                        try await ward.goHome()
                        try await bed.ask("pull Ward_Wedge_1")
                        try await ward.scannerIs("absent")
                    }
                }
            }
        }

        @Test("A wedge that is plugged in already is found at the start, and small letters stay small")
        func presentAtStart() async throws {
            try await withFolder { folder in
                let bed = try Assistant("scanner-testbed.py", folder: folder)
                defer { bed.end() }
                var settings = try TestWard.settings(folder + "/t")
                settings.wrapper = bed.command
                settings.moreScanners = """
                      - name: bedside-scanner
                        kind: evdev
                        udev:
                          ID_PATH: pci-0000:00:14.0-usb-0:1:1.0

                    """
                try await Self.run(settings, bed) { ward in
                    try await bed.ask("add wedge Any_Wedge")
                    try await ward.scannerIs("present")
                    try await bed.ask("signal 9")
                    try await eventually("bedsided to end") { bed.sawEnd }
                    try await bed.ask("start")
                    try await eventually("bedsided") { try await ward.isUp }
                    try await ward.scannerIs("present")
                    // The check digit is right only for capital letters.
                    try await bed.ask("type Any_Wedge \(DemoCodes.zhang.slip.lowercased())")
                    try await ward.visitor.see("scan-unknown")
                    try await bed.ask("type Any_Wedge \(DemoCodes.zhang.slip)")
                    try await ward.visitor.see("admission-order")
                }
            }
        }

        @Test("A keyboard that nobody let in is a technical alarm until it is unplugged; a configured wedge is none")
        func strangers() async throws {
            try await withFolder { folder in
                let bed = try Assistant("scanner-testbed.py", folder: folder)
                defer { bed.end() }
                var settings = try TestWard.settings(folder + "/t")
                settings.wrapper = bed.command
                settings.moreAlarms = "  watch_devices: true\n"
                settings.moreScanners = """
                      - name: bedside-scanner
                        kind: evdev
                        udev:
                          ID_SERIAL: Ward_Wedge_1

                    """
                try await Self.run(settings, bed) { ward in
                    func unknown() async throws -> [String] {
                        try await ward.admin.health().technicalAlarms.filter { $0.fault == "unknown-device" }.map(
                            \.about)
                    }
                    try await bed.ask("add wedge Ward_Wedge_1")
                    try await ward.scannerIs("present")
                    try await bed.ask("add wedge Somebody_s_Keyboard")
                    try await eventually("the alarm") { try await unknown().count == 1 }
                    // In the kernel's words: the keyboard's own name is nowhere.
                    #expect(try await unknown().allSatisfy { $0.hasPrefix("USB") })
                    try await bed.ask("pull Somebody_s_Keyboard")
                    try await eventually("its end") { try await unknown().isEmpty }
                    try await bed.ask("add wedge Keypad_Of_The_Screen BEDSIDE_ALLOWED=keypad")
                    // A later stranger is told; the keypad was there before it, and is not.
                    try await bed.ask("add wedge Another_Keyboard")
                    try await eventually("the second alarm") { try await !unknown().isEmpty }
                    #expect(try await unknown().count == 1)
                }
            }
        }

        private static func run(
            _ settings: DaemonRig.Settings, _ bed: Assistant, _ work: (TestWard) async throws -> Void
        ) async throws {
            try await TestWard.closed {
                $0 = settings
            } _: { ward in
                let outcome: Result<Void, any Error>
                do {
                    try await ward.daemon.start()
                    try await ward.importDemo()
                    outcome = .success(try await work(ward))
                } catch { outcome = .failure(error) }
                // The testbed ends the daemon, and nobody else does: to the rig it is only a child's child.
                bed.end()
                try await eventually("the testbed to end") { ward.daemon.finished() != nil }
                try outcome.get()
            }
        }
    }
}
