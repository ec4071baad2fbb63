import BedsideWire

extension DoctorRules {
    /// Less than this is a warning: a month of a ward's facts with its pages of reports.
    static let scarceBytes: Int64 = 1 << 30
    /// Less than this is a failure: the alarm journal's reserve and a day of facts.
    static let leastBytes: Int64 = 128 << 20
    static let leastFiles: Int64 = 1000

    static func store(_ health: HealthMessage) -> [Finding] {
        let store = health.store
        var wrong: [String] = []
        if store.synchronous != 2 { wrong.append("synchronous is \(store.synchronous), must be 2") }
        if store.journalMode != "wal" { wrong.append("journal mode is \(store.journalMode), must be wal") }
        if store.lockingMode != "exclusive" { wrong.append("locking is \(store.lockingMode), must be exclusive") }
        guard wrong.isEmpty else {
            return [
                .failure(
                    .store, "a power cut loses what was acknowledged: " + wrong.joined(separator: ", "),
                    mend: "apt-get install --reinstall bedside; systemctl restart bedsided")
            ]
        }
        return [.ok(.store, "synchronous 2, wal, exclusive")]
    }

    static func disk(_ health: HealthMessage) -> [Finding] {
        let folder = quoted(folder(of: health.store.path) ?? "/var/lib/bedside")
        guard let disk = health.disk else {
            return [
                .failure(.disk, "the file system of the store does not answer", mend: "dmesg -l err; findmnt \(folder)")
            ]
        }
        var findings: [Finding] = []
        if disk.isReadOnly {
            findings.append(
                .failure(
                    .disk, "the file system of the store is read-only: the kernel saw errors on it",
                    mend: "dmesg -l err; reboot once with fsck.mode=force; change the disk if it comes again"))
        }
        let free = "\(mebibytes(disk.freeBytes)) MiB of \(mebibytes(disk.totalBytes)) MiB are free"
        let clear = "journalctl --vacuum-size=100M; apt-get clean; du -xh -d1 /var"
        if disk.freeBytes < leastBytes {
            findings.append(.failure(.disk, "\(free), must be \(mebibytes(leastBytes))", mend: clear))
        } else if disk.freeBytes < scarceBytes {
            findings.append(.warning(.disk, "\(free), should be \(mebibytes(scarceBytes))", mend: clear))
        }
        if disk.freeFiles < leastFiles {
            findings.append(
                .failure(
                    .disk, "\(disk.freeFiles) files can still be made, must be \(leastFiles)",
                    mend: "du --inodes -x -d2 /var | sort -n | tail"))
        }
        if (disk.reserveBytes ?? 0) == 0 {
            findings.append(
                .warning(
                    .disk,
                    "the reserve of the store is used up or was never made: nothing is left to give up when the disk is full",
                    mend: "\(clear); systemctl restart bedsided"))
        }
        return findings.isEmpty ? [.ok(.disk, free)] : findings
    }

    private static func mebibytes(_ bytes: Int64) -> Int64 { bytes >> 20 }
}
