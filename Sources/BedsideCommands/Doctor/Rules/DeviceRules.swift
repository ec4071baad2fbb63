import BedsideWire

extension DoctorRules {
    static func devices(_ health: HealthMessage) -> [Finding] {
        let findings = health.devices.compactMap(scanner) + health.inputs.compactMap(input)
        guard findings.isEmpty else { return findings }
        let count = health.devices.count + health.inputs.count
        return [
            .ok(
                .devices,
                count == 0 ? "no scanners or inputs are configured" : "all \(count) scanners and inputs are there")
        ]
    }

    private static func scanner(_ device: PartHealth) -> Finding? {
        let detail = device.detail.map { ": \($0)" } ?? ""
        let name = "scanner \(device.name) is \(device.state)\(detail)"
        switch device.state {
        case "present": return nil
        case "key-held": return .warning(.devices, name, mend: "let the scanner's key go")
        case "absent":
            return .failure(
                .devices, name,
                mend: "plug it in at its port; a new one: bedside devices allow, then its lines into bedside.yaml")
        case "held-by-another-program":
            return .failure(.devices, name, mend: "fuser -v /dev/bedside/\(quoted(device.name)); end that program")
        default: return .failure(.devices, name, mend: "bedside devices; bedside devices test \(quoted(device.name))")
        }
    }

    private static func input(_ input: PartHealth) -> Finding? {
        guard input.state != "present" else { return nil }
        let mend =
            switch input.state {
            case "refused": "ls -l the node of the input; its group must be bedside-dev: bedside devices allow"
            case "garbled": "check speed and parity of the line in bedside.yaml"
            default: "check cable and power of the input; then: bedside alarms"
            }
        return .failure(
            .devices, "input \(input.name) (\(input.kind)) is \(input.state): its calls do not come", mend: mend)
    }

    static func refusedDevices(_ machine: MachineFacts) -> [Finding] {
        machine.refusedPorts.map { port in
            .warning(
                .devices, "a USB device at port \(port) is not allowed and was switched off",
                mend: "unplug it; or, if it belongs here: bedside devices allow --list")
        }
    }

    static func printers(_ health: HealthMessage) -> [Finding] {
        let findings = health.printers.flatMap { printer -> [Finding] in
            let queue = quoted(printer.queue)
            var found: [Finding] = []
            let reasons = printer.reasons.isEmpty ? "" : ": " + printer.reasons.joined(separator: ", ")
            switch printer.state {
            case "unreachable":
                found.append(
                    .failure(
                        .printers, "queue \(printer.queue) is not to be reached\(reasons)",
                        mend: "systemctl restart cups; lpstat -p \(queue)"))
            case "stopped":
                found.append(
                    .failure(
                        .printers, "queue \(printer.queue) is stopped\(reasons)", mend: "cupsenable \(queue)"))
            default:
                if !printer.reasons.isEmpty {
                    found.append(
                        .warning(
                            .printers, "printer of queue \(printer.queue) needs somebody\(reasons)",
                            mend: "look at the printer; lpstat -l -p \(queue)"))
                }
            }
            if !printer.isAccepting, printer.state != "unreachable" {
                found.append(
                    .failure(.printers, "queue \(printer.queue) takes no jobs", mend: "cupsaccept \(queue)"))
            }
            return found
        }
        guard findings.isEmpty else { return findings }
        return [.ok(.printers, "\(health.printers.count) queues are ready")]
    }

    static func cups(_ machine: MachineFacts) -> [Finding] {
        guard let cups = machine.cups else {
            guard machine.isRoot else { return [] }
            return [
                .warning(
                    .printers, "/etc/cups/cupsd.conf cannot be read", mend: "ls -l /etc/cups; apt-get install cups")
            ]
        }
        var findings: [Finding] = []
        let no: Set<String> = ["no", "off", "false", "0"]
        let files = cups["preservejobfiles"]
        if !no.contains(files?.lowercased() ?? "86400") {
            findings.append(
                .failure(
                    .printers,
                    "CUPS keeps printed files (PreserveJobFiles is \(files ?? "not set, so a day"), must be No): they hold patient data",
                    mend: "cupsctl PreserveJobFiles=No"))
        }
        let history = cups["preservejobhistory"]
        let mend = "cupsctl PreserveJobHistory=86400"
        if no.contains(history?.lowercased() ?? "yes") {
            findings.append(
                .failure(
                    .printers,
                    "CUPS forgets a job as soon as it ends (PreserveJobHistory is \(history ?? ""), must be 86400): no page is known to have come out",
                    mend: mend))
        } else if history.flatMap({ Int($0) }).map({ $0 > 86_400 }) ?? true {
            findings.append(
                .warning(
                    .printers,
                    "CUPS keeps its list of jobs (PreserveJobHistory is \(history ?? "not set, so Yes"); at most a day, 86400, is needed)",
                    mend: mend))
        }
        if let clean = cups["dirtycleaninterval"], clean != "30" {
            findings.append(
                .failure(
                    .printers,
                    "CUPS' DirtyCleanInterval is \(clean), must be 30: with 0 a crashed cupsd prints a page twice",
                    mend: "cupsctl DirtyCleanInterval=30"))
        }
        return findings
    }

    static func sound(_ health: HealthMessage) -> [Finding] {
        let sound = health.sound
        let device = sound.device ?? "?"
        switch sound.state {
        case "working": return [.ok(.sound, "the sounder works (\(device))")]
        case "silent": return [.ok(.sound, "this terminal is silent by its configuration")]
        case "untried":
            return [.warning(.sound, "the sounder (\(device)) was not tried yet", mend: "wait 10 s and ask again")]
        default:
            return [
                .failure(
                    .sound, "no alarm would be heard (\(device)): \(sound.detail ?? sound.state)",
                    mend: "aplay -L; set alarms.sound.device in bedside.yaml; systemctl restart bedsided")
            ]
        }
    }

    static func mixer(_ machine: MachineFacts) -> [Finding] {
        (machine.mutedControls ?? []).map { control in
            .failure(
                .sound, "the mixer's control \(control) is muted or at 0 %: no alarm would be heard",
                mend: "amixer set \(quoted(control)) 100% unmute; alsactl store")
        }
    }
}
