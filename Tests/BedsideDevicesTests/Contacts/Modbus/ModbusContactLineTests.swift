import Testing

@testable import BedsideDevices

extension HubTests {
    /// libmodbus on one side of a pty, pymodbus on the other.
    @Suite("Modbus: line") struct ModbusContactLineTests {
        /// A module with a contact, a loop and a button at its inputs 3, 4 and 5.
        private final class Module {
            let folder: Folder
            var slave: ModbusSlave
            let rig: ContactRig

            init(inputs: Int = 32, baud: Int = 9600, answer: Duration = .milliseconds(300), _ commands: String...)
                throws
            {
                folder = try Folder()
                slave = try ModbusSlave(in: folder, inputs: inputs)
                for command in commands { try slave.obey(command) }
                let link = ModbusLink(
                    path: try SerialPath(slave.path), baud: baud, parity: .even, slave: 7, poll: .milliseconds(20),
                    answer: answer)
                let input = try ContactInput(
                    "module", .modbus(link), ContactPoint("door", .discrete(3), .normallyOpen),
                    ContactPoint("loop", .discrete(4), .normallyClosed), ContactPoint("call", .discrete(5)))
                rig = try ContactRig(input, input.line)
            }

            /// The loop is closed and at rest, and the module was read.
            func afterStart() async throws -> Self {
                #expect(await rig.next(3) == ["back module", "door off", "loop off"])
                return self
            }
        }

        @Test("The first answer tells all levels and a held button; then changes are told")
        func levels() async throws {
            let module = try Module("set 3 1", "set 5 1")
            #expect(await module.rig.next(4) == ["back module", "door on", "loop on", "press call 1"])
            try module.slave.set(4, true)
            #expect(await module.rig.next() == "loop off")
            try module.slave.set(5, false)
            try module.slave.set(3, false)
            #expect(await module.rig.next() == "door off")
            try module.slave.set(5, true)
            #expect(await module.rig.next() == "press call 1")
            #expect(module.rig.figures.heard != nil && (module.rig.figures.counts[.frames] ?? 0) > 4)
        }

        @Test("A slave that stops is lost and nothing is cleared; when it answers again, all levels follow")
        func stops() async throws {
            let module = try await Module("set 4 1").afterStart()
            try module.slave.set(3, true)
            #expect(await module.rig.next() == "door on")
            try module.slave.obey("stopped")
            #expect(await module.rig.next() == "lost module silent")
            try module.slave.set(4, false)
            try module.slave.obey("good")
            #expect(await module.rig.next(3) == ["back module", "door on", "loop on"])
        }

        @Test("Answers that come too late are never taken for those of later requests", arguments: [160, 400])
        func late(_ milliseconds: Int) async throws {
            let module = try await Module(answer: .milliseconds(150), "set 4 1").afterStart()
            try module.slave.obey("late \(milliseconds)")
            let lost = await module.rig.next()
            #expect(lost == "lost module silent" || lost == "lost module garbled")
            // What a late answer says is long over: it would be told now if one were believed.
            try module.slave.set(3, true)
            try module.slave.obey("answered 4")
            try module.slave.set(3, false)
            try module.slave.obey("good")
            #expect(await module.rig.next(3) == ["back module", "door off", "loop off"])
        }

        @Test("One answer with a bad checksum is no loss and no event; many in a row are")
        func badChecksums() async throws {
            let module = try await Module("set 4 1").afterStart()
            try module.slave.obey("bad-crc 2")
            while (module.rig.figures.counts[.badChecksums] ?? 0) < 2 { await Task.yield() }
            try module.slave.set(3, true)
            #expect(await module.rig.next() == "door on")
            try module.slave.obey("bad-crc 1000000")
            #expect(await module.rig.next() == "lost module garbled")
            try module.slave.obey("good")
            #expect(await module.rig.next(3) == ["back module", "door on", "loop off"])
        }

        @Test("Noise between polls changes nothing")
        func noise() async throws {
            let module = try await Module("set 4 1").afterStart()
            for _ in 0..<5 { try module.slave.obey("noise") }
            try module.slave.set(3, true)
            #expect(await module.rig.next() == "door on")
        }

        @Test("A slave that refuses, or answers as another, is garbled", arguments: [(4, "good"), (32, "foreign")])
        func garbled(_ inputs: Int, _ mode: String) async throws {
            let module = try Module(inputs: inputs, mode)
            #expect(await module.rig.next() == "lost module garbled")
        }

        @Test("A slave that answers nothing but polls, not even by a refusal, is read all the same")
        func mute() async throws {
            let module = try Module("set 4 1", "mute")
            #expect(await module.rig.next(4) == ["lost module silent", "back module", "door off", "loop off"])
        }

        @Test("A line that goes is a loss; a module that comes to its name is read at once")
        func unplugged() async throws {
            let module = try await Module("set 4 1").afterStart()
            module.slave.kill()
            #expect(await module.rig.next() == "lost module absent")
            module.slave = try ModbusSlave(in: module.folder)
            #expect(await module.rig.next(3) == ["back module", "door off", "loop on"])
            #expect((module.rig.figures.counts[.reopenings] ?? 0) >= 1)
        }

        @Test("A request that nobody answers holds up the end for no longer than its answer time")
        func ends() async throws {
            let module = try Module("stopped")
            let began = ContinuousClock.now
            module.rig.stop()
            #expect(ContinuousClock.now - began < .seconds(2))
            _ = module.folder
        }

        @Test("A speed that libmodbus would silently replace is refused")
        func refused() async throws {
            let module = try Module(baud: 12345)
            #expect(await module.rig.next() == "lost module refused")
        }
    }
}
