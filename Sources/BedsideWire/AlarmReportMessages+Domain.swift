package import BedsideDomain

// From the domain's report to its JSON: milliseconds become seconds, tenths of a per cent become per cent.

extension AlarmReportMessage {
    package init(_ report: AlarmReport, shift: HospitalShift?) {
        let clock = report.clock
        let share = report.all.mix.permille
        self.init(
            from: clock.iso(report.from), to: clock.iso(report.to), madeAt: clock.iso(report.madeAt),
            shift: shift?.rawValue,
            thresholdSeconds: AlarmCountsMessage { report.thresholds.accept($0) },
            all: AlarmFiguresMessage(report.all), people: AlarmFiguresMessage(report.people),
            devices: AlarmFiguresMessage(report.devices), technical: AlarmFiguresMessage(report.technical),
            prioritiesPercent: Percents(
                emergency: tenths(share.emergency), infusion: tenths(share.infusion), call: tenths(share.call),
                technical: tenths(share.technical)),
            byKind: report.kinds.map { Kind(kind: $0.key.word, figures: AlarmFiguresMessage($0.figures)) },
            byPlace: report.places.map { Place(place: $0.key.label, figures: AlarmFiguresMessage($0.figures)) },
            byHour: report.hoursTouched.map { hour in
                Hour(hour: hour, alarms: AlarmCountsMessage { report.hours[hour][$0] })
            },
            byHighestLevel: report.levels.map { Level(level: $0.level, alarms: $0.count) },
            pathToScreen: Path(
                shown: report.shown?.count ?? 0, neverShown: report.neverShown,
                medianMilliseconds: report.shown?.median, p90Milliseconds: report.shown?.p90,
                worstMilliseconds: report.shown?.worst),
            floods: Floods(
                count: report.floods.floods.count, longestSeconds: seconds(report.floods.longest),
                timePercent: tenths(report.floods.permille), mostInTenMinutes: report.floods.peak,
                list: report.floods.floods.map {
                    Flood(start: clock.iso($0.start), end: clock.iso($0.end), alarms: $0.alarms, isCut: $0.isCut)
                }),
            standing: report.standing.map {
                Standing(
                    place: $0.place.label, kind: $0.kind.word, source: $0.origin, raisedAt: clock.iso($0.raisedAt),
                    openSeconds: seconds($0.openFor), isStillOpen: $0.isStillOpen)
            },
            chattering: report.chattering.map {
                Chattering(place: $0.place.label, kind: $0.kind.word, source: $0.origin, raises: $0.raises)
            })
    }
}

extension AlarmCountsMessage {
    fileprivate init(_ number: (AlarmPriority) -> Int) {
        self.init(
            emergency: number(.emergency), infusion: number(.infusion), call: number(.call),
            technical: number(.technical))
    }
}

extension AlarmFiguresMessage {
    fileprivate init(_ figures: AlarmFigures) {
        self.init(
            alarms: figures.count, byPriority: AlarmCountsMessage { figures.mix[$0] },
            acceptMedianSeconds: figures.accept.map { seconds($0.median) },
            acceptP90Seconds: figures.accept.map { seconds($0.p90) },
            acceptWorstSeconds: figures.accept.map { seconds($0.worst) },
            attendMedianSeconds: figures.attend.map { seconds($0.median) },
            attendP90Seconds: figures.attend.map { seconds($0.p90) },
            attendWorstSeconds: figures.attend.map { seconds($0.worst) }, inTime: figures.inTime, late: figures.late,
            inTimePercent: figures.inTimePermille.map(tenths), neverAccepted: figures.neverAccepted,
            escalated: figures.escalated)
    }
}

extension AlarmRowMessage {
    package init(_ alarm: AlarmHistory, clock: HospitalClock) {
        let after = { (moment: Timestamp?) in moment.map { seconds(alarm.waited(until: $0)) } }
        self.init(
            id: alarm.id.text, place: alarm.place.label, kind: alarm.kind.word, priority: alarm.kind.priority.word,
            source: alarm.origin, raisedAt: clock.iso(alarm.raisedAt), occurrences: alarm.occurrences,
            shownSeconds: after(alarm.shownAt), acceptedSeconds: after(alarm.acceptedAt),
            attendedSeconds: after(alarm.attendedAt), highestLevel: alarm.highestLevel,
            closedSeconds: after(alarm.closedAt), end: alarm.end?.rawValue)
    }
}

extension AlarmPriority {
    fileprivate var word: String {
        switch self {
        case .emergency: "emergency"
        case .infusion: "infusion"
        case .call: "call"
        case .technical: "technical"
        }
    }
}

extension HospitalClock {
    /// `2026-11-20T08:00:05+08:00`
    fileprivate func iso(_ moment: Timestamp) -> String {
        let second = (moment.milliseconds - start(of: day(of: moment)).milliseconds) / 1000 % 60
        let offset = abs(offsetMinutes)
        return "\(day(of: moment).text)T\(time(of: moment)):\(pair(Int(second)))"
            + "\(offsetMinutes < 0 ? "-" : "+")\(pair(offset / 60)):\(pair(offset % 60))"
    }
}

private func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
private func seconds(_ milliseconds: Int64) -> Double { Double(milliseconds) / 1000 }
private func tenths(_ permille: Int) -> Double { Double(permille) / 10 }
