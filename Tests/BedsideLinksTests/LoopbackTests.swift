import BedsideDomain
import BedsideLinks
import BedsideRigs
import BedsideTransport
import Testing

/// Links over real sockets and TLS.
@Suite(.serialized, .timeLimit(.minutes(2))) struct LoopbackTests {
    @Test("a call is on the screens of all terminals, and its owner knows; acts go back to the owner")
    func whole() async throws {
        try await LinkWard.with { ward in
            let (desk, one, two) = (ward.benches[0], ward.benches[1], ward.benches[2])
            try two.press("12")
            try await ward.until("the call is everywhere") {
                desk.rows(of: "k-2").count { $0.kind == .call } == 1
                    && one.rows(of: "k-2").count { $0.kind == .call } == 1
            }
            // The terminal itself has no screen: it knows through the links.
            try await ward.until("its owner knows that it is shown") { two.shownAt.values.contains(true) }
            let row = try #require(desk.rows(of: "k-2").first { $0.kind == .call })
            let staff = StaffID(trusted: "N1")
            #expect(await desk.links.ask(two.name, .attend(row.id), by: staff, bed: nil) == .onlyAtTheBed)
            #expect(await desk.links.ask(two.name, .accept(row.id), by: staff, bed: nil) == nil)
            #expect(await one.links.ask(two.name, .accept(row.id), by: staff, bed: nil) == .taken)
            try await ward.until("everybody sees who has it") {
                one.rows(of: "k-2").contains { $0.lifecycle == .acked && $0.holder == staff }
            }
            #expect(await one.links.ask(two.name, .attend(row.id), by: staff, bed: row.place) == nil)
            try await ward.until("it is over") { desk.rows(of: "k-2").isEmpty && one.rows(of: "k-2").isEmpty }
            #expect(!desk.misses("k-1") && !one.misses("k-2") && !two.misses("desk"))
        }
    }

    @Test(
        "a pulled cable is an alarm at both ends, what was shown stays, acts are refused, and plugged again all is well"
    )
    func pulled() async throws {
        try await LinkWard.with { ward in
            let (desk, two) = (ward.benches[0], ward.benches[2])
            try two.press("12")
            try await ward.until("the call is there") { desk.rows(of: "k-2").count { $0.kind == .call } == 1 }
            let row = try #require(desk.rows(of: "k-2").first { $0.kind == .call })
            ward.cables[[0, 2]]?.set(.pulled)
            try await ward.until("both ends say so", within: 6) { desk.misses("k-2") && two.misses("desk") }
            #expect(desk.rows(of: "k-2").allSatisfy { $0.silentFor != nil })
            #expect(await desk.links.ask(two.name, .accept(row.id), by: StaffID(trusted: "N1"), bed: nil) == .noContact)
            two.feed(.cancelled(row.place))
            try two.press("13")
            try await Task.sleep(for: .milliseconds(300))
            #expect(desk.rows(of: "k-2").contains { $0.id == row.id }, "only its owner's word clears it")
            ward.cables[[0, 2]]?.set(.through)
            try await ward.until("the newest state decides") {
                let calls = desk.rows(of: "k-2").filter { $0.kind == .call }
                return calls.map(\.place.label) == ["13"] && calls.allSatisfy { $0.silentFor == nil }
                    && !desk.misses("k-2") && !two.misses("desk")
            }
        }
    }

    @Test("answers lost alone are a lost link on both sides") func oneWay() async throws {
        try await LinkWard.with { ward in
            let (desk, two) = (ward.benches[0], ward.benches[2])
            try await ward.until("there is contact") {
                !desk.rows(of: "k-1").contains { _ in false } && !desk.misses("k-2")
            }
            try two.press("9")
            try await ward.until("the call is there") { desk.rows(of: "k-2").contains { $0.kind == .call } }
            ward.cables[[0, 2]]?.set(.answersLost)
            try await ward.until("both ends say so", within: 8) { desk.misses("k-2") && two.misses("desk") }
        }
    }

    @Test("of another ward, another authority or another name: no link, and that is an alarm") func strangers()
        async throws
    {
        let authority = try Authority.make(label: "test", at: LinkBench.now.wall)
        let other = try Authority.make(label: "other", at: LinkBench.now.wall)
        let cases: [(String, LinkTLS)] = [
            ("another ward", try LinkWard.tls("b", ward: "w-8", by: authority)),
            ("another authority", try LinkWard.tls("b", by: other)),
            ("another name", try LinkWard.tls("c", by: authority)),
        ]
        for (what, tls) in cases {
            let (left, right) = (try freePort(), try freePort())
            let address = try #require(LinkAddress("127.0.0.1:\(right)"))
            let a = try LinkBench(
                "a", port: left, peers: [LinkPeer(name: TerminalName(trusted: "b"), address: address)],
                tls: try LinkWard.tls("a", by: authority))
            let b = try LinkBench(
                "b", port: right, peers: [LinkPeer(name: TerminalName(trusted: "a"), address: nil)], tls: tls)
            try b.press("3")
            for _ in 0..<400 where !(a.misses("b") && b.misses("a")) { try await Task.sleep(for: .milliseconds(10)) }
            #expect(a.misses("b") && b.misses("a"), "\(what)")
            #expect(a.rows(of: "b").isEmpty, "\(what)")
            await a.end()
            await b.end()
        }
    }

    @Test("a terminal that is not in the ward any more is shut out, and what it told is forgotten") func removed()
        async throws
    {
        try await LinkWard.with { ward in
            let (desk, one, two) = (ward.benches[0], ward.benches[1], ward.benches[2])
            try two.press("12")
            try await ward.until("the call is there") { desk.rows(of: "k-2").contains { $0.kind == .call } }
            desk.links.connect([
                LinkPeer(name: one.name, address: LinkAddress("127.0.0.1:\(ward.cables[[0, 1]]?.port ?? 1)"))
            ])
            try await ward.until("it is forgotten") { desk.rows(of: "k-2").isEmpty }
            try await ward.until("it knows that it is shut out", within: 6) { two.misses("desk") }
            #expect(!desk.misses("k-2"))
        }
    }
}
