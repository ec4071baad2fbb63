import BedsideScreen
import BedsideTerminal

/// Screen value to bytes: layout, diff and encoding of a whole frame.
struct ScreenSuite {
    func run() -> [Figure] {
        [
            frame("frame_80x20_us", Viewport(columns: 80, rows: 20)),
            frame("frame_160x45_us", Viewport(columns: 160, rows: 45)),
        ]
    }

    private func frame(_ name: String, _ viewport: Viewport) -> Figure {
        let screens = [Self.home, Self.bill]
        var renderer = Renderer()
        var bytes: [UInt8] = []
        var times: [Double] = []
        for turn in 0..<4000 {
            let milliseconds = measure {
                bytes.removeAll(keepingCapacity: true)
                // Two different screens in turn: nearly every cell changes, nothing can be kept.
                let layout = Layout(screen: screens[turn % 2], viewport: viewport)
                renderer.render(layout.grid, into: &bytes)
            }
            times.append(milliseconds * 1000)
        }
        let sample = Sample(Array(times.dropFirst(200)))
        return Figure(
            name, sample.median, "us", note: "median of \(sample.count) frames, p99 \(Int(sample.percentile(99)))")
    }

    private static let actions = [
        Action(.back, label: "0", title: "返回"), Action(.language, label: "*", title: "English"),
        Action(.call, label: "+", title: "叫人帮忙"),
    ]

    private static let home = Screen(
        name: "home", place: "呼吸内科一病区  12床  张*明", clock: "14:05", heading: "您好，请选择",
        choices: [
            Choice(1, "今日费用清单", detail: "Daily bill", isSelected: true), Choice(2, "检查报告打印", detail: "Reports"),
            Choice(3, "住院押金缴费", detail: "Deposit"), Choice(4, "出院结算", detail: "Discharge"),
        ], actions: actions)

    private static let bill = Screen(
        name: "daily-bill", place: "呼吸内科一病区  12床  张*明", clock: "14:05", heading: "11月22日 费用清单",
        blocks: [
            .table(
                Table(
                    columns: [
                        .init("项目", mayShorten: true), .init("数量", .trailing), .init("单价", .trailing),
                        .init("金额", .trailing),
                    ],
                    rows: (1...9).map { ["注射用头孢曲松钠 \($0)", "2", "36.50", "73.00"] }, selected: 2)),
            .facts([Fact("当日合计", "657.00"), Fact("预交金余额", "1,343.00")]),
        ],
        choices: [Choice(1, "前一天"), Choice(2, "后一天"), Choice(3, "打印"), Choice(4, "有疑问")], choiceStyle: .bar,
        actions: actions)
}
