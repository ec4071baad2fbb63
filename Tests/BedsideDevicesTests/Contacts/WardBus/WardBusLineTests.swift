import Testing

@testable import BedsideDevices

extension HubTests {
    /// A wireless base through the kernel's real tty layer.
    @Suite("Ward bus: line") struct WardBusLineTests {
        /// A base at a pty, behind a link as udev makes it.
        private final class Base {
            let folder: Folder
            let rig: ContactRig
            var line: VirtualLine?

            init(baud: Int = 9600, supervision: Duration = .seconds(60)) throws {
                folder = try Folder()
                line = try VirtualLine()
                try folder.link("base", to: line?.node ?? "")
                let path = try SerialPath(folder.path + "/base")
                let input = try ContactInput(
                    "base", .wirelessBase(path, baud: baud), supervision: supervision,
                    ContactPoint("call", .station(WardBusBytes.bed1, .call), debounce: .zero),
                    ContactPoint("help", .station(WardBusBytes.bed2, .help), debounce: .zero))
                rig = try ContactRig(input, input.line)
            }

            func send(_ bytes: [UInt8]) { line?.send(bytes) }
        }

        @Test(
            "Calls come through, also around garbage; a help call is confirmed on the line; unknown stations are told")
        func calls() async throws {
            let base = try Base()
            #expect(await base.rig.next() == "back base")
            base.send([0xEE, 0xFF] + WardBusBytes.frame(WardBusBytes.bed1, 0x05))
            #expect(await base.rig.next() == "press call 1")
            base.send(WardBusBytes.frame(WardBusBytes.bed2, 0x09))
            #expect(await base.rig.next() == "press help 1")
            #expect(base.line?.received(7) == WardBusBytes.frame(WardBusBytes.host, 0x23, to: WardBusBytes.bed2))
            base.send(WardBusBytes.frame(WardBusBytes.elsewhere, 0x05))
            #expect(await base.rig.next() == "stranger base")
            let figures = base.rig.figures
            #expect(figures.counts[.frames] == 3 && figures.counts[.ignoredBytes] == 2 && figures.heard != nil)
        }

        @Test("A cable that is pulled is a loss; a new one at the same name is read at once")
        func unplugged() async throws {
            let base = try Base()
            #expect(await base.rig.next() == "back base")
            base.line?.unplug()
            #expect(await base.rig.next() == "lost base absent")
            let new = try VirtualLine()
            try base.folder.relink("base", to: new.node)
            #expect(await base.rig.next() == "back base")
            base.line = new
            base.send(WardBusBytes.frame(WardBusBytes.bed1, 0x05))
            #expect(await base.rig.next() == "press call 1")
            #expect((base.rig.figures.counts[.reopenings] ?? 0) >= 1)
        }

        @Test("A base that says nothing is lost, and seen again at its next frame")
        func silent() async throws {
            let base = try Base(supervision: .milliseconds(300))
            #expect(await base.rig.next(2) == ["back base", "lost base silent"])
            base.send(WardBusBytes.frame(WardBusBytes.bed1, 0x05))
            #expect(await base.rig.next(2) == ["back base", "press call 1"])
        }

        @Test("A speed that no line has is refused, and the thread still ends")
        func refused() async throws {
            let base = try Base(baud: 12345)
            #expect(await base.rig.next() == "lost base refused")
            base.rig.stop()
            #expect(await base.rig.next() == nil)
        }
    }
}

extension VirtualLine {
    /// The next bytes that the line sends, as many as asked for; waits for them.
    func received(_ count: Int) -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count, let part = receive(atMost: count - all.count) { all += part }
        return all
    }
}
