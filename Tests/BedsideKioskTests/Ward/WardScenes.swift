import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Testing

/// Every picture of a ward screen, with the way that leads to it.
struct WardScene: Sendable, CustomTestStringConvertible {
    let name: String
    let board: AlarmBoard?
    /// On a wall of 26 x 7 there is room for the list and the badge only.
    var isForWalls = false
    let play: @Sendable (inout WardBench) -> Void

    var testDescription: String { name }

    init(
        _ name: String, _ board: AlarmBoard? = WardSample.board(WardSample.mixed), isForWalls: Bool = false,
        _ play: @escaping @Sendable (inout WardBench) -> Void = { _ in }
    ) {
        self.name = name
        self.board = board
        self.isForWalls = isForWalls
        self.play = play
    }

    func bench(_ language: Language, _ viewport: Viewport) -> WardBench {
        var bench = WardBench(board, language: language, viewport: viewport)
        play(&bench)
        return bench
    }

    static let all = lists + questions + pages
}

extension WardScene {
    static let lists = [
        WardScene("ward-start", nil, isForWalls: true),
        WardScene("ward-empty", WardSample.board(), isForWalls: true),
        WardScene("ward-empty-unproven", WardSample.board(proven: nil), isForWalls: true),
        WardScene("ward-one-emergency", WardSample.board([WardSample.emergency]), isForWalls: true),
        WardScene("ward-two", WardSample.board([WardSample.toilet, WardSample.mixed[4]]), isForWalls: true),
        WardScene("ward-mixed", isForWalls: true),
        WardScene(
            "ward-taken", WardSample.board(WardSample.mixed.filter { $0.lifecycle == .acked }), isForWalls: true),
        WardScene(
            "ward-flood",
            WardSample.board(WardSample.mixed, folded: 14, held: WardSample.held, lost: ["corridor"], paused: 102_000),
            isForWalls: true),
        WardScene("ward-stale", WardSample.board(WardSample.mixed, proven: 140_000), isForWalls: true),
        WardScene("ward-crowd", WardSample.board(WardSample.crowd), isForWalls: true),
        WardScene("ward-crowd-page-2", WardSample.board(WardSample.crowd), isForWalls: true) { bench in
            bench.press(.right, .down)
        },
        WardScene("ward-linked", WardSample.board(WardSample.linked), isForWalls: true),
        WardScene("ward-no-contact", WardSample.board(WardSample.silent), isForWalls: true),
        WardScene("ward-no-contact-refused", WardSample.board(WardSample.silent), isForWalls: true) { bench in
            bench.press(.digit(1))
        },
    ]

    static let questions = [
        WardScene("ward-badge", isForWalls: true) { $0.press(.digit(1)) },
        WardScene("ward-badge-typed", isForWalls: true) { bench in
            bench.press(.digit(1))
            bench.type("gh1000017")
        },
        WardScene("ward-pin", isForWalls: true) { bench in
            bench.press(.digit(1))
            bench.type("gh1000017")
            bench.press(.enter)
            bench.type("2468")
        },
        WardScene("ward-pin-refused") { bench in
            bench.press(.digit(1))
            bench.type("gh1000017")
            bench.press(.enter)
            bench.type("2468")
            bench.press(.enter)
            bench.send(.pinRefused(triesLeft: 3))
        },
        WardScene("ward-identified") { $0.badge() },
        WardScene("ward-unknown-badge") { bench in
            bench.press(.digit(1))
            bench.send(.badge(StaffID(trusted: "GH9")))
            bench.send(.unknownBadge)
        },
        WardScene("ward-accepted", isForWalls: true) { bench in
            bench.press(.digit(1))
            bench.badge()
            bench.send(.done)
        },
        WardScene("ward-refused", isForWalls: true) { bench in
            bench.press(.digit(1))
            bench.badge()
            bench.send(.refused(.taken))
        },
        WardScene("ward-reason") { bench in
            bench.press(.down, .down, .down, .down, .down, .down, .down, .down, .down, .digit(5))
        },
        WardScene("ward-time") { bench in
            bench.press(.down, .down, .down, .down, .down, .down, .down, .down, .down, .digit(6), .digit(2))
        },
    ]

    static let pages = [
        WardScene("ward-held", WardSample.board(WardSample.mixed, held: WardSample.held)) { $0.press(.digit(8)) },
        WardScene("ward-held-none") { $0.press(.digit(8)) },
        WardScene("ward-faults", WardSample.board(WardSample.mixed, lost: ["corridor"])) { bench in
            bench.send(.printers([PrinterFault(name: "收据机", reasons: [.mediaEmpty])]))
            bench.press(.digit(9))
        },
        WardScene("ward-faults-none", WardSample.board()) { $0.press(.digit(9)) },
    ]
}
