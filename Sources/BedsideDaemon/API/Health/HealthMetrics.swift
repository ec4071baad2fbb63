import BedsideDomain
import BedsideWire

/// A terminal's health as figures for Prometheus.
enum HealthMetrics {
    static func all(_ health: HealthMessage) -> [Metric] {
        [
            Metric("bedside_up", "1: the daemon answers.", 1),
            Metric(
                "bedside_info", "The version.",
                [Metric.Sample(1, ["version": health.version, "terminal": health.terminal])]),
            Metric("bedside_uptime_seconds", "Since the daemon started.", health.uptimeSeconds),
            Metric(
                "bedside_store_synchronous", "SQLite's synchronous; 2 (FULL) or commits are lost in a power cut.",
                health.store.synchronous),
        ] + disk(health.disk) + central(health.central, now: health.wall) + parts(health)
    }

    private static func disk(_ disk: DiskHealth?) -> [Metric] {
        guard let disk else { return [] }
        return [
            Metric(
                "bedside_disk_free_bytes", "Free bytes of the store's file system.", [.init(Double(disk.freeBytes))]),
            Metric("bedside_disk_total_bytes", "Its size.", [.init(Double(disk.totalBytes))]),
            Metric("bedside_disk_read_only", "1: nothing can be written.", disk.isReadOnly ? 1 : 0),
            Metric(
                "bedside_disk_reserve_bytes", "What is given up when the disk is full; 0 when it is gone.",
                [.init(Double(disk.reserveBytes ?? 0))]),
        ]
    }

    private static func central(_ central: CentralMessage, now: Timestamp) -> [Metric] {
        let day = 86_400_000.0
        func since(_ moment: Timestamp?) -> [Metric.Sample] {
            moment.map { [.init(Double(now.milliseconds - $0.milliseconds) / 1000)] } ?? []
        }
        return [
            Metric(
                "bedside_central_state", "How this terminal stands with the central store.",
                [.init(1, ["state": central.state])]),
            Metric("bedside_outbox_backlog", "Facts that the central store has not acknowledged.", central.backlog),
            Metric("bedside_outbox_oldest_seconds", "Age of the oldest of them.", since(central.oldestUnsent)),
            Metric(
                "bedside_quarantined_events", "Facts that the central store keeps for a person.", central.quarantined),
            Metric("bedside_central_contact_seconds", "Since the last contact.", since(central.lastContact)),
            Metric(
                "bedside_clock_offset_seconds", "This terminal's clock minus the central store's.",
                central.clockOffsetMs.map { [.init(Double($0) / 1000)] } ?? []),
            Metric(
                "bedside_certificate_days", "Days until this terminal's certificate ends; below 0 it has ended.",
                central.certificateEnds.map { [.init(Double($0.milliseconds - now.milliseconds) / day)] } ?? []),
            Metric(
                "bedside_links_lost", "Terminals of the ward that ought to be linked and are not.",
                central.lostLinks.count),
        ]
    }

    private static func parts(_ health: HealthMessage) -> [Metric] {
        [
            Metric(
                "bedside_printer_state", "1 for the state of each queue.",
                health.printers.map { .init(1, ["queue": $0.queue, "state": $0.state]) }),
            Metric(
                "bedside_printer_accepting", "1: the queue takes jobs.",
                health.printers.map { .init($0.isAccepting ? 1 : 0, ["queue": $0.queue]) }),
            Metric(
                "bedside_device_present", "1: the scanner is there and ours.",
                health.devices.map { .init($0.state == "present" ? 1 : 0, ["name": $0.name]) }),
            Metric(
                "bedside_input_present", "1: the contact input is seen.",
                health.inputs.map { .init($0.state == "present" ? 1 : 0, ["name": $0.name]) }),
            Metric(
                "bedside_sound_working", "1: an alarm would be heard here. Not told by a silent terminal.",
                health.sound.state == "silent" ? [] : [.init(health.sound.state == "working" ? 1 : 0)]),
            Metric(
                "bedside_alarms_open", "Open alarms of this terminal by priority.",
                health.openAlarms.sorted { $0.key < $1.key }.map { .init($0.value, ["priority": $0.key]) }),
            Metric(
                "bedside_technical_alarm_seconds", "Age of each open technical alarm of this terminal.",
                health.technicalAlarms.map { .init($0.ageSeconds, ["fault": $0.fault, "about": $0.about]) }),
        ]
    }
}
