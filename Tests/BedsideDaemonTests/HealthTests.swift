import BedsideDevices
import BedsideDomain
import BedsideStore
import BedsideWire
import Foundation
import Testing

@testable import BedsideDaemon

@Suite("A terminal's health as the daemon tells it") struct HealthTests {
    private static let now = Timestamp(milliseconds: 1_795_300_000_000)

    private static func health() -> HealthMessage {
        HealthMessage(
            version: "1", terminal: "t", uptimeSeconds: 5, wall: now,
            store: StoreHealth(path: "/x", journalMode: "wal", synchronous: 2, lockingMode: "exclusive"),
            disk: DiskHealth(freeBytes: 100, totalBytes: 200, freeFiles: 3, isReadOnly: false, reserveBytes: nil),
            devices: [PartHealth(name: "wedge", kind: "evdev", state: "absent")],
            inputs: [PartHealth(name: "bells", kind: "gpio", state: "present")],
            printers: [PrinterHealth(queue: "ward", state: "stopped", isAccepting: true, reasons: [])],
            sound: SoundHealth(state: "working", device: "default"),
            central: CentralMessage(
                state: "in-step", reason: nil, url: nil, hospital: nil, ward: nil, backlog: 7,
                oldestUnsent: now.adding(seconds: -30), quarantined: 1, lastContact: now.adding(seconds: -12),
                clockOffsetMs: -1500, certificateEnds: now.adding(days: 2), lostLinks: ["x"], feed: nil),
            openAlarms: ["technical": 1, "call": 2],
            technicalAlarms: [TechnicalAlarm(fault: "sound", about: "sounder", ageSeconds: 9)])
    }

    @Test(
        "every fact is a figure",
        arguments: [
            "bedside_up 1", "bedside_disk_free_bytes 100", "bedside_disk_reserve_bytes 0",
            "bedside_store_synchronous 2",
            "bedside_certificate_days 2", "bedside_outbox_backlog 7", "bedside_outbox_oldest_seconds 30",
            "bedside_central_contact_seconds 12", #"bedside_printer_state{queue="ward",state="stopped"} 1"#,
            #"bedside_printer_accepting{queue="ward"} 1"#, #"bedside_device_present{name="wedge"} 0"#,
            #"bedside_input_present{name="bells"} 1"#, #"bedside_alarms_open{priority="call"} 2"#,
            #"bedside_alarms_open{priority="technical"} 1"#, "bedside_sound_working 1",
            "bedside_clock_offset_seconds -1.5",
            #"bedside_technical_alarm_seconds{fault="sound",about="sounder"} 9"#, "bedside_links_lost 1",
            #"bedside_central_state{state="in-step"} 1"#,
        ])
    func figures(_ line: String) {
        #expect(Metric.text(HealthMetrics.all(Self.health())).split(separator: "\n").contains(Substring(line)))
    }

    @Test("what is not known is no figure: a silent terminal, a disk that does not answer, no certificate")
    func unknown() {
        var health = Self.health()
        health.sound.state = "silent"
        health.disk = nil
        let text = Metric.text(HealthMetrics.all(health))
        #expect(!text.contains("bedside_sound_working"))
        #expect(!text.contains("bedside_disk_free_bytes"))
    }

    @Test("the store's file system; the reserve counts when it is there")
    func disk() async throws {
        try await withFolder { folder in
            let before = try #require(DiskProbe.look(atStore: "\(folder)/t.sqlite"))
            #expect(before.totalBytes > before.freeBytes && before.freeBytes > 0 && before.freeFiles > 0)
            #expect(before.reserveBytes == nil && !before.isReadOnly)
            try Data(count: 4096).write(to: URL(filePath: "\(folder)/\(DiskReserve.name)"))
            #expect(DiskProbe.look(atStore: "\(folder)/t.sqlite")?.reserveBytes == 4096)
            #expect(DiskProbe.look(atStore: "\(folder)/none/t.sqlite") == nil)
        }
    }

    @Test("the reserve: made where there is plenty, given up where there is none, and left alone between")
    func reserveRule() {
        func step(free: Int64, reserve: Int64?, readOnly: Bool = false) -> DiskReserve.Step {
            DiskReserve.step(
                DiskHealth(
                    freeBytes: free, totalBytes: 1 << 40, freeFiles: 9, isReadOnly: readOnly, reserveBytes: reserve))
        }
        let plenty = DiskReserve.size + DiskReserve.plenty
        #expect(step(free: plenty + 1, reserve: nil) == .make)
        #expect(step(free: plenty + 1, reserve: 0) == .make)
        #expect(step(free: plenty, reserve: nil) == .keep)
        #expect(step(free: plenty + 1, reserve: DiskReserve.size) == .keep)
        #expect(step(free: DiskReserve.least, reserve: DiskReserve.size) == .keep)
        #expect(step(free: DiskReserve.least - 1, reserve: DiskReserve.size) == .giveUp)
        #expect(step(free: 0, reserve: nil) == .keep)
        #expect(step(free: plenty + 1, reserve: nil, readOnly: true) == .keep)
    }

    @Test("the reserve takes real room, for its owner only, and can be given up") func reserve() async throws {
        try await withFolder { folder in
            ReserveKeeper(store: "\(folder)/t.sqlite", logger: LogBook().logger).turn()
            #expect(DiskProbe.look(atStore: "\(folder)/t.sqlite")?.reserveBytes == DiskReserve.size)
            let file = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(DiskReserve.name)")
            #expect((file[.posixPermissions] as? Int) == 0o600)
            DiskReserve.giveUp(in: folder)
            #expect(DiskProbe.look(atStore: "\(folder)/t.sqlite")?.reserveBytes == nil)
            #expect(DiskReserve.make(in: "\(folder)/none") == -2)
        }
    }

    @Test("the store says how durable it is") func durability() async throws {
        try await DeskWard.with { ward in
            let durability = try await ward.store.durability()
            #expect(durability.synchronous == 2)
            #expect(durability.journalMode == "wal")
            #expect(durability.lockingMode == "exclusive")
        }
    }

    @Test("an unknown device is a technical alarm for as long as it is there") func strangers() async throws {
        try await AlarmWard.with { ward in
            let service = StrangerService(
                scanners: [], configuration: try AlarmWard.configuration(), engine: ward.engine,
                logger: LogBook().logger)
            service.tell(StrangerNews(place: "USB 1-2", isThere: true))
            await ward.settle()
            let strangers = { ward.engine.board.rows.filter { $0.kind == .technical(.unknownDevice) }.map(\.origin) }
            #expect(strangers() == ["USB 1-2"])
            service.tell(StrangerNews(place: "USB 1-2", isThere: false))
            await ward.settle()
            #expect(strangers() == [])
        }
    }
}
