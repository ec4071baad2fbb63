import BedsideDevices
import BedsideDomain
import Foundation
import Testing

extension HubTests {
    /// The hub with real ptys in the place of serial scanners, plugged in both ways.
    @Suite struct ScannerHubTests {
        @Test func aScannerIsPluggedInReadUnpluggedAndPluggedInAgain() async throws {
            let rig = try HubRig("desk")
            #expect(rig.state() == "absent")
            for round in 1...3 {
                let line = try VirtualLine()
                try rig.folder.link("desk", to: line.node)
                #expect(await rig.next() == "+desk")
                #expect(rig.state() == "present")
                line.send("round \(round)\r\n")
                #expect(await rig.next() == "desk 'round \(round)'")
                try rig.folder.remove("desk")
                #expect(await rig.next() == "-desk removed")
                #expect(rig.state() == "absent")
            }
            let status = rig.hub.snapshot()[0]
            #expect(status.scans == 3 && status.faults == 0 && status.attachments == 3)
            #expect(status.lastScanTime == Timestamp(milliseconds: 7) && status.lastScan != nil)
        }

        @Test func whatIsThereAtTheStartIsFound() async throws {
            let line = try VirtualLine()
            let folder = try Folder()
            try folder.link("desk", to: line.node)
            let hub = try ScannerHub(
                configuration: [
                    ScannerConfiguration(
                        name: try ScannerName("desk"), match: .serialPath(try SerialPath(folder.path + "/desk")))
                ], wallClock: { Timestamp(milliseconds: 0) })
            var events = hub.events.makeAsyncIterator()
            guard case .attached(let info) = await events.next() else {
                Issue.record("not attached")
                return
            }
            #expect(info.node == folder.path + "/desk" && info.kind == .serial)
            hub.stop()
            guard case .detached(_, .stopped) = await events.next() else {
                Issue.record("not detached")
                return
            }
            #expect(await events.next() == nil)
        }

        @Test func theLineNeverEchoes() async throws {
            let rig = try HubRig("desk")
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            line.send("abc\r")
            #expect(await rig.next() == "desk 'abc'")
            #expect(line.echoed() == -11)
        }

        @Test func unpluggedInTheMiddleReportsThePartAndGluesNothing() async throws {
            let rig = try HubRig("desk")
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            // In one write, so that the part was read when the first scan is told: a pty forgets what nobody has read.
            line.send("1\r690123")
            #expect(await rig.next() == "desk '1'")
            line.unplug()
            #expect(await rig.next() == "desk !unplugged")
            #expect(await rig.next() == "-desk unplugged")
            let second = try VirtualLine()
            try rig.folder.relink("desk", to: second.node)
            #expect(await rig.next() == "+desk")
            second.send("4567892\r")
            #expect(await rig.next() == "desk '4567892'")
        }

        @Test func aPathThatMeansAnotherDeviceIsReopened() async throws {
            let rig = try HubRig("desk")
            let (first, second) = (try VirtualLine(), try VirtualLine())
            try rig.folder.link("desk", to: first.node)
            #expect(await rig.next() == "+desk")
            first.send("half")
            first.send("\t")
            #expect(await rig.next() == "desk 'half'")
            try rig.folder.relink("desk", to: second.node)
            #expect(await rig.next() == "-desk replaced")
            #expect(await rig.next() == "+desk")
            first.send("old\r")
            second.send("new\r")
            #expect(await rig.next() == "desk 'new'")
        }

        @Test func foldersOnTheWayMayComeAndGo() async throws {
            let rig = try HubRig("desk", subfolder: "/by-id/here")
            let line = try VirtualLine()
            let deep = rig.folder.path + "/by-id/here"
            for _ in 1...3 {
                try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
                try rig.folder.link("by-id/here/desk", to: line.node)
                #expect(await rig.next() == "+desk")
                try rig.folder.remove("by-id")
                #expect(await rig.next() == "-desk removed")
            }
        }

        @Test func aLinkMayDangleBeforeItsTargetComes() async throws {
            let rig = try HubRig("desk")
            let line = try VirtualLine()
            try rig.folder.link("desk", to: rig.folder.path + "/later")
            try rig.folder.link("later", to: line.node)
            #expect(await rig.next() == "+desk")
            try rig.folder.remove("later")
            #expect(await rig.next() == "-desk removed")
            try rig.folder.link("later", to: line.node)
            #expect(await rig.next() == "+desk")
        }

        @Test func lengthIsLimitedTo4096Bytes() async throws {
            let rig = try HubRig("desk")
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            let longest = String(repeating: "7", count: 4096)
            line.send(longest + "\r")
            #expect(await rig.next() == "desk '\(longest)'")
            line.send(longest + "7\rnext\r")
            #expect(await rig.next() == "desk !too-long")
            #expect(await rig.next() == "desk 'next'")
            let status = rig.hub.snapshot()[0]
            #expect(status.faults == 1 && status.lastFault == .tooLong)
        }

        @Test func twoScannersNeverMix() async throws {
            let rig = try HubRig("left", "right", framing: try ScanFraming(idleGap: .seconds(10)))
            let (left, right) = (try VirtualLine(), try VirtualLine())
            try rig.folder.link("left", to: left.node)
            #expect(await rig.next() == "+left")
            try rig.folder.link("right", to: right.node)
            #expect(await rig.next() == "+right")
            var told: [String] = []
            for index in 0..<50 {
                for (a, b) in zip("LEFT\(index)\r", "R1GHT\(index)\r") {
                    left.send(String(a))
                    right.send(String(b))
                }
                if "R1GHT\(index)\r".count > "LEFT\(index)\r".count { right.send("\r") }
                for _ in 0..<2 { told.append(await rig.next() ?? "") }
            }
            #expect(told.filter { $0.hasPrefix("left") } == (0..<50).map { "left 'LEFT\($0)'" })
            #expect(told.filter { $0.hasPrefix("right") } == (0..<50).map { "right 'R1GHT\($0)'" })
        }

        @Test func silenceEndsAScanWhereNoEndingIsConfigured() async throws {
            let rig = try HubRig("desk", framing: try ScanFraming(endings: [], idleGap: .milliseconds(20)))
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            line.send("4006381333931")
            #expect(await rig.next() == "desk '4006381333931'")
        }

        @Test func silenceInTheMiddleIsReported() async throws {
            let rig = try HubRig("desk", framing: try ScanFraming(idleGap: .milliseconds(20)))
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            line.send("400638")
            #expect(await rig.next() == "desk !incomplete")
        }

        @Test func aFileThatIsNoLineIsShownAndLeftAlone() async throws {
            let rig = try HubRig("desk", "other")
            try Data("scan\r".utf8).write(to: URL(fileURLWithPath: rig.folder.path + "/desk"))
            let line = try VirtualLine()
            try rig.folder.link("other", to: line.node)
            #expect(await rig.next() == "+other")
            guard case .failed(let reason) = rig.hub.snapshot()[0].state else {
                Issue.record("not shown as failed")
                return
            }
            #expect(reason.contains("not a serial line"))
            // Once it is a line, it is read.
            try rig.folder.relink("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            #expect(rig.state() == "present")
        }

        @Test func whenTheQueueIsFullTheNewestAreDroppedAndTold() async throws {
            let rig = try HubRig("desk")
            let line = try VirtualLine()
            try rig.folder.link("desk", to: line.node)
            #expect(await rig.next() == "+desk")
            let (room, sent) = (8_192, 8_400)
            for index in 0..<sent { line.send("\(index)\r") }
            // All are decoded before the first is taken.
            while rig.hub.snapshot()[0].scans < sent { await Task.yield() }
            for index in 0..<room { #expect(await rig.next() == "desk '\(index)'") }
            #expect(await rig.next() == "desk !queue-full")
            line.send("after\r")
            #expect(await rig.next() == "desk 'after'")
            #expect(rig.hub.snapshot()[0].lastFault == .queueFull)
        }

        @Test func noDescriptorLeaksOver200Replugs() async throws {
            let before = try openDescriptors()
            do {
                let rig = try HubRig("desk")
                for round in 0..<200 {
                    let line = try VirtualLine()
                    try rig.folder.relink("desk", to: line.node)
                    #expect(await rig.next() == "+desk")
                    line.send("1\r690")
                    #expect(await rig.next() == "desk '1'")
                    if round.isMultiple(of: 2) { line.unplug() } else { try rig.folder.remove("desk") }
                    #expect(await rig.next()?.hasPrefix("desk !unplugged") == true)
                    #expect(await rig.next()?.hasPrefix("-desk ") == true)
                }
                // The hub's own four: epoll, eventfd, inotify, and at most one device that is just being closed.
                #expect(try openDescriptors() <= before + 4)
                rig.hub.stop()
            }
            #expect(try openDescriptors() == before)
        }

        @Test func atRestTheThreadSleeps() async throws {
            let known = try threads()
            let resting = try HubRig("desk")
            let line = try VirtualLine()
            try resting.folder.link("desk", to: line.node)
            #expect(await resting.next() == "+desk")
            line.send("1\r")
            #expect(await resting.next() == "desk '1'")
            let thread = try #require(try threads().subtracting(known).first { try name(of: $0) == "devices" })
            // Another hub measures the time: scans that silence ends.
            let clock = try HubRig("clock", framing: try ScanFraming(endings: [], idleGap: .milliseconds(50)))
            let other = try VirtualLine()
            try clock.folder.link("clock", to: other.node)
            #expect(await clock.next() == "+clock")
            // The first of them let the thread finish what it did before, also on a busy machine.
            var before: [Substring] = []
            for round in 0..<8 {
                if round == 3 { before = try switches(of: thread) }
                other.send("x")
                #expect(await clock.next() == "clock 'x'")
            }
            #expect(try switches(of: thread) == before)
        }
    }
}

private func threads() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task"))
}

private func name(of thread: String) throws -> String {
    try String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8).trimmingCharacters(in: .newlines)
}

/// How often the thread went to sleep or was sent to sleep.
private func switches(of thread: String) throws -> [Substring] {
    try String(contentsOfFile: "/proc/self/task/\(thread)/status", encoding: .utf8).split(separator: "\n")
        .filter { $0.contains("ctxt_switches") }
}
