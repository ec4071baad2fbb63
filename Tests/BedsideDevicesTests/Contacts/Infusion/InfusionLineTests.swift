import CPosix
import Glibc
import Testing

@testable import BedsideDevices

extension HubTests {
    /// Infusion receivers over real TCP connections.
    @Suite("Infusion receivers: server") struct InfusionLineTests {
        private final class Server {
            let rig: ContactRig
            let port: UInt16

            /// Two detectors at receiver 1, one at receiver 2.
            init(port: UInt16 = ReceiverSocket.freePort(), supervision: Duration = .seconds(60)) throws {
                self.port = port
                func point(_ name: String, _ receiver: UInt32, _ detector: UInt32) throws -> ContactPoint {
                    try ContactPoint(
                        name, .detector(receiver: 0xA000_0000 + receiver, detector: 0xB000_0000 + detector, .noFluid),
                        .normallyOpen, debounce: .zero)
                }
                let input = try ContactInput(
                    "drips", .infusionReceivers(ListenAddress(host: "127.0.0.1", port: port)), supervision: supervision,
                    point("one", 1, 1), point("two", 1, 2), point("three", 2, 3))
                rig = try ContactRig(input, input.line)
            }
        }

        private static let question: [UInt8] = [
            0x66, 0x10, 0x11, 0xA0, 0, 0, 1, 2, 0xB0, 0, 0, 1, 0xB0, 0, 0, 2,
        ]

        @Test("Several receivers at once; who speaks first is asked for the states of all its detectors")
        func receivers() async throws {
            let server = try Server()
            #expect(await server.rig.next() == "back drips")
            let first = try ReceiverSocket(port: server.port)
            let second = try ReceiverSocket(port: server.port)
            first.send(InfusionBytes.alive(1))
            #expect(first.receive(Self.question.count) == Self.question)
            first.send(InfusionBytes.states(1, [(1, InfusionBytes.well), (2, InfusionBytes.empty)]))
            #expect(await server.rig.next(2) == ["one off", "two on"])
            let frame = InfusionBytes.states(2, [(3, InfusionBytes.empty)])
            second.send(Array(frame.prefix(4)))
            first.send(InfusionBytes.states(1, [(2, InfusionBytes.well)]))
            #expect(await server.rig.next() == "two off")
            second.send(Array(frame.dropFirst(4)))
            #expect(await server.rig.next() == "three on")
            #expect(server.rig.figures.counts[.frames] == 4)
        }

        @Test("A receiver that closes is no loss; when it is back before the time is over, only changes are told")
        func reconnect() async throws {
            let server = try Server()
            var receiver: ReceiverSocket? = try ReceiverSocket(port: server.port)
            receiver?.send(InfusionBytes.states(1, [(1, InfusionBytes.well)]))
            #expect(await server.rig.next(2) == ["back drips", "one off"])
            receiver = nil
            receiver = try ReceiverSocket(port: server.port)
            receiver?.send(InfusionBytes.states(1, [(1, InfusionBytes.empty)]))
            #expect(await server.rig.next() == "one on")
        }

        @Test("Receivers that say nothing are lost when the supervision time is over")
        func silence() async throws {
            let server = try Server(supervision: .milliseconds(1500))
            let receiver = try ReceiverSocket(port: server.port)
            receiver.send(InfusionBytes.states(1, [(1, InfusionBytes.well)]))
            #expect(await server.rig.next(2) == ["back drips", "one off"])
            // Those that never spoke are lost first, unless this thread was held up until all are.
            while let word = await server.rig.next(), word != "lost drips silent" {
                #expect(["lost two silent", "lost three silent"].contains(word))
            }
            receiver.send(InfusionBytes.states(1, [(1, InfusionBytes.well)]))
            var seen: Set<String> = []
            while seen.count < 4, let word = await server.rig.next() { seen.insert(word) }
            #expect(seen == ["back drips", "lost two silent", "lost three silent", "one off"])
        }

        @Test("A receiver is asked again and again, so that it does not close and its detectors are heard")
        func questions() async throws {
            let server = try Server(supervision: .seconds(1))
            let receiver = try ReceiverSocket(port: server.port)
            for _ in 0..<4 {
                receiver.send(InfusionBytes.states(1, [(1, InfusionBytes.well), (2, InfusionBytes.well)]))
                #expect(receiver.receive(Self.question.count) == Self.question)
            }
        }

        @Test("What is no frame has no effect; too much of it ends the connection, and the others stay")
        func garbage() async throws {
            let server = try Server()
            #expect(await server.rig.next() == "back drips")
            let good = try ReceiverSocket(port: server.port)
            let bad = try ReceiverSocket(port: server.port)
            bad.send([UInt8](repeating: 0x66, count: 200_000))
            #expect(bad.isClosed())
            good.send([0x66, 0xFF, 0x01] + InfusionBytes.states(1, [(1, InfusionBytes.empty)]))
            #expect(await server.rig.next() == "one on")
            #expect((server.rig.figures.counts[.ignoredBytes] ?? 0) >= 60_000)
        }

        @Test("Of more connections than there is room for, those that never spoke go first")
        func room() async throws {
            let server = try Server()
            let known = try ReceiverSocket(port: server.port)
            known.send(InfusionBytes.states(1, [(1, InfusionBytes.well)]))
            #expect(await server.rig.next(2) == ["back drips", "one off"])
            let idle = try (0..<15).map { _ in try ReceiverSocket(port: server.port) }
            let late = try ReceiverSocket(port: server.port)
            #expect(idle[0].isClosed())
            late.send(InfusionBytes.states(2, [(3, InfusionBytes.empty)]))
            #expect(await server.rig.next() == "three on")
            known.send(InfusionBytes.states(1, [(1, InfusionBytes.empty)]))
            #expect(await server.rig.next() == "one on")
        }

        @Test("A receiver that comes anew ends the connection that it left behind")
        func halfOpen() async throws {
            let server = try Server()
            let old = try ReceiverSocket(port: server.port)
            old.send(InfusionBytes.states(1, [(1, InfusionBytes.well)]))
            #expect(await server.rig.next(2) == ["back drips", "one off"])
            let new = try ReceiverSocket(port: server.port)
            new.send(InfusionBytes.states(1, [(1, InfusionBytes.empty)]))
            #expect(await server.rig.next() == "one on")
            #expect(old.isClosed())
        }

        @Test("An unknown receiver is told")
        func stranger() async throws {
            let server = try Server()
            let receiver = try ReceiverSocket(port: server.port)
            receiver.send(InfusionBytes.states(8, [(1, InfusionBytes.empty)]))
            #expect(await server.rig.next(2) == ["back drips", "stranger drips"])
        }

        @Test("A port that another program holds is refused, and taken as soon as it is free")
        func refused() async throws {
            let port = ReceiverSocket.freePort()
            var other: Descriptor? = Descriptor(owning: unsafe bedside_tcp_listen("127.0.0.1", port, 1))
            let server = try Server(port: port)
            #expect(await server.rig.next() == "lost drips refused")
            if other != nil { other = nil }
            #expect(await server.rig.next() == "back drips")
        }
    }
}
