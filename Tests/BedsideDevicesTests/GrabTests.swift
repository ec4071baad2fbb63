import BedsideDomain
import Synchronization
import Testing

@testable import BedsideDevices

extension HubTests {
    /// When an evdev node is taken: the requests are answered by the test, because no emulation of a node does.
    @Suite struct GrabTests {
        @Test("A wedge is grabbed only when no key is down")
        func grabWaitsForTheKey() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let node = FakeNode(down: [28])
            let rig = try HubRig(wedges: ["desk": "A"], plug, evdev: node.requests)
            plug.add(.wedge(port: 1, serial: "A", node: line.node))
            try await rig.waitFor("key-held")
            #expect(node.grabs == 0)
            // The Enter that was held comes up and belongs to nobody; then the node is ours.
            node.release()
            line.send(KeyScript("0 +1\n0 -1\n0 -ENTER").bytes)
            #expect(await rig.next() == "+desk")
            #expect(node.grabs == 1 && rig.state() == "present")
            line.type("7")
            #expect(await rig.next() == "desk '7'")
        }

        @Test("EBUSY is told as: another program holds it")
        func aNodeThatAnotherProgramGrabbed() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let node = FakeNode(answer: -16)
            let rig = try HubRig(wedges: ["desk": "A"], plug, evdev: node.requests)
            let device = UdevDevice.wedge(port: 1, serial: "A", node: line.node)
            plug.add(device)
            try await rig.waitFor("held-by-another-program")
            #expect(rig.hub.snapshot()[0].state.sentence == "another program holds it")
            // Tried again by itself, and taken as soon as the other lets go.
            node.letGo()
            #expect(await rig.next() == "+desk")
            #expect(rig.state() == "present")
        }
    }
}

/// The answers of an evdev node.
private final class FakeNode: Sendable {
    private struct State {
        var down: [UInt16]
        var answer: Int32
        var grabs = 0
    }

    private let state: Mutex<State>

    init(down: [UInt16] = [], answer: Int32 = 0) { state = Mutex(State(down: down, answer: answer)) }

    var grabs: Int { state.withLock { $0.grabs } }
    func release() { state.withLock { $0.down = [] } }
    func letGo() { state.withLock { $0.answer = 0 } }

    var requests: EvdevRequests {
        EvdevRequests(
            keysDown: { _ in
                var bits = [UInt8](repeating: 0, count: 96)
                for code in self.state.withLock({ $0.down }) { bits[Int(code) / 8] |= 1 << UInt8(code % 8) }
                return bits
            },
            grab: { _ in
                self.state.withLock { state in
                    state.grabs += 1
                    return state.answer
                }
            })
    }
}

extension HubRig {
    /// Until a scanner's state is this one; the suite's time limit ends a wait in vain.
    func waitFor(_ state: String) async throws {
        while self.state() != state {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
