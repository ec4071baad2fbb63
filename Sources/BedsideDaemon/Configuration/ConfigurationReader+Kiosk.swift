import BedsideDomain
import BedsideKiosk

extension ConfigurationReader {
    static func kiosk(_ root: YAMLSection) -> KioskSettings {
        let hospital = root.section("hospital")
        let kiosk = root.section("kiosk")
        let payment = root.section("payment")
        defer { for section in [hospital, kiosk, payment] { section.finish() } }

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
            reader: credentialReader(root), idle: .seconds(idle), warning: .seconds(warning),
            longest: .seconds(kiosk.integer("longest_seconds", default: 900, in: 120...7200)),
            settling: .milliseconds(kiosk.integer("settle_ms", default: 300, in: 0...1000)),
            deposit: DepositRule(
                minimum: Money(fen: Int64(payment.integer("deposit_minimum_fen", default: 100, in: 1...100_000_000))),
                maximum: Money(
                    fen: Int64(payment.integer("deposit_maximum_fen", default: 5_000_000, in: 1...9_999_999_999)))),
            refundLimit: Money(
                fen: Int64(payment.integer("refund_limit_fen", default: 50_000, in: 0...9_999_999_999))),
            channels: channels, firstLanguage: kiosk.choice("language", default: Language.chinese))
    }
}
