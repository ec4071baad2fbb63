import BedsideDomain
import BedsideRigs
import Testing

/// Three terminals, three cables: each pulled and plugged in every order, while calls come in.
@Suite(.serialized, .timeLimit(.minutes(3))) struct OrderTests {
    /// Orders in which two of three cables are pulled and plugged again: each pair, each order of four changes.
    static let orders: [[Int]] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

    @Test("no call is unseen", arguments: orders) func order(_ order: [Int]) async throws {
        try await LinkWard.with { ward in
            let pairs = [[0, 1], [0, 2], [1, 2]]
            try await ward.until("all are linked") {
                ward.benches.allSatisfy { bench in !bench.board.rows.contains { $0.kind == .technical(.wardLink) } }
            }
            var beds = 0
            for pair in order.map({ pairs[$0] }) {
                ward.cables[pair]?.set(.pulled)
                try ward.benches[beds % 3].press("\(beds + 1)")
                beds += 1
                try await Task.sleep(for: .milliseconds(200))
            }
            try await ward.until("every end of every cable says so", within: 8) {
                pairs.allSatisfy { pair in
                    ward.benches[pair[0]].misses(LinkWard.names[pair[1]])
                        && ward.benches[pair[1]].misses(LinkWard.names[pair[0]])
                }
            }
            for pair in order.map({ pairs[$0] }).reversed() {
                ward.cables[pair]?.set(.through)
                try ward.benches[beds % 3].press("\(beds + 1)")
                beds += 1
            }
            let wanted = Set((1...beds).map(String.init))
            try await ward.until("every call is on every terminal, and no link is missed") {
                ward.benches.allSatisfy { bench in
                    let rows = bench.board.rows
                    return Set(rows.filter { $0.kind == .call }.map(\.place.label)) == wanted
                        && !rows.contains { $0.kind == .technical(.wardLink) || $0.silentFor != nil }
                }
            }
        }
    }
}
