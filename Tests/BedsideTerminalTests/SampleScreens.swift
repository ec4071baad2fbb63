import BedsideScreen

/// Screens like those of the kiosk, one for each way that a page can be made up.
enum SampleScreens {
    static let all: [Screen] = [
        welcome, home, homeEnglish, bill, facts, entry, secret, waiting, done, trouble, payment, staff, warning,
    ]

    static let chineseActions = [
        Action(.digit(0), label: "0", title: "返回"), Action(.language, label: "*", title: "English"),
        Action(.call, label: "+", title: "呼叫护士"),
    ]
    static let englishActions = [
        Action(.digit(0), label: "0", title: "Back"), Action(.language, label: "*", title: "中文"),
        Action(.call, label: "+", title: "Call a person"),
    ]
    static let place = "呼吸内科一病区  12床  张*明"

    static let welcome = Screen(
        name: "welcome", place: "呼吸内科一病区", clock: "14:05", heading: "欢迎使用床旁自助服务  Welcome",
        blocks: [
            .text("请扫描入院通知单或腕带上的条码，或选择：", emphasis: .strong),
            .text("Scan your admission slip or your wristband, or choose:", emphasis: .quiet), .gap,
        ],
        choices: [
            Choice(1, "扫描腕带", detail: "Scan wristband", isSelected: true),
            Choice(2, "查询价格", detail: "Price search"),
            Choice(3, "医护人员", detail: "Staff"),
        ],
        actions: [
            Action(.language, label: "*", title: "English"), Action(.call, label: "+", title: "呼叫护士 Call"),
        ])

    static let home = Screen(
        name: "home", place: place, clock: "14:05", heading: "请选择服务",
        choices: [
            Choice(1, "今日费用清单", detail: "今日 2,341.50 元", isSelected: true),
            Choice(2, "检查报告打印", detail: "3 份可打印"), Choice(3, "住院押金缴费", detail: "余额 1,200.00 元"),
            Choice(4, "出院结算", detail: "医生已开出院医嘱"),
        ],
        actions: chineseActions, remaining: "60 秒")

    static let homeEnglish = Screen(
        name: "home", place: "Respiratory ward 1  Bed 12  Zhang *ming", clock: "14:05",
        heading: "What would you like to do?",
        choices: [
            Choice(1, "Daily bill", detail: "¥2,341.50 today"), Choice(2, "Print reports", detail: "3 ready to print"),
            Choice(3, "Pay a deposit", detail: "Balance ¥1,200.00", isSelected: true),
            Choice(4, "Leave the hospital", detail: "Ordered by the doctor"),
        ],
        actions: englishActions, remaining: "60 s")

    static let bill = Screen(
        name: "daily-bill", place: place, clock: "14:05", heading: "一日清单  2025年11月21日  第 1/3 页",
        blocks: [
            .table(
                Table(
                    columns: [
                        .init("项目", mayShorten: true), .init("数量", .trailing), .init("单价", .trailing),
                        .init("金额", .trailing), .init("自付", .trailing),
                    ],
                    rows: [
                        ["静脉输液", "2 次", "12.00", "24.00", "2.40"],
                        ["0.9% 氯化钠注射液（软袋，双阀，直立式聚丙烯）250ml", "4 袋", "3.85", "15.40", "0.00"],
                        ["注射用头孢哌酮钠舒巴坦钠", "6 支", "45.60", "273.60", "27.36"],
                        ["血常规（五分类）", "1 次", "20.00", "20.00", "2.00"],
                        ["胸部CT平扫", "1 次", "230.00", "230.00", "46.00"],
                        ["Ⅰ级护理", "1 日", "36.00", "36.00", "0.00"],
                    ], selected: 2)),
            .gap,
            .facts([Fact("今日合计", "2,341.50 元", .strong), Fact("预交金余额", "1,200.00 元", .caution)]),
        ],
        choices: [Choice(1, "前一天"), Choice(2, "下一页"), Choice(3, "打印"), Choice(4, "有疑问")], choiceStyle: .bar,
        actions: chineseActions, remaining: "90 秒")

    static let facts = Screen(
        name: "admission-confirm", place: "呼吸内科一病区", clock: "14:05", heading: "请核对您的入院信息",
        blocks: [
            .facts([
                Fact("姓名", "张*明", .strong), Fact("性别", "男"), Fact("出生日期", "1956年3月7日"),
                Fact("证件号码", "1101**********1234"), Fact("科室", "呼吸内科"), Fact("床位", "12床"),
                Fact("主治医生", "李医生"), Fact("入院诊断", "社区获得性肺炎"),
            ]),
            .gap, .text("如有错误，请按 2，护士会来帮助您。", emphasis: .ordinary),
        ],
        choices: [Choice(1, "信息正确，继续", isSelected: true), Choice(2, "信息有误", weight: .danger)],
        actions: chineseActions, remaining: "120 秒")

    static let entry = Screen(
        name: "price-search", place: place, clock: "14:05", heading: "价格查询",
        blocks: [
            .entry(Entry(label: "拼音首字母或编码", shown: "xcg", hint: "例如：血常规 = XCG")), .gap,
            .table(
                Table(
                    columns: [
                        .init("编码"), .init("名称", mayShorten: true), .init("单位"), .init("价格（元）", .trailing),
                    ],
                    rows: [
                        ["250101001", "血常规（五分类）", "次", "20.00"], ["250101002", "血常规（三分类）", "次", "12.00"],
                        ["250101015", "血沉测定", "项", "8.00"],
                    ], selected: 0)),
        ],
        actions: chineseActions, remaining: "60 秒")

    static let secret = Screen(
        name: "staff-pin", place: "呼吸内科一病区", clock: "14:05", tone: .staff, heading: "工作人员登录",
        blocks: [
            .entry(Entry(label: "密码", shown: "●●●●", hint: "6 位数字", isSecret: true)), .gap,
            .text("密码错误。还可以尝试 2 次。", emphasis: .caution),
        ],
        actions: [Action(.digit(0), label: "0", title: "返回")], remaining: "30 秒")

    static let waiting = Screen(
        name: "printing", place: place, clock: "14:05", heading: "正在打印检查报告",
        blocks: [
            .gap, .progress(label: "打印第 2 份，共 3 份", done: 1, total: 3), .gap,
            .progress(label: "正在等待打印机", done: 0, total: 0), .gap,
            .text("请在出纸口取走您的报告。", emphasis: .strong),
        ],
        actions: chineseActions)

    static let done = Screen(
        name: "paid", place: place, clock: "14:05", tone: .success, heading: "缴费成功",
        blocks: [
            .facts([
                Fact("金额", "500.00 元", .success), Fact("支付方式", "微信支付"),
                Fact("流水号", "2025112114050001"), Fact("余额", "1,700.00 元", .strong),
            ]), .gap, .text("收据正在打印，请取走。", emphasis: .ordinary),
        ],
        choices: [Choice(1, "返回首页", isSelected: true), Choice(2, "结束服务")], actions: chineseActions,
        remaining: "20 秒")

    static let trouble = Screen(
        name: "not-read", place: "呼吸内科一病区", clock: "14:05", tone: .caution, heading: "没有读出这个条码",
        blocks: [
            .text("这不是入院通知单或腕带上的条码。请把条码放平，对准扫描窗口，再试一次。", emphasis: .ordinary), .gap,
            .text("如果仍然不行，请按 + 呼叫护士。", emphasis: .strong),
        ],
        choices: [Choice(1, "再试一次", isSelected: true)], actions: chineseActions, remaining: "30 秒")

    static let payment = Screen(
        name: "pay", place: place, clock: "14:05", heading: "请用手机扫码支付",
        blocks: [.facts([Fact("金额", "500.00 元", .strong), Fact("订单", "D2025112100017")])],
        choices: [Choice(1, "我已支付", detail: "查询结果", isSelected: true), Choice(2, "取消", weight: .danger)],
        actions: chineseActions, remaining: "180 秒", code: code(side: 21, caption: "微信或支付宝"))

    static let staff = Screen(
        name: "staff-jobs", place: "呼吸内科一病区", clock: "14:05", tone: .staff, heading: "打印任务",
        blocks: [
            .table(
                Table(
                    columns: [.init("时间"), .init("床位"), .init("文件", mayShorten: true), .init("状态")],
                    rows: [
                        ["13:58", "12", "一日清单", "已完成"], ["14:01", "07", "检查报告（胸部CT平扫增强）", "结果未知"],
                        ["14:02", "03", "出院证明", "正在打印"],
                    ], selected: 1)),
            .gap, .text("“结果未知”的文件请先看纸张，再确认。", emphasis: .caution),
        ],
        choices: [Choice(1, "已打印"), Choice(2, "没有打印"), Choice(3, "重新打印", weight: .danger)], choiceStyle: .bar,
        actions: [Action(.digit(0), label: "0", title: "退出")], remaining: "120 秒")

    static let warning = Screen(
        name: "time-out-warning", place: place, clock: "14:05", tone: .caution, heading: "您还在吗？",
        blocks: [.text("没有按键，服务将在 20 秒后结束。按任意键继续。", emphasis: .strong)],
        choices: [Choice(1, "继续", isSelected: true)], actions: englishActions, remaining: "Press any key within 20 s")

    /// Looks like a code: three finders and noise that is always the same.
    static func code(side: Int, caption: String) -> CodeMatrix? {
        var modules: [Bool] = []
        var noise: UInt32 = 12345
        for row in 0..<side {
            for column in 0..<side {
                noise = noise &* 1_664_525 &+ 1_013_904_223
                modules.append(finder(row, column, side) ?? (noise >> 24 & 1 == 1))
            }
        }
        return CodeMatrix(side: side, modules: modules, caption: caption)
    }

    private static func finder(_ row: Int, _ column: Int, _ side: Int) -> Bool? {
        for (top, left) in [(0, 0), (0, side - 7), (side - 7, 0)] {
            let y = row - top
            let x = column - left
            guard (-1...7).contains(y), (-1...7).contains(x) else { continue }
            let ring = max(abs(y - 3), abs(x - 3))
            return ring != 2 && ring != 4
        }
        return nil
    }
}
