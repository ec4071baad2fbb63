import BedsideDomain
import Testing

@testable import BedsideDevices

extension HubTests {
    /// What a trace shows, and what it hides.
    @Suite struct TraceTests {
        @Test func aTraceShowsEachStepWithTheContentMasked() async throws {
            let rig = try HubRig("desk")
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            let trace = try #require(rig.hub.trace(try ScannerName("desk"), reveal: false))
            line.send("WD20-2511\r")
            var steps = trace.makeAsyncIterator()
            guard case .attached? = await steps.next()?.event else {
                Issue.record("no device first")
                return
            }
            let bytes = await steps.next()
            #expect(bytes?.event == .bytes(Array("aa99-9999\r".utf8), payload: 0..<10))
            #expect(await steps.next()?.event == .outcome(.scan(Reading(Array("aa99-9999".utf8)))))
            #expect("\(String(reflecting: bytes))".contains("private"))
            // What the kiosk gets is whole.
            #expect(await rig.next() == "desk 'WD20-2511'")
        }

        @Test func aTraceThatRevealsShowsTheContent() async throws {
            let rig = try HubRig("desk")
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            let trace = try #require(rig.hub.trace(try ScannerName("desk"), reveal: true))
            line.send("WD20\r")
            var steps = trace.makeAsyncIterator()
            _ = await steps.next()
            #expect(await steps.next()?.event == .bytes(Array("WD20\r".utf8), payload: 0..<5))
        }

        @Test func otherScannersAreNotShownAndTheEndOfTheHubEndsIt() async throws {
            let rig = try HubRig("desk", "other")
            #expect(rig.hub.trace(try ScannerName("stranger"), reveal: false) == nil)
            let trace = try #require(rig.hub.trace(try ScannerName("other"), reveal: true))
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            line.send("1\r")
            #expect(await rig.next() == "desk '1'")
            rig.hub.stop()
            var count = 0
            for await _ in trace { count += 1 }
            #expect(count == 0)
            #expect(rig.hub.trace(try ScannerName("other"), reveal: true) == nil)
        }

        @Test("A trace that nobody reads fast enough loses its oldest steps and says how many")
        func slowReader() async throws {
            let board = TraceBoard()
            let name = try ScannerName("desk")
            let trace = try #require(board.listen(to: name, reveal: true, devices: []))
            #expect(board.isOpen)
            for index in 0..<(TraceBoard.capacity + 5) {
                board.tell(.bytes([UInt8(index & 0xFF)], payload: 0..<1), of: name, at: .now)
            }
            var steps = trace.makeAsyncIterator()
            var count = 0
            #expect(await steps.next()?.event == .bytes([5], payload: 0..<1))
            count = 1
            var last: TraceStep?
            while count < TraceBoard.capacity {
                last = await steps.next()
                count += 1
            }
            #expect(last?.lost == 4)
            board.tell(.detached(.stopped), of: name, at: .now)
            #expect(await steps.next()?.lost == 5)
        }

        @Test func aNinthReaderIsRefused() throws {
            let board = TraceBoard()
            let name = try ScannerName("desk")
            let traces = (0..<8).map { _ in board.listen(to: name, reveal: false, devices: []) }
            #expect(traces.allSatisfy { $0 != nil })
            #expect(board.listen(to: name, reveal: false, devices: []) == nil)
        }

        @Test func aTraceThatEndedCostsNothingAnyMore() async throws {
            let board = TraceBoard()
            let name = try ScannerName("desk")
            do {
                let task = Task {
                    guard let trace = board.listen(to: name, reveal: true, devices: []) else { return }
                    for await _ in trace {}
                }
                while !board.isOpen { await Task.yield() }
                task.cancel()
            }
            while board.isOpen { await Task.yield() }
            var isMade = false
            func made() -> TraceEvent {
                isMade = true
                return .detached(.stopped)
            }
            board.tell(made(), of: name, at: .now)
            #expect(!isMade)
        }
    }
}

/// What a masked stream keeps: it decodes like the real one.
@Suite struct TraceMaskTests {
    private func maskedAndDecoded(_ script: KeyScript) -> [String] {
        var mask = TraceMask()
        var decoder = WedgeDecoder()
        var told: [String] = []
        for step in script.steps {
            guard case .key(let event) = mask.masked(.key(step.event)) else { continue }
            told += decoder.feed(event, at: moment(step.milliseconds)).map(shown)
        }
        return told
    }

    @Test func keysKeepLengthClassAndFraming() {
        #expect(maskedAndDecoded(KeyScript(typing: "WD20-2511aZ")) == ["'AA99-9999aA'"])
    }

    @Test func keysThatOverlapStayApart() {
        #expect(maskedAndDecoded(KeyScript("0 +B\n1 +C\n2 -B\n3 -C\n4 +ENTER\n5 -ENTER")) == ["'as'"])
    }

    @Test func noKeyOfTheContentIsLeft() {
        var mask = TraceMask()
        for code in Array(2...11) + Array(16...25) + Array(30...38) + Array(44...50) as [UInt16] {
            guard case .key(let down) = mask.masked(.key(.down(code))), case .key(let up) = mask.masked(.key(.up(code)))
            else {
                Issue.record("no key")
                return
            }
            #expect(down.code == up.code && [10, 30].contains(down.code))
        }
    }

    @Test func bytesKeepTheLengthOfEveryCharacter() {
        let text = "张三 Zhang-3\u{1D}é"
        var mask = TraceMask()
        let bytes = Array(text.utf8)
        guard case .bytes(let masked, _) = mask.masked(.bytes(bytes, payload: bytes.indices)) else { return }
        #expect(masked.count == bytes.count)
        #expect(String(decoding: masked, as: UTF8.self) == "䠠䠠 aaaaa-9\u{1D}à")
    }

    @Test func onlyThePayloadOfAReportIsMasked() {
        var mask = TraceMask()
        guard case .bytes(let masked, _) = mask.masked(.bytes([2, 0x35, 0x41, 0x42, 0x43], payload: 2..<4)) else {
            return
        }
        #expect(masked == [2, 0x35, 0x61, 0x61, 0x43])
    }
}
