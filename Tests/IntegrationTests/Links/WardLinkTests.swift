import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// Three terminals and two ward screens, each terminal in a network of its own, cables pulled and plugged in every order.
    @Suite struct WardLinkTests {
        /// Orders of three cables.
        private static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

        private static func screen(_ ward: LinkedWard, _ index: Int) -> [String] {
            ["ward", "--sockets", ward.posts[index].daemon.settings.folder, "--name", "screen"]
        }

        @Test("No call is unseen, whatever order the links are cut and healed in", .timeLimit(.minutes(15)))
        func everyOrder() async throws {
            try await LinkedWard.with { ward in
                try await Terminal.with(Self.screen(ward, 0), columns: 100, rows: 30) { desk in
                    try await Terminal.with(Self.screen(ward, 1), columns: 100, rows: 30) { other in
                        try await ward.boards("all linked and all screens live") { index, board in
                            board.inputs.allSatisfy { $0.state == "present" } && !board.has("technical.ward-link")
                                && (index == 2 || board.screens.contains { $0.name == "screen" && $0.isLive })
                        }
                        for cuts in Self.orders {
                            for heals in Self.orders {
                                try await Self.play(ward, cuts, heals, [desk, other])
                            }
                        }
                    }
                }
            }
        }

        /// All cables out in one order and in again in another; a call after each step.
        private static func play(
            _ ward: LinkedWard, _ cuts: [Int], _ heals: [Int], _ screens: [Terminal]
        ) async throws {
            let pairs = ward.net.pairs
            var calls: Set<String> = []
            var beds: [(post: Int, bed: UInt8)] = []
            var cut: Set<[Int]> = []
            func call() async throws {
                let (post, bed) = (beds.count % 3, UInt8(beds.count + 1))
                beds.append((post, bed))
                calls.insert("\(LinkedWard.names[post]) \(bed)")
                try ward.posts[post].lines.send(.call, bed: bed)
                // At once on its own terminal, whatever became of the network.
                try await eventually("a call on its own terminal", within: .seconds(5)) {
                    try await ward.board(post).calls(of: LinkedWard.names[post]).isSuperset(
                        of: calls.filter { $0.hasPrefix(LinkedWard.names[post] + " ") })
                }
            }
            for pair in cuts.map({ pairs[$0] }) {
                try await ward.net.pull(pair)
                cut.insert(pair)
                try await call()
            }
            try await ward.boards("both ends of each cable to say so", within: LinkedWard.bound) { index, board in
                cut.filter { $0.contains(index) }.allSatisfy { pair in
                    board.misses(LinkedWard.names[pair[0] == index ? pair[1] : pair[0]])
                }
            }
            for pair in heals.map({ pairs[$0] }) {
                try await ward.net.plug(pair)
                try await call()
            }
            let wanted = calls
            try await ward.boards("the union everywhere") { index, board in
                board.calls(of: LinkedWard.names[index]) == wanted && !board.has("technical.ward-link")
                    && board.alarms.allSatisfy { $0.silentSeconds == nil }
            }
            for screen in screens {
                try await screen.see("all calls", within: .seconds(5)) {
                    $0.lines.count { $0.contains("床头呼叫") } == wanted.count && !$0.text.contains("终端失联")
                }
            }
            for (post, bed) in beds { try ward.posts[post].lines.send(.clear, bed: bed) }
            try await ward.boards("everything over", within: .seconds(10)) { index, board in
                board.calls(of: LinkedWard.names[index]).isEmpty
            }
            for screen in screens {
                try await screen.see("no call", within: .seconds(5)) { !$0.text.contains("床头呼叫") }
            }
        }

        @Test("The owner killed: its calls stay on the others' screens, marked, and are right again after its start")
        func ownerKilled() async throws {
            try await LinkedWard.with { ward in
                try await Terminal.with(Self.screen(ward, 0), columns: 100, rows: 30) { desk in
                    try await ward.boards("all linked") { _, board in
                        board.inputs.allSatisfy { $0.state == "present" } && !board.has("technical.ward-link")
                    }
                    try ward.posts[2].lines.send(.call, bed: 4)
                    try await desk.see("the call, and whose it is", within: .seconds(5)) {
                        $0.text.contains("床头呼叫") && $0.text.contains("在k-2")
                    }
                    // The terminal itself has no screen: the one behind the link shows its calls.
                    try await eventually("its owner knows that it is shown") {
                        try await ward.board(2).screens.contains { $0.name == "link:desk" && $0.isLive }
                    }
                    #expect(try await !ward.board(2).has("technical.no-screen"))
                    try await ward.posts[2].daemon.kill()
                    try await desk.see("that there is no contact", within: LinkedWard.bound) {
                        $0.text.contains("床头呼叫") && $0.text.contains("联系不上k-2")
                    }
                    try await ward.posts[2].daemon.start()
                    try await desk.see("contact again", within: .seconds(10)) {
                        $0.text.contains("床头呼叫") && !$0.text.contains("联系不上k-2")
                    }
                    try ward.posts[2].lines.send(.clear, bed: 4)
                    try await desk.see("its end", within: .seconds(10)) { !$0.text.contains("床头呼叫") }
                }
            }
        }
    }
}
