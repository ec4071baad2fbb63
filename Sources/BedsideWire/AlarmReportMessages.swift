/// `GET /v1/alarms/report` on `admin.sock`: the stable contract of `bedside alarms report --json`. Clients ignore unknown
/// fields. Moments are local with their offset from UTC; a time that was never measured is missing, not zero.
package struct AlarmReportMessage: Sendable, Codable {
    package let from: String
    /// Not included.
    package let to: String
    package let madeAt: String
    /// `day`, `evening`, `night`; missing for another period.
    package let shift: String?
    package let thresholdSeconds: AlarmCountsMessage
    package let all: AlarmFiguresMessage
    package let people: AlarmFiguresMessage
    package let devices: AlarmFiguresMessage
    package let technical: AlarmFiguresMessage
    package let prioritiesPercent: Percents
    package let byKind: [Kind]
    package let byPlace: [Place]
    /// In the period's own order; all 24 of one that is longer than a day.
    package let byHour: [Hour]
    package let byHighestLevel: [Level]
    package let pathToScreen: Path
    package let floods: Floods
    package let standing: [Standing]
    package let chattering: [Chattering]

    package struct Percents: Sendable, Codable {
        package let emergency: Double
        package let infusion: Double
        package let call: Double
        package let technical: Double
    }

    package struct Kind: Sendable, Codable {
        package let kind: String
        package let figures: AlarmFiguresMessage
    }

    package struct Place: Sendable, Codable {
        package let place: String
        package let figures: AlarmFiguresMessage
    }

    package struct Hour: Sendable, Codable {
        /// 0 to 23 on the hospital's clock.
        package let hour: Int
        package let alarms: AlarmCountsMessage
    }

    package struct Level: Sendable, Codable {
        package let level: Int
        package let alarms: Int
    }

    /// From the raise until a ward screen confirmed that it shows it.
    package struct Path: Sendable, Codable {
        package let shown: Int
        package let neverShown: Int
        package let medianMilliseconds: Int64?
        package let p90Milliseconds: Int64?
        package let worstMilliseconds: Int64?
    }

    /// EEMUA 191, ISA-18.2: from more than ten new alarms in ten minutes until fewer than five.
    package struct Floods: Sendable, Codable {
        package let count: Int
        package let longestSeconds: Double
        package let timePercent: Double
        package let mostInTenMinutes: Int
        package let list: [Flood]
    }

    package struct Flood: Sendable, Codable {
        package let start: String
        package let end: String
        package let alarms: Int
        /// It had not ended by the end of what the report saw.
        package let isCut: Bool
    }

    /// Open for more than 24 hours.
    package struct Standing: Sendable, Codable {
        package let place: String
        package let kind: String
        package let source: String
        package let raisedAt: String
        package let openSeconds: Double
        package let isStillOpen: Bool
    }

    /// Three raises in one minute, or called unstable by the alarm system.
    package struct Chattering: Sendable, Codable {
        package let place: String
        package let kind: String
        package let source: String
        package let raises: Int
    }
}

/// A number for each priority: counts, or seconds where the name says so.
package struct AlarmCountsMessage: Sendable, Codable {
    package let emergency: Int
    package let infusion: Int
    package let call: Int
    package let technical: Int

    package var total: Int { emergency + infusion + call + technical }
}

/// What became of some alarms. Percentiles are nearest-rank, in seconds since the raise.
package struct AlarmFiguresMessage: Sendable, Codable {
    package let alarms: Int
    package let byPriority: AlarmCountsMessage
    /// Until somebody took it: the first accept, or coming to the bed without one.
    package let acceptMedianSeconds: Double?
    package let acceptP90Seconds: Double?
    package let acceptWorstSeconds: Double?
    /// Until somebody was at the bed.
    package let attendMedianSeconds: Double?
    package let attendP90Seconds: Double?
    package let attendWorstSeconds: Double?
    /// Accepted within the threshold, and later or not yet; the share of the first. Alarms that ended or were raised less
    /// than the threshold ago, with nobody taking them, count neither way.
    package let inTime: Int
    package let late: Int
    package let inTimePercent: Double?
    package let neverAccepted: Int
    package let escalated: Int
}

/// A line of `GET /v1/alarms/report/rows` (newline-delimited JSON): one alarm. Seconds count from the raise.
package struct AlarmRowMessage: Sendable, Codable {
    package let id: String
    package let place: String
    package let kind: String
    /// `emergency`, `infusion`, `call`, `technical`
    package let priority: String
    package let source: String
    package let raisedAt: String
    package let occurrences: Int
    package let shownSeconds: Double?
    package let acceptedSeconds: Double?
    package let attendedSeconds: Double?
    package let highestLevel: Int
    package let closedSeconds: Double?
    /// `attended`, `cleared`, `mended`, `superseded`; missing while it is open.
    package let end: String?
}
