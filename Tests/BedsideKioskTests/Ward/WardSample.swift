import BedsideDomain
import BedsideKiosk

/// The nurses and alarms of the tests.
enum WardSample {
    static let screen = name("desk")
    static let nurse = StaffMember(id: StaffID(trusted: "GH1000017"), name: "王护士", role: .nurse, isActive: true)
    static let other = StaffMember(id: StaffID(trusted: "GH1000025"), name: "李护士", role: .nurse, isActive: true)
    static let technician = StaffMember(
        id: StaffID(trusted: "GH1000033"), name: "陈工", role: .technician, isActive: true)
    static let cashier = StaffMember(id: StaffID(trusted: "GH1000041"), name: "赵会计", role: .cashier, isActive: true)
    static let staff = [nurse, other, technician, cashier]
    static let names = Dictionary(uniqueKeysWithValues: staff.map { ($0.id, $0.name) })

    static func settings(_ language: Language = .chinese, beds: Set<AlarmPlace> = []) -> WardSettings {
        WardSettings(
            screen: screen, hospital: "市第一人民医院", ward: "呼吸内科一病区", firstLanguage: language, beds: beds)
    }

    static func name(_ text: String) -> WardScreenName {
        do { return try WardScreenName(text) } catch { fatalError("\(error)") }
    }

    static func place(_ label: String) -> AlarmPlace {
        do { return try AlarmPlace(label) } catch { fatalError("\(error)") }
    }

    static func id(_ number: Int) -> AlarmID { AlarmID(trusted: "A\(number)") }

    static func row(
        _ number: Int, _ label: String, _ kind: AlarmKind, _ lifecycle: AlarmLifecycle = .unacked, level: Int = 1,
        holder: StaffID? = nil, seconds: Int64 = 42, times: Int = 1, origin: String = "", reason: String = "",
        due: Int64 = 0, asked: Set<WardScreenName> = []
    ) -> AlarmRow {
        AlarmRow(
            id: id(number), place: place(label), kind: kind, origin: origin, lifecycle: lifecycle, level: level,
            holder: holder, occurrences: times, age: seconds * 1000, due: due, asked: asked, reason: reason)
    }

    static func board(
        _ rows: [AlarmRow] = [], folded: Int = 0, held: [AlarmRow] = [], lost: [String] = [], paused: Int64 = 0,
        proven: Int64? = 12_000, revision: UInt64 = 7
    ) -> AlarmBoard {
        AlarmBoard(
            revision: revision, rows: rows.sorted(by: AlarmRow.isBefore), folded: folded, held: held,
            screens: [.init(name: screen, isLive: true, provenAgo: proven)]
                + lost.map { .init(name: name($0), isLive: false, provenAgo: 95_000) }, pausedFor: paused)
    }

    static let toilet = row(1, "卫生间 3", .toilet, level: 2, seconds: 21)
    static let emergency = row(2, "8", .emergency, seconds: 3)

    static let mixed = [
        toilet, emergency, row(3, "12", .infusionEmpty, level: 3, seconds: 185, times: 2),
        row(4, "26", .infusionStopped, .returnedUnacked, seconds: 70),
        row(5, "7", .call, seconds: 95), row(6, "31", .call, level: 4, seconds: 342, asked: [name("corridor")]),
        row(7, "19", .device, .acked, holder: nurse.id, seconds: 64),
        row(8, "5", .call, .attended, holder: other.id, seconds: 402),
        row(9, "40", .service, .acked, holder: StaffID(trusted: "GH1000099"), seconds: 7300),
        row(10, "护士站", .technical(.batteryLow), seconds: 200_000, origin: "button-17"),
        row(11, "护士站", .technical(.inputLost), .acked, holder: technician.id, seconds: 3000, origin: "modbus-2"),
        row(12, "走廊", .technical(.screenLost), seconds: 20, origin: "corridor"),
    ]

    static let held = [
        row(20, "护士站", .technical(.unstableInput), .shelved, reason: "false-alarms", due: 1_500_000),
        row(21, "33", .technical(.inputLost), .outOfService, reason: "no-spare", due: 200_000_000),
    ]

    /// Alarms of other terminals of the ward beside this one's own.
    static let linked: [AlarmRow] = [
        toilet.of("K-12"), row(3, "12", .infusionEmpty, level: 3, seconds: 185, times: 2).of("K-12"),
        row(5, "7", .call, seconds: 95), row(7, "19", .device, .acked, holder: nurse.id, seconds: 64).of("K-19"),
        row(8, "20", .emergency, seconds: 8).of("K-19", word: "oxygen-low"),
        row(11, "19床", .technical(.inputLost), seconds: 3000, origin: "modbus-2").of("K-19"),
    ]

    /// The same when one of them cannot be reached any more.
    static let silent: [AlarmRow] =
        linked.map { $0.terminal?.text == "K-12" ? $0.of("K-12", silent: 45_000) : $0 } + [
            row(8, "5", .call, .acked, holder: other.id, seconds: 402).of("K-12", silent: 45_000),
            row(12, "护士站", .technical(.wardLink), seconds: 31, origin: "K-12"),
        ]

    /// As bad as it may get; every kind and lifecycle.
    static let crowd: [AlarmRow] = (0..<5000).map { number in
        let kinds = AlarmKind.ofInputs + TechnicalFault.allCases.map(AlarmKind.technical)
        return row(
            100 + number, "\(number % 60 + 1)", kinds[number % kinds.count], seconds: Int64(number), origin: "input-3")
    }
}

extension AlarmRow {
    /// The same as another terminal's.
    fileprivate func of(_ terminal: String, silent: Int64? = nil, word: String? = nil) -> AlarmRow {
        var row = self
        row.terminal = TerminalName(trusted: terminal)
        row.silentFor = silent
        row.word = word
        return row
    }
}
