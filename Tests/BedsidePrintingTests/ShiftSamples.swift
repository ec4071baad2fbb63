import BedsideDomain

/// Invented alarms of an invented ward.
enum ShiftSamples {
    /// 2026-11-20 08:00
    static let start = Timestamp(milliseconds: 1_795_132_800_000)

    static func report(_ histories: [AlarmHistory], hours: Int64 = 8) -> ShiftReport {
        let to = start.adding(seconds: hours * 3600)
        return ShiftReport(
            hospital: "示范市人民医院", ward: "心血管内科二病区", shift: hours == 8 ? .day : nil,
            report: AlarmReport(histories: histories, from: start, to: to, clock: .china, now: to.adding(seconds: 300)))
    }

    /// A day shift with everything that the report knows.
    static func busy() throws -> ShiftReport {
        let places = ["1", "2", "3", "4", "5", "6", "9", "10", "11", "12", "卫生间 1", "卫生间 3"]
        var all = try (0..<96).map { number in
            let place = places[number * 7 % places.count]
            let kind: AlarmKind =
                place.hasPrefix("卫")
                ? .toilet : [.call, .call, .infusionEmpty, .service, .infusionStopped, .emergency][number % 6]
            let limit = Int64([.emergency: 15, .infusion: 60, .call: 120][kind.priority] ?? 300)
            return try alarm(
                number, place, kind, at: Int64(number) * 280 + Int64(number * number % 97),
                accepted: limit * Int64(20 + number * 37 % 95) / 100, attended: limit + 40 + Int64(number * 13 % 150),
                level: number % 11 == 0 ? 2 : number % 41 == 0 ? 3 : 1)
        }
        // A flood at eleven.
        all += try (0..<16).map {
            try alarm(200 + $0, places[$0 % 10], .device, at: 11_000 + Int64($0) * 25, accepted: 70, attended: 150)
        }
        all += try (0..<4).map {
            try alarm(
                300 + $0, "6", .device, at: 20_000 + Int64($0) * 15, accepted: 30, attended: 60, origin: "pump-relay-6")
        }
        all.append(try alarm(400, "9", .technical(.unstableInput), at: 20_100, origin: "modbus-1/9"))
        all.append(try alarm(401, "11", .technical(.batteryLow), at: -100_000, origin: "wireless-1/0B4C"))
        all.append(try alarm(402, "4", .call, at: 28_000, level: 4))
        return report(all)
    }

    /// Sixty beds over thirty days.
    static func month() throws -> ShiftReport {
        report(
            try (0..<2400).map { number in
                try alarm(
                    number, "\(number % 60 + 1)", AlarmKind.ofInputs[number % 7], at: Int64(number) * 1079,
                    accepted: 20 + Int64(number % 90),
                    attended: 100 + Int64(number % 200))
            }, hours: 720)
    }

    private static func alarm(
        _ number: Int, _ place: String, _ kind: AlarmKind, at seconds: Int64, accepted: Int64? = nil,
        attended: Int64? = nil, level: Int = 1, origin: String = "button"
    ) throws -> AlarmHistory {
        let raised = start.adding(seconds: seconds)
        return AlarmHistory(
            id: AlarmID(trusted: "a\(number)"), revision: 3, place: try AlarmPlace(place), kind: kind, origin: origin,
            raisedAt: raised, shownAt: Timestamp(milliseconds: raised.milliseconds + 38 + Int64(number % 60)),
            acceptedAt: accepted.map(raised.adding(seconds:)), attendedAt: attended.map(raised.adding(seconds:)),
            highestLevel: level, closedAt: attended.map(raised.adding(seconds:)),
            end: attended == nil ? nil : .attended)
    }
}
