import AsyncHTTPClient
import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation

/// A real daemon that supervises a wireless base on a pty, and the ward screens that watch it.
struct AlarmWard {
    let daemon: DaemonRig
    let base: PtyScanner
    let screens: [WardScreenClient]
    /// `admin.sock`.
    let admin: LocalClient

    /// The base's name in the configuration.
    static let base = "bells"

    /// Starts it, works with it once every screen has its first picture, and ends all of it.
    ///
    /// - Parameters:
    ///   - beds: configured at the base; of bed 1 on.
    ///   - moreInputs: YAML of further inputs.
    static func with<Value>(
        _ places: DemoWard.Places, beds: Int, screens: Int, moreInputs: String = "",
        _ work: (AlarmWard) async throws -> Value
    ) async throws -> Value {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let base = try PtyScanner(path: folder.path + "/base")
        var settings = DaemonRig.Settings(folder: folder.path, binary: places.binary, assets: places.assets)
        settings.moreAlarms =
            "  place: desk\n  inputs:\n" + wirelessBase(Self.base, path: base.path, beds: 1...beds)
            + moreInputs
        let daemon = try DaemonRig(settings)
        try await daemon.start()
        let http = LocalClient.connections()
        let outcome: Result<Value, any Error>
        var watching: [WardScreenClient] = []
        do {
            for number in 1...screens {
                watching.append(try WardScreenClient(name: "screen-\(number)", socket: daemon.wardSocket))
            }
            for screen in watching { _ = try await screen.next("its first picture") }
            let ward = AlarmWard(
                daemon: daemon, base: base, screens: watching,
                admin: LocalClient(socket: daemon.adminSocket, client: http))
            outcome = .success(try await work(ward))
        } catch { outcome = .failure(error) }
        for screen in watching { try await screen.leave() }
        try await http.shutdown()
        try await daemon.stop()
        return try outcome.get()
    }

    /// The YAML of a wireless base under `inputs:`. A number of beds is spread over areas and rooms as a bus does it.
    static func wirelessBase(_ name: String, path: String, beds: ClosedRange<Int>) -> String {
        let points = beds.map { bed in
            let station = WardFrame.station(of: bed).map(String.init).joined(separator: ".")
            return "        - {bed: \"\(bed)\", station: \(station)}\n"
        }
        return "    - name: \(name)\n      kind: ward-bus\n      path: \(path)\n      points:\n" + points.joined()
    }

    /// All open alarms that the base raised.
    func openCalls() async throws -> [OpenAlarmsMessage.Alarm] {
        try await admin.openAlarms().alarms.filter { $0.about.hasPrefix(Self.base + ".") }
    }

    /// What the alarm journal takes on the disk, in KiB.
    func journalKiB() throws -> Int {
        let files = try FileManager.default.contentsOfDirectory(atPath: daemon.alarmJournal)
        return try files.reduce(0) { sum, file in
            let path = daemon.alarmJournal + "/" + file
            return sum + (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
        } >> 10
    }
}

/// Frames of the ward bus: area, room, bed, command, and to whom.
enum WardFrame {
    enum Command: UInt8 {
        case call = 0x05
        case infusion = 0x06
        case service = 0x07
        case emergency = 0x08
        case help = 0x09
        /// The cancel key at the bed.
        case clear = 0x10
        /// The base says that it is there.
        case state = 0x91

        static let raises = [call, infusion, service, emergency, help]
    }

    static func bytes(_ command: Command, bed: Int) -> [UInt8] { station(of: bed) + [command.rawValue, 0, 0, 0] }

    /// Ten beds a room, twenty rooms an area; from 1 on, as nothing on a bus is numbered 0.
    static func station(of bed: Int) -> [UInt8] {
        [bed / 200 + 1, bed / 10 % 20 + 1, bed % 10 + 1].map(UInt8.init(clamping:))
    }
}
