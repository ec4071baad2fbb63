import Testing

@testable import BedsideDevices

/// What waits in the outlet is bounded and loses no fact.
@Suite("Contact outlet", .timeLimit(.minutes(1))) struct ContactOutletTests {
    private let outlet = ContactOutlet()

    @Test("Presses of one point add up, each point keeps its place")
    func presses() async throws {
        let (a, b) = (try PointName("a"), try PointName("b"))
        outlet.put([.pressed(b, count: 1), .pressed(a, count: 2)])
        outlet.put([.pressed(b, count: 3)])
        #expect(await words() == ["press b 4", "press a 2"])
    }

    @Test(
        "A raise that is over again is told, and the last level is right",
        arguments: [
            ("T", "T"), ("F", "F"), ("TF", "TF"), ("FT", "FT"), ("TFT", "TFT"), ("FTF", "FTF"), ("TFTF", "TF"),
            ("FTFT", "FT"), ("TFTFT", "TFT"), ("TTFF", "TF"), ("FTFTFTF", "FTF"),
        ])
    func levels(put: String, told: String) async throws {
        let point = try PointName("loop")
        for level in put { outlet.put([.level(point, isActive: level == "T")]) }
        #expect(await words() == told.map { $0 == "T" ? "loop on" : "loop off" })
    }

    @Test("A loss that came back is told; of losses in a row the last reason counts")
    func sight() async throws {
        let input = ContactSubject.input(try InputName("keypad"))
        let point = ContactSubject.point(try PointName("keypad"))
        outlet.put([.lost(input, .absent), .lost(input, .refused), .back(input), .lost(point, .silent)])
        #expect(await words() == ["lost keypad refused", "back keypad", "lost keypad silent"])
        outlet.put([.back(input), .lost(input, .absent), .back(input), .lost(input, .silent)])
        #expect(await words() == ["back keypad", "lost keypad silent"])
    }

    @Test("Whatever came, it holds at most a count, three levels and three turns of sight for each point")
    func bound() async throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let points = try (0..<5).map { try PointName("p\($0)") }
        var active: [PointName: Bool] = [:]
        var raised: Set<PointName> = []
        var presses: [PointName: Int] = [:]
        for _ in 0..<2_000 {
            guard let point = points.randomElement(using: &random) else { continue }
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                outlet.put([.pressed(point, count: 1)])
                presses[point, default: 0] += 1
            case 1: outlet.put([.lost(.point(point), .silent)])
            case 2: outlet.put([.back(.point(point))])
            default:
                let level = Bool.random(using: &random)
                outlet.put([.level(point, isActive: level)])
                active[point] = level
                if level { raised.insert(point) }
            }
        }
        let events = try #require(await outlet.next())
        #expect(events.count <= points.count * 7, "seed \(seed)")
        var (lastActive, seenRaised, seenPresses) = ([PointName: Bool](), Set<PointName>(), [PointName: Int]())
        for event in events {
            switch event {
            case .pressed(let point, let count): seenPresses[point, default: 0] += count
            case .level(let point, let isActive):
                lastActive[point] = isActive
                if isActive { seenRaised.insert(point) }
            case .lost, .back, .stranger: break
            }
        }
        #expect(lastActive == active && seenRaised == raised && seenPresses == presses, "seed \(seed)")
    }

    @Test("The end comes after what is still there")
    func end() async throws {
        outlet.put([.pressed(try PointName("a"), count: 1)])
        outlet.finish()
        #expect(await words() == ["press a 1"])
        #expect(await outlet.next() == nil)
    }

    @Test("A cancelled wait takes nothing with it")
    func cancellation() async throws {
        let point = try PointName("a")
        let outlet = outlet
        for round in 0..<200 {
            let waiting = Task { await outlet.next() }
            // Cancelled before it waits, while it waits, and in between.
            if round.isMultiple(of: 2) { await Task.yield() }
            async let put: Void = outlet.put([.pressed(point, count: 1)])
            waiting.cancel()
            await put
            let taken = await waiting.value ?? []
            let rest = taken.isEmpty ? await outlet.next() : nil
            #expect(taken + (rest ?? []) == [.pressed(point, count: 1)])
        }
    }

    @Test("A consumer that waits is woken, from any thread, and all presses arrive")
    func wakes() async throws {
        let points = try (0..<4).map { try PointName("p\($0)") }
        let outlet = outlet
        let counting = Task {
            var counts: [PointName: Int] = [:]
            while let events = await outlet.next() {
                for case .pressed(let point, let count) in events { counts[point, default: 0] += count }
            }
            return counts
        }
        await withTaskGroup { group in
            for point in points {
                group.addTask { for _ in 0..<1_000 { outlet.put([.pressed(point, count: 1)]) } }
            }
        }
        outlet.finish()
        #expect(await counting.value == Dictionary(uniqueKeysWithValues: points.map { ($0, 1_000) }))
    }

    private func words() async -> [String] { (await outlet.next() ?? []).map(\.word) }
}
