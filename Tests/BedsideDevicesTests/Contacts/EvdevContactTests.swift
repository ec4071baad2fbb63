import Synchronization
import Testing

@testable import BedsideDevices

extension HubTests {
    /// Keys and switches of evdev nodes. The nodes are ptys, and a test answers their requests.
    @Suite("Contacts by evdev") struct EvdevContactTests {
        private let keypad = FakeKeypad()

        @Test("Every opening tells that the input is seen, then every level")
        func levelsAtStart() async throws {
            keypad.set([.switch(5)])
            let bed = try Bed(keypad)
            #expect(await bed.rig.next(4) == ["back keypad", "open off", "loop on", "lid on"])
            #expect(bed.rig.figures.state == .present && bed.rig.figures.heard != nil)
        }

        @Test("A button that is held at the start is a press, and the node is taken when it comes up")
        func pressedAtBoot() async throws {
            keypad.set([.key(30)])
            let bed = try Bed(keypad)
            #expect(await bed.rig.next(2) == ["back keypad", "press call 1"])
            #expect(await bed.rig.next(3) == ["open off", "loop on", "lid off"])
            #expect(keypad.grabs == 0 && keypad.restriction == nil)
            keypad.set([])
            bed.send(.up(30), .report)
            while keypad.restriction == nil { try await breathe() }
            bed.send(.down(31), .report)
            #expect(await bed.rig.next() == "press help 1")
            #expect(keypad.grabs == 1)
            #expect(keypad.restriction == EvdevCodes([.key(30), .key(31), .key(32), .key(33), .switch(5)]))
        }

        @Test("A press is told at once and once; repetitions of a held key are no presses")
        func presses() async throws {
            let bed = try await Bed(keypad).afterStart()
            bed.send(.down(30), .report, KeyEvent(type: 1, code: 30, value: 2), .report, .up(30), .report)
            #expect(await bed.rig.next() == "press call 1")
            bed.send(.down(31), .report)
            #expect(await bed.rig.next() == "press help 1")
            #expect(bed.rig.figures.counts[.presses] == 2)
            bed.send(.down(32), .report, KeyEvent(type: 1, code: 32, value: 2), .report)
            #expect(await bed.rig.next() == "open on")
        }

        @Test("1 kHz of bouncing is one press, one raise and the right level at the end")
        func bounce() async throws {
            let bed = try await Bed(keypad).afterStart()
            for _ in 0..<25 {
                bed.send(
                    .down(30), .down(32), .down(33), .report, .up(30), .up(32), .up(33), .report)
            }
            // The open contact ends closed, the loop ends closed and at rest.
            bed.send(.down(32), .down(33), .report)
            #expect(await bed.rig.next(3) == ["press call 1", "open on", "loop off"])
            bed.send(.down(31), .report)
            #expect(await bed.rig.next() == "press help 1")
        }

        @Test("A loop that opens is a raise; a switch has levels too")
        func loopAndSwitch() async throws {
            keypad.set([.key(33)])
            let bed = try Bed(keypad)
            #expect(await bed.rig.next(4) == ["back keypad", "open off", "loop off", "lid off"])
            // A closed loop holds its key down for ever, which is no reason to wait.
            #expect(keypad.grabs == 1)
            bed.send(.up(33), KeyEvent(type: 5, code: 5, value: 1), .report)
            #expect(await Set(bed.rig.next(2)) == ["loop on", "lid on"])
        }

        @Test("After SYN_DROPPED all contacts are read again")
        func dropped() async throws {
            let bed = try await Bed(keypad).afterStart()
            keypad.set([.key(30), .key(32)])
            bed.send(.dropped, .report)
            #expect(await bed.rig.next(2) == ["press call 1", "open on"])
            #expect(bed.rig.figures.counts[.gaps] == 1)
        }

        @Test("A node that does not tell its state unsays no event")
        func unknownState() async throws {
            keypad.keepSilent()
            let bed = try await Bed(keypad).afterStart()
            bed.send(.down(32), .dropped, .report)
            #expect(await bed.rig.next() == "open on")
        }

        @Test("A release without its press is a press that was lost on the way")
        func releaseAlone() async throws {
            let bed = try await Bed(keypad).afterStart()
            bed.send(.dropped, .up(30), .report)
            #expect(await bed.rig.next() == "press call 1")
        }

        @Test("EBUSY is told as refused, and tried again until the other lets go")
        func heldByAnother() async throws {
            keypad.answer(-16)
            let bed = try Bed(keypad)
            #expect(await bed.rig.next() == "lost keypad refused")
            keypad.answer(0)
            #expect(await bed.rig.next() == "back keypad")
            #expect(bed.rig.figures.state == .present)
        }

        @Test("A point that the device cannot send is told as lost, and nothing is said of its level")
        func missingKey() async throws {
            keypad.canSend([.key(30), .key(31), .key(32), .switch(5)])
            let bed = try Bed(keypad)
            #expect(await bed.rig.next(4) == ["back keypad", "lost loop absent", "open off", "lid off"])
        }

        @Test("A device that no longer answers is lost, without a word of udev")
        func probe() async throws {
            let bed = try Bed(keypad, supervision: .milliseconds(20))
            _ = await bed.rig.next(4)
            keypad.vanish()
            #expect(await bed.rig.next() == "lost keypad absent")
            #expect(bed.rig.figures.state == .absent)
        }

        @Test("Pulled out by its path and plugged in again: lost, back, levels, and a held button is a press")
        func replugByPath() async throws {
            let bed = try await Bed(keypad).afterStart()
            bed.line.unplug()
            try bed.folder.remove("keypad")
            #expect(await bed.rig.next() == "lost keypad absent")
            keypad.set([.key(30), .key(33)])
            let line = try VirtualLine(raw: true)
            try bed.folder.link("keypad", to: line.node)
            #expect(await bed.rig.next(5) == ["back keypad", "press call 1", "open off", "loop off", "lid off"])
            #expect(bed.rig.figures.counts[.reopenings] == 1)
        }

        @Test("A raise that was not old enough when the cable was pulled is a raise")
        func pulledWhileClosing() async throws {
            let bed = try await Bed(keypad, debounce: .milliseconds(100)).afterStart()
            // What was not read yet goes with the cable.
            bed.send(.down(32), .down(31), .report)
            #expect(await bed.rig.next() == "press help 1")
            bed.line.unplug()
            #expect(await bed.rig.next(2) == ["open on", "lost keypad absent"])
        }

        @Test("A node that is not there is told at once and found when it comes; stopping closes everything")
        func absent() async throws {
            let before = try openDescriptors()
            do {
                let folder = try Folder()
                let input = try ContactInput(
                    "keypad", .evdevPath(try SerialPath(folder.path + "/keypad")), try ContactPoint("call", .key(30)))
                let rig = try ContactRig(input, input.line)
                #expect(await rig.next() == "lost keypad absent")
                let line = try VirtualLine(raw: true)
                try folder.link("keypad", to: line.node)
                #expect(await rig.next() == "back keypad")
                rig.stop()
                #expect(await rig.next() == nil)
            }
            #expect(try openDescriptors() == before)
        }
    }
}

/// A keypad at a path, with a button, a help button, a contact, a loop and a switch.
private final class Bed {
    let folder: Folder
    let line: VirtualLine
    let rig: ContactRig

    init(_ keypad: FakeKeypad, supervision: Duration = .seconds(10), debounce: Duration = .milliseconds(30)) throws {
        folder = try Folder()
        line = try VirtualLine(raw: true)
        try folder.link("keypad", to: line.node)
        let path = try SerialPath(folder.path + "/keypad")
        let input = try ContactInput(
            "keypad", .evdevPath(path), supervision: supervision,
            try ContactPoint("call", .key(30), debounce: debounce), try ContactPoint("help", .key(31)),
            try ContactPoint("open", .key(32), .normallyOpen, debounce: debounce),
            try ContactPoint("loop", .key(33), .normallyClosed, debounce: debounce),
            try ContactPoint("lid", .switch(5), .normallyOpen, debounce: debounce))
        rig = try ContactRig(
            input, EvdevContactLine(input: input, requests: keypad.requests) { try PathNodeFinder(path: path) })
    }

    /// After the first opening, at which nothing is pressed.
    func afterStart() async -> Bed {
        _ = await rig.next(4)
        return self
    }

    func send(_ events: KeyEvent...) { line.send(events.flatMap(KeyEventParser.bytes)) }
}

/// Lets others run; ends when the suite's time is over.
private func breathe() async throws {
    try Task.checkCancellation()
    await Task.yield()
}
