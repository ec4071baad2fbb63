import BedsideDomain

/// 病区报警统计: the figures of a shift with a chart by the hour. It names beds and no patient.
func shiftReport(_ paper: ShiftReport, _ mark: CopyMark) -> Document {
    let report = paper.report
    let printed = report.clock.dateAndTime(of: mark.printedAt)
    var blocks: [Block] = [
        .title("病区报警统计", subtitle: "Ward Alarm Report"), .gap(1.5),
        .facts(keyFigures(paper)),
    ]
    if report.all.count > 0 {
        blocks += [
            .heading("每小时报警数 Alarms by hour"), .chart(hours(report)), .gap(2), .table(groups(report)),
            .heading("按床位和地点 By place"), .table(places(report)),
        ]
    } else {
        blocks.append(.frame([.paragraph(Paragraph("本时段无报警。No alarms in this period.", alignment: .centre))]))
    }
    blocks += nuisances(report)
    blocks += [.gap(2), .together(remarks(report).map { .paragraph(Paragraph($0, size: .tiny)) })]
    let banner = mark.words.map { "\($0) · \(printed) · 终端 \(mark.terminal)" }
    return Document(
        title: "病区报警统计", sheet: .a4, head: RunningText(left: paper.hospital, right: paper.ward),
        foot: RunningText(left: "不含患者信息 No patient data", right: "打印 \(printed) · 终端 \(mark.terminal)"),
        banner: banner, blocks: blocks)
}

private func keyFigures(_ paper: ShiftReport) -> Facts {
    let report = paper.report
    let clock = report.clock
    let all = report.all
    let share = all.mix.permille
    let mix = AlarmPriority.allCases.sorted(by: >).map { "\($0.short) \(perCent(share[$0]))" }.joined(separator: " · ")
    let levels = report.levels.filter { $0.level > 1 }.map { "\($0.level) 级 \($0.count)" }.joined(separator: " · ")
    let counted = all.inTimePermille == nil ? "" : "（\(all.inTime)/\(all.inTime + all.late)）"
    let floods = report.floods
    let flood =
        floods.floods.isEmpty
        ? "无 None"
        : "\(floods.floods.count) 次，最长 \(span(floods.longest))，占时 \(perCent(floods.permille))"
    let never = report.neverShown > 0 ? "，未上屏 never \(report.neverShown)" : ""
    let path =
        report.shown.map { "中位 \($0.median) ms，最长 \($0.worst) ms\(never)" }
        ?? (never.isEmpty ? "–" : "未上屏 \(report.neverShown)")
    return Facts(
        columns: 2, size: .small,
        [
            .init(
                "时段 Period", "\(clock.dateAndTime(of: report.from)) – \(clock.dateAndTime(of: report.to))", strong: true
            ),
            .init("班次 Shift", paper.shift?.onPaper ?? "–", strong: true),
            .init(
                "报警 Alarms",
                "\(all.count)（人员 \(report.people.count)，设备 \(report.devices.count)，技术 \(report.technical.count)）",
                strong: true),
            .init(
                "按时应答 Accepted in time", "\(perCent(all.inTimePermille))\(counted)",
                strong: true),
            .init("级别构成 Priorities", all.count > 0 ? mix : "–", span: 2),
            .init("升级 Escalated", all.escalated > 0 ? "\(all.escalated)（\(levels)）" : "无 None"),
            .init("无人应答 Never accepted", "\(all.neverAccepted)"),
            .init("报警洪峰 Floods", flood), .init("10 分钟最多 Most in 10 min", "\(floods.peak)"),
            .init("上屏延迟 Path to screen", path), .init("统计时间 As of", clock.dateAndTime(of: report.madeAt)),
        ])
}

private func hours(_ report: AlarmReport) -> BarChart {
    let order: [(AlarmPriority, Pattern)] = [
        (.emergency, .black), (.infusion, .diagonal), (.call, .grey), (.technical, .white),
    ]
    return BarChart(
        series: order.map { .init($0.onPaper, $1) },
        bars: report.hoursTouched.map { hour in
            .init(hour < 10 ? "0\(hour)" : "\(hour)", order.map { report.hours[hour][$0.0] })
        }, height: 52)
}

/// All, people, devices and technical; then each kind.
private func groups(_ report: AlarmReport) -> Table {
    let parts = [
        ("人员呼叫 People", report.people), ("设备报警 Devices", report.devices), ("技术报警 Technical", report.technical),
    ]
    return Table(
        columns: [.init("来源和类别 Kind", .share(1)), .init("次数", .millimetres(13), .trailing)] + timeColumns,
        rows: parts.map { .line([$0, "\($1.count)"] + times($1)) }
            + (report.kinds.isEmpty ? [] : [.group("按类别 By kind")])
            + report.kinds.map { .line([$0.key.onPaper, "\($0.figures.count)"] + times($0.figures)) }
            + [.total(["合计 Total", "\(report.all.count)"] + times(report.all))], size: .tiny)
}

private func places(_ report: AlarmReport) -> Table {
    let order = AlarmPriority.allCases.sorted(by: >)
    return Table(
        columns: [.init("地点 Place", .share(1)), .init("次数", .millimetres(13), .trailing)]
            + order.map { .init($0.short, .millimetres(11), .trailing) } + timeColumns,
        rows: report.places.map { line in
            .line(
                [line.key.label, "\(line.figures.count)"] + order.map { count(line.figures.mix[$0]) }
                    + times(line.figures))
        }, size: .tiny)
}

private let timeColumns: [Table.Column] = [
    .init("应答中位 s", .millimetres(18), .trailing), .init("P90 s", .millimetres(12), .trailing),
    .init("到床中位 s", .millimetres(18), .trailing), .init("P90 s", .millimetres(12), .trailing),
    .init("按时", .millimetres(15), .trailing), .init("未应答", .millimetres(12), .trailing),
    .init("升级", .millimetres(10), .trailing),
]

private func times(_ figures: AlarmFigures) -> [String] {
    [
        seconds(figures.accept?.median), seconds(figures.accept?.p90), seconds(figures.attend?.median),
        seconds(figures.attend?.p90), perCent(figures.inTimePermille), count(figures.neverAccepted),
        count(figures.escalated),
    ]
}

/// Nothing stands out less than a column of zeros.
private func count(_ number: Int) -> String { number == 0 ? "–" : "\(number)" }

private func nuisances(_ report: AlarmReport) -> [Block] {
    var blocks: [Block] = []
    if !report.standing.isEmpty {
        let rows = report.standing.map { alarm in
            Table.Row.line([
                alarm.place.label, alarm.kind.onPaper, alarm.origin, report.clock.dateAndTime(of: alarm.raisedAt),
                span(alarm.openFor) + (alarm.isStillOpen ? " 未结束 open" : ""),
            ])
        }
        blocks += [
            .heading("超过 24 小时未结束 Standing over 24 h"),
            .table(
                Table(
                    columns: sourceColumns + [
                        .init("开始 Since", .millimetres(30)), .init("时长 Open for", .millimetres(40)),
                    ],
                    rows: rows, size: .tiny)),
        ]
    }
    if !report.chattering.isEmpty {
        blocks += [
            .heading("频繁触发的输入 Chattering inputs"),
            .table(
                Table(
                    columns: sourceColumns + [.init("触发次数 Raises", .millimetres(30), .trailing)],
                    rows: report.chattering.map {
                        .line([$0.place.label, $0.kind.onPaper, $0.origin, "\($0.raises)"])
                    }, size: .tiny)),
        ]
    }
    if blocks.isEmpty {
        blocks = [.paragraph(Paragraph("无长期未结束的报警，无频繁触发的输入。No standing alarms, no chattering inputs.", size: .small))]
    }
    return blocks
}

private let sourceColumns: [Table.Column] = [
    .init("地点 Place", .millimetres(24)), .init("类别 Kind", .millimetres(48)), .init("来源 Source", .share(1)),
]

private func remarks(_ report: AlarmReport) -> [String] {
    let limits = report.thresholds
    let limit = AlarmPriority.allCases.sorted(by: >).map { "\($0.short)\u{A0}\(limits.accept($0))\u{A0}s" }.joined(
        separator: "，")
    return [
        "时间自触发起计：应答为首次接受或直接到床，到床为护士在床旁。中位与 P90 按最近秩法取实测值。按时：\(limit)。洪峰：10 分钟内超过 10 条新报警起，少于 5 条止（EEMUA 191、ISA-18.2）。",
        "Times run from the raise: accept is the first accept or arrival at the bed, attend is presence at the bed. 按时 in time, 未应答 never accepted, 升级 escalated. Median and P90 are nearest-rank. A flood starts above 10 new alarms in 10 min and ends below 5. Bedside supplements the nurse-call system and is no certified alarm system.",
    ]
}
