import BedsideDemo
import BedsideRigs

/// What comes to a ward by serial lines: the call buttons' base, and badges at the desk.
final class WardLines: Sendable {
    let base: PtyScanner
    let badges: PtyScanner

    /// Throws ``RigError``.
    init(_ folder: String) throws {
        base = try PtyScanner(path: folder + "/bells")
        badges = try PtyScanner(path: folder + "/badges")
    }

    func configure(_ settings: inout DaemonRig.Settings) {
        settings.moreAlarms = WardBells.configuration(path: base.path)
        settings.moreScanners += """
              - name: desk-scanner
                kind: serial
                path: \(badges.path)
                screen: desk
                repeat_window_ms: 0
                rate_per_second: 0

            """
    }

    func unplug() {
        base.unplug()
        badges.unplug()
    }

    /// One frame of a station. Throws ``RigError``.
    func send(_ command: WardBells.Command, bed: UInt8, fromToilet: Bool = false) throws {
        try WardBells.send(command, bed: bed, fromToilet: fromToilet, on: base)
    }
}
