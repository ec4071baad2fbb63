import BedsideDemo
import BedsideRigs
import BedsideScreen
import Foundation
import Testing

extension Integration {
    /// `bedside kiosk` in a terminal that pyte draws, with the real daemon behind it.
    @Suite struct KioskClientTests {
        private static func arguments(_ ward: TestWard) -> [String] {
            ["kiosk", "--sockets", ward.daemon.settings.folder]
        }

        @Test("Keys, the mouse and the language key do what the screen says") func keys() async throws {
            try await TestWard.with { ward in
                try await Terminal.with(Self.arguments(ward)) { terminal in
                    let welcome = try await ward.visitor.see("welcome")
                    try await terminal.see("the first screen") { $0.shows(welcome) }
                    try await terminal.type("2")
                    let identify = try await ward.visitor.see("identify")
                    try await terminal.see("what to scan") { $0.shows(identify) }
                    try await terminal.type("*")
                    let english = try await ward.visitor.see("English") { $0.heading.utf8.allSatisfy { $0 < 0x80 } }
                    try await terminal.see("English") { $0.shows(english) }
                    try await terminal.type("0")
                    let first = try await ward.visitor.see("welcome")
                    let picture = try await terminal.see("the first screen in English") { $0.shows(first) }
                    // A click on the third choice, somewhere in its words.
                    let title = try #require(first.choices.last?.title)
                    let row = try #require(picture.lines.firstIndex { $0.contains(title) })
                    let column = try #require(picture.lines[row].range(of: title))
                    let cells = picture.lines[row].distance(from: picture.lines[row].startIndex, to: column.lowerBound)
                    try await terminal.click(column: cells + 2, row: row + 1)
                    let clicked = try await ward.visitor.see("identify")
                    try await terminal.see("what the click asked for") { $0.shows(clicked) }
                    // A kiosk's terminal cannot be left.
                    try await terminal.type("\u{03}")
                    try await terminal.type("\u{1B}")
                    try await ward.visitor.see("welcome")
                    #expect(try await terminal.picture().ended == nil)
                }
            }
        }

        @Test(
            "Each size of window shows the whole screen, also when it changes",
            arguments: [(64, 16), (80, 24), (160, 45)])
        func sizes(_ size: (columns: Int, rows: Int)) async throws {
            try await TestWard.with { ward in
                try await Terminal.with(Self.arguments(ward), columns: size.columns, rows: size.rows) { terminal in
                    try ward.visitor.scan(DemoCodes.zhang.slip)
                    let order = try await ward.visitor.see("admission-order")
                    try await terminal.see("the order at \(size)") { $0.shows(order) && $0.lines.count == size.rows }
                    for (columns, rows) in [(100, 30), (64, 16), size] {
                        try await terminal.resize(columns: columns, rows: rows)
                        try await terminal.see("the order at \(columns)x\(rows)") {
                            guard let now = ward.visitor.screen else { return false }
                            return $0.shows(now) && $0.lines.count == rows
                        }
                    }
                }
            }
        }

        @Test("A dead daemon is told within two seconds, and a living one is there again by itself")
        func outOfService() async throws {
            try await TestWard.with { ward in
                try await Terminal.with(Self.arguments(ward)) { terminal in
                    let welcome = try await ward.visitor.see("welcome")
                    try await terminal.see("the first screen") { $0.shows(welcome) }
                    for _ in 0..<2 {
                        try await ward.daemon.kill()
                        try await terminal.see("out of service", within: .seconds(2)) {
                            $0.text.contains("本机暂停服务") && $0.text.contains("call the nurse by voice")
                        }
                        try await ward.daemon.start()
                        try await terminal.see("the first screen again", within: .seconds(10)) { $0.shows(welcome) }
                    }
                }
            }
        }

        @Test("Without a daemon the screen says so from the first moment") func noDaemonYet() async throws {
            try await TestWard.closed { ward in
                try await Terminal.with(Self.arguments(ward)) { terminal in
                    try await terminal.see("out of service", within: .seconds(2)) { $0.text.contains("本机暂停服务") }
                    try await ward.start()
                    let welcome = try await ward.visitor.see("welcome")
                    try await terminal.see("the first screen", within: .seconds(3)) { $0.shows(welcome) }
                }
            }
        }

        @Test("After a patient's session nothing is left to see or to scroll back to") func nothingIsLeft() async throws
        {
            try await TestWard.with { ward in
                try await Terminal.with(Self.arguments(ward)) { terminal in
                    try await ward.visitor.see("welcome")
                    let before = try await terminal.see("the first screen") { !$0.text.allSatisfy(\.isWhitespace) }
                    try ward.visitor.scan(DemoCodes.zhang.slip)
                    let order = try await ward.visitor.see("admission-order")
                    try await terminal.see("the patient's data") { $0.shows(order) && $0.text.contains("张*华") }
                    try await ward.visitor.press(.enter)
                    try await ward.visitor.see("admission-phone")
                    let welcome = try await ward.goHome()
                    let after = try await terminal.see("the first screen again") { $0.shows(welcome) }
                    #expect(after.wipes > before.wipes)
                    #expect(after.history.isEmpty)
                    for trace in ["张", "1990", "138", "1101", "肺炎", "RY2026"] {
                        #expect(!after.text.contains(trace), "\(trace) is still on the screen")
                    }
                }
            }
        }

        @Test("Where it may be left, Ctrl-C gives the terminal back as it was") func leaving() async throws {
            try await TestWard.with { ward in
                try await Terminal.with(Self.arguments(ward) + ["--leavable"]) { terminal in
                    let welcome = try await ward.visitor.see("welcome")
                    try await terminal.see("the first screen") { $0.shows(welcome) }
                    try await terminal.type("\u{03}")
                    let end = try await terminal.see("the end") { $0.ended != nil }
                    #expect(end.ended == 0)
                    #expect(end.left)
                }
            }
        }
    }
}

extension Terminal.Picture {
    /// Whether the heading and every choice of a screen are there, whole.
    func shows(_ screen: Screen) -> Bool {
        let packed = text.filter { !$0.isWhitespace }
        return ([screen.heading] + screen.choices.map(\.title)).allSatisfy {
            packed.contains($0.filter { !$0.isWhitespace })
        }
    }
}
