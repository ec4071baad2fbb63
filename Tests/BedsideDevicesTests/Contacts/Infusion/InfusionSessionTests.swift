import Testing

@testable import BedsideDevices

/// What reports mean, and when a detector cannot be heard.
@Suite("Infusion receivers: session") struct InfusionSessionTests {
    private final class Rig {
        private var session: InfusionSession
        private var decoder = InfusionDecoder()

        init() throws {
            session = InfusionSession(try Rig.input(), at: moment(0))
            #expect(session.opened(at: moment(0)).map(\.word) == ["back drips"])
        }

        /// Two detectors at receiver 1, one at receiver 2.
        static func input() throws -> ContactInput {
            func point(_ name: String, _ receiver: UInt32, _ detector: UInt32, _ sign: DetectorSign) throws
                -> ContactPoint
            {
                try ContactPoint(
                    name, .detector(receiver: 0xA000_0000 + receiver, detector: 0xB000_0000 + detector, sign),
                    .normallyOpen, debounce: .zero)
            }
            return try ContactInput(
                "drips", .infusionReceivers(ListenAddress(host: "127.0.0.1", port: 1)), supervision: .seconds(90),
                point("one", 1, 1, .noFluid), point("one.clamp", 1, 1, .clamped),
                point("one.battery", 1, 1, .batteryLow),
                point("two", 1, 2, .noFluid), point("three", 2, 3, .noFluid))
        }

        func send(_ bytes: [UInt8], at milliseconds: Double) -> Set<String> {
            Set(decoder.feed(bytes).flatMap { session.take($0, at: moment(milliseconds)) }.map(\.word))
        }

        func expire(at milliseconds: Double) -> Set<String> {
            Set(session.expire(at: moment(milliseconds)).map(\.word))
        }

        func closed(_ loss: ContactLoss) -> [String] { session.closed(loss).map(\.word) }
        func opened(at milliseconds: Double) -> [String] { session.opened(at: moment(milliseconds)).map(\.word) }
        var deadline: ContinuousClock.Instant? { session.deadline }
    }

    @Test("The first state of a detector tells all its levels, then only changes are told")
    func levels() throws {
        let rig = try Rig()
        #expect(rig.send(InfusionBytes.alive(1), at: 1) == [])
        let first = rig.send(InfusionBytes.states(1, [(1, InfusionBytes.well), (2, InfusionBytes.empty)]), at: 2)
        #expect(first == ["one off", "one.clamp off", "one.battery off", "two on"])
        #expect(rig.send(InfusionBytes.states(1, [(1, InfusionBytes.well), (2, InfusionBytes.empty)]), at: 3) == [])
        #expect(
            rig.send(InfusionBytes.states(1, [(1, InfusionBytes.clamped), (2, InfusionBytes.well)]), at: 4) == [
                "one.clamp on", "two off",
            ])
        #expect(
            rig.send(InfusionBytes.states(1, [(1, InfusionBytes.low)]), at: 5) == ["one.clamp off", "one.battery on"])
    }

    @Test("A detector that says that it is off is lost and clears nothing; when it is on again its levels follow")
    func poweredOff() throws {
        let rig = try Rig()
        _ = rig.send(InfusionBytes.states(1, [(1, InfusionBytes.empty)]), at: 1)
        let lost: Set = ["lost one powered-off", "lost one.clamp powered-off", "lost one.battery powered-off"]
        #expect(rig.send(InfusionBytes.states(1, [(1, InfusionBytes.off)]), at: 2) == lost)
        #expect(rig.send(InfusionBytes.states(1, [(1, InfusionBytes.off)]), at: 3) == [])
        let back = rig.send(InfusionBytes.states(1, [(1, InfusionBytes.empty)]), at: 4)
        #expect(
            back == ["back one", "back one.clamp", "back one.battery", "one on", "one.clamp off", "one.battery off"])
    }

    @Test("An alarm bit of a detector that is off is still told")
    func offButEmpty() throws {
        let rig = try Rig()
        _ = rig.send(InfusionBytes.states(1, [(2, InfusionBytes.well)]), at: 1)
        #expect(rig.send(InfusionBytes.states(1, [(2, 0x10)]), at: 2) == ["two on", "lost two powered-off"])
    }

    @Test("Unknown receivers and detectors are told; known ones of the same frame too")
    func strangers() throws {
        let rig = try Rig()
        #expect(rig.send(InfusionBytes.alive(9), at: 1) == ["stranger drips"])
        let both = rig.send(InfusionBytes.states(1, [(2, InfusionBytes.empty), (77, InfusionBytes.empty)]), at: 2)
        #expect(both == ["two on", "stranger drips"])
        // A detector speaks through another receiver than its own.
        #expect(rig.send(InfusionBytes.states(2, [(1, InfusionBytes.empty)]), at: 3) == ["stranger drips"])
        #expect(rig.send(InfusionBytes.states(1, [(77, 60)], function: 6), at: 4) == ["stranger drips"])
    }

    @Test("A detector that is silent is lost; when none is heard any more, the input is")
    func silence() throws {
        let rig = try Rig()
        #expect(rig.deadline == moment(90_000))
        _ = rig.send(InfusionBytes.states(1, [(1, InfusionBytes.well), (2, InfusionBytes.empty)]), at: 60_000)
        #expect(rig.expire(at: 89_999) == [])
        #expect(rig.expire(at: 90_000) == ["lost three silent"])
        // Only a state is a sign of life of a detector, or its drip rate.
        _ = rig.send(InfusionBytes.alive(1), at: 100_000)
        #expect(rig.send(InfusionBytes.states(1, [(2, 60)], function: 6), at: 100_000) == [])
        #expect(rig.expire(at: 150_000) == ["lost one silent", "lost one.clamp silent", "lost one.battery silent"])
        #expect(rig.expire(at: 190_000) == ["lost drips silent"])
        #expect(rig.deadline == nil)
        #expect(rig.send(InfusionBytes.states(1, [(2, 60)], function: 6), at: 200_000) == [])
        let seen = rig.send(InfusionBytes.states(1, [(2, InfusionBytes.empty)]), at: 200_001)
        let others: Set = [
            "lost one silent", "lost one.clamp silent", "lost one.battery silent", "lost three silent",
        ]
        #expect(seen == others.union(["back drips", "two on"]))
        #expect(
            rig.send(InfusionBytes.states(2, [(3, InfusionBytes.well)]), at: 200_002) == ["back three", "three off"])
    }

    @Test("Nobody can connect: the input is lost; afterwards every level is told anew")
    func notListening() throws {
        let rig = try Rig()
        _ = rig.send(InfusionBytes.states(1, [(2, InfusionBytes.empty)]), at: 1)
        #expect(rig.closed(.refused) == ["lost drips refused"])
        #expect(rig.closed(.refused) == [] && rig.deadline == nil && rig.expire(at: 500_000) == [])
        #expect(rig.opened(at: 500_000) == ["back drips"])
        #expect(rig.send(InfusionBytes.states(1, [(2, InfusionBytes.empty)]), at: 500_001) == ["two on"])
        #expect(rig.expire(at: 589_999) == [])
    }
}
