import BedsideDevices
import BedsideDomain
import BedsideKiosk

extension ConfigurationReader {
    static func kiosk(_ root: YAMLSection) -> KioskSettings {
        let hospital = root.section("hospital")
        let kiosk = root.section("kiosk")
        let payment = root.section("payment")
        let codes = root.section("codes")
        defer { for section in [hospital, kiosk, payment, codes] { section.finish() } }

        var prefixes = CredentialReader.Prefixes()
        func prefix(_ key: String, _ path: WritableKeyPath<CredentialReader.Prefixes, String>) {
            prefixes[keyPath: path] = codes.string(key, default: prefixes[keyPath: path], "must be 1 to 6 of A-Z") {
                (1...6).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            }
        }
        prefix("admission_slip", \.admissionSlip)
        prefix("wristband", \.wristband)
        prefix("staff_badge", \.staffBadge)
        prefix("specimen_slip", \.specimenSlip)
        prefix("payment_slip", \.paymentSlip)
        let all = [
            prefixes.admissionSlip, prefixes.wristband, prefixes.staffBadge, prefixes.specimenSlip,
            prefixes.paymentSlip,
        ]
        if all.contains(where: { one in all.filter { $0.hasPrefix(one) }.count > 1 }) {
            codes.notes.add(nil, "codes", "no prefix may begin with another; codes could not be told apart")
        }

        let idle = kiosk.integer("idle_seconds", default: 60, in: 30...600)
        let warning = kiosk.integer("warning_seconds", default: 20, in: 20...120)
        if warning >= idle {
            kiosk.notes.add(nil, "kiosk.warning_seconds", "must be less than idle_seconds")
        }
        let channels = payment.strings("channels", default: ["cashier"], limit: 4).compactMap { word in
            payment.check("channels") { () throws(DomainError) in
                guard let channel = PaymentChannel(rawValue: word) else {
                    throw DomainError(.invalidIdentifier, "A channel is cashier or wallet.")
                }
                return channel
            }
        }
        if channels.isEmpty { payment.notes.add(nil, "payment.channels", "must name at least one of: cashier, wallet") }
        return KioskSettings(
            hospital: hospital.string("name", "must be 1 to 120 bytes") { (1...120).contains($0.utf8.count) },
            ward: hospital.string("ward", "must be 1 to 120 bytes") { (1...120).contains($0.utf8.count) },
            clock: HospitalClock(offsetMinutes: hospital.integer("utc_offset_minutes", default: 480, in: -720...840)),
            reader: CredentialReader(prefixes: prefixes), idle: .seconds(idle), warning: .seconds(warning),
            longest: .seconds(kiosk.integer("longest_seconds", default: 900, in: 120...7200)),
            deposit: DepositRule(
                minimum: Money(fen: Int64(payment.integer("deposit_minimum_fen", default: 100, in: 1...100_000_000))),
                maximum: Money(
                    fen: Int64(payment.integer("deposit_maximum_fen", default: 5_000_000, in: 1...9_999_999_999)))),
            refundLimit: Money(
                fen: Int64(payment.integer("refund_limit_fen", default: 50_000, in: 0...9_999_999_999))),
            channels: channels, firstLanguage: kiosk.choice("language", default: Language.chinese))
    }

    static func scanners(_ root: YAMLSection) -> [ScannerConfiguration] {
        let parts = root.sections("scanners", limit: ScannerConfiguration.mostScanners)
        let scanners = parts.compactMap { part -> ScannerConfiguration? in
            defer { part.finish() }
            let kind = part.choice("kind", default: ScannerKind.evdev)
            let name = part.string("name", "must be 1 to 32 of a-z 0-9 -") { _ in true }
            let path = part.string("path", default: "", "must be an absolute path", where: isPath)
            let properties = part.properties("udev")
            let suffixes = part.strings("suffix", default: ["CR", "LF", "TAB"], limit: 3)
            let gap = part.integer("idle_gap_ms", default: suffixes.isEmpty ? 150 : 300, in: 10...10_000)
            if !path.isEmpty, kind == .evdev || part.contains("udev") {
                part.notes.add(nil, part.name("path"), "is for a serial scanner without udev properties")
            }
            let match = part.check(path.isEmpty ? "udev" : "path") { () throws -> ScannerMatch in
                switch (kind, path.isEmpty) {
                case (.serial, false): .serialPath(try SerialPath(path))
                case (.serial, true): .serial(try UdevMatch(properties))
                case (.evdev, _): .evdev(try UdevMatch(properties))
                }
            }
            let framing = part.check("suffix") {
                try ScanFraming(endings: Set(try suffixes.map(ending)), idleGap: .milliseconds(gap))
            }
            guard let scannerName = part.check("name", { try ScannerName(name) }), let match, let framing else {
                return nil
            }
            return ScannerConfiguration(name: scannerName, match: match, framing: framing)
        }
        _ = root.check("scanners") { try ScannerConfiguration.validate(scanners) }
        return scanners
    }

    private static func ending(_ word: String) throws(DomainError) -> ScanEnding {
        switch word {
        case "CR": .carriageReturn
        case "LF": .lineFeed
        case "TAB": .tab
        default: throw DomainError(.invalidIdentifier, "A suffix is one of: CR, LF, TAB.")
        }
    }
}
