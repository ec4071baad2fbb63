import CPosix
import Glibc
import Synchronization
import Testing

@testable import BedsideDevices

/// An edge as the kernel's header lays it out is an edge here.
@Suite("GPIO events") struct GpioEventTests {
    @Test("The bytes of the kernel's structure are read back, also in pieces")
    func layout() {
        var bytes = [UInt8](repeating: 0xFF, count: 96)
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            unsafe bedside_gpio_event(buffer.baseAddress, 1_234_567_890_123, 1, 17, 5, 3)
            unsafe bedside_gpio_event(buffer.baseAddress.map { unsafe $0 + 48 }, 1, 0, 63, 6, 0xFFFF_FFFF)
        }
        let wanted = [
            GpioEvent(nanoseconds: 1_234_567_890_123, isRising: true, line: 17, lineSequence: 3),
            GpioEvent(nanoseconds: 1, isRising: false, line: 63, lineSequence: 0xFFFF_FFFF),
        ]
        var whole = GpioEventParser()
        #expect(whole.feed(bytes[...]) == wanted)
        var pieces = GpioEventParser()
        #expect(bytes.indices.flatMap { pieces.feed(bytes[$0...$0]) } == wanted)
    }

    @Test("A file that is no chip, and a chip that is not there, say so")
    func kernel() {
        #expect(GpioRequests.kernel.take("/dev/null", [0]) == -ENOTTY)
        #expect(GpioRequests.kernel.take("/dev/gpiochip-that-is-not-there", [0]) == -ENOENT)
        #expect(throws: SystemCallError.self) { try GpioRequests.kernel.values(-1, 1).get() }
    }
}

extension HubTests {
    /// Lines of a GPIO chip that the test plays.
    @Suite("Contacts by GPIO") struct GpioContactTests {
        private let chip = FakeChip()

        @Test("All lines are taken in one request, and their levels are read first: a held button is a press")
        func start() async throws {
            chip.set([4])
            let bed = try Bench(chip)
            #expect(await bed.rig.next(4) == ["back pins", "press call 1", "open off", "loop on"])
            #expect(chip.requests == [[4, 9, 7]])
        }

        @Test("Edges are presses and levels")
        func edges() async throws {
            chip.set([7])
            let bed = try Bench(chip)
            #expect(await bed.rig.next(3) == ["back pins", "open off", "loop off"])
            chip.edge(4, true)
            #expect(await bed.rig.next() == "press call 1")
            chip.edge(9, true)
            #expect(await bed.rig.next() == "open on")
            chip.edge(7, false)
            #expect(await bed.rig.next() == "loop on")
            #expect(bed.rig.figures.counts[.gaps] == nil)
        }

        @Test("1 kHz of bouncing is one press and one raise")
        func bounce() async throws {
            let bed = try await Bench(chip).afterStart()
            for _ in 0..<25 {
                chip.edge(4, true)
                chip.edge(9, true)
                chip.edge(4, false)
                chip.edge(9, false)
            }
            chip.edge(9, true)
            #expect(await bed.rig.next(2) == ["press call 1", "open on"])
            chip.edge(7, true)
            #expect(await bed.rig.next() == "loop off")
            #expect(bed.rig.figures.counts[.presses] == 1)
        }

        @Test("A gap in line_seqno is counted, a button was pressed in it, and all lines are read again")
        func gap() async throws {
            let bed = try await Bench(chip).afterStart()
            // The press is lost, its release comes.
            chip.edge(4, true, isTold: false)
            chip.edge(4, false)
            #expect(await bed.rig.next() == "press call 1")
            #expect(bed.rig.figures.counts[.gaps] == 1)
            // Another line closed, and only the reading tells.
            chip.set([9])
            chip.edge(7, true, isTold: false)
            chip.edge(7, false)
            #expect(await bed.rig.next() == "open on")
            #expect(bed.rig.figures.counts[.gaps] == 2)
        }

        @Test("The reading once in each supervision time finds an edge that nobody told")
        func probe() async throws {
            let bed = try await Bench(chip, supervision: .milliseconds(20)).afterStart()
            chip.set([9])
            #expect(await bed.rig.next() == "open on")
        }

        @Test("A chip that no longer answers is lost, and is seen again when it does")
        func loss() async throws {
            let bed = try await Bench(chip, supervision: .milliseconds(20)).afterStart()
            chip.fail(ENODEV)
            #expect(await bed.rig.next() == "lost pins absent")
            chip.set([4])
            chip.fail(0)
            #expect(await bed.rig.next(4) == ["back pins", "press call 1", "open off", "loop on"])
            #expect(bed.rig.figures.counts[.reopenings] == 1)
        }

        @Test("A chip that ends its lines is lost at once")
        func hangUp() async throws {
            let bed = try await Bench(chip).afterStart()
            chip.hangUp()
            #expect(await bed.rig.next() == "lost pins absent")
        }

        @Test("Lines that another program has are refused", arguments: [EBUSY, EACCES, EPERM, EINVAL])
        func refused(number: Int32) async throws {
            chip.fail(number)
            let bed = try Bench(chip)
            #expect(await bed.rig.next() == "lost pins refused")
            #expect(bed.rig.figures.state == .refused)
        }
    }
}

/// A chip at a path, with a button at line 4, a contact at 9 and a loop at 7.
private final class Bench {
    let folder: Folder
    let rig: ContactRig

    init(_ chip: FakeChip, supervision: Duration = .seconds(10)) throws {
        folder = try Folder()
        try folder.link("gpiochip0", to: "/dev/null")
        let path = try SerialPath(folder.path + "/gpiochip0")
        let input = try ContactInput(
            "pins", .gpio(chip: path), supervision: supervision, try ContactPoint("call", .line(4)),
            try ContactPoint("open", .line(9), .normallyOpen), try ContactPoint("loop", .line(7), .normallyClosed))
        rig = try ContactRig(
            input, GpioContactLine(input: input, requests: chip.answers) { try PathNodeFinder(path: path) })
    }

    /// After the first opening, at which nothing is pressed.
    func afterStart() async -> Bench {
        _ = await rig.next(3)
        return self
    }
}

/// A GPIO chip: values by line, and edges through a pipe, in the kernel's own structure.
private final class FakeChip: Sendable {
    private struct State {
        var closed: Set<UInt32> = []
        var requests: [[UInt32]] = []
        var sequences: [UInt32: UInt32] = [:]
        var writing: Int32 = -1
        var failure: Int32 = 0
    }

    private let state = Mutex(State())

    deinit { hangUp() }

    var requests: [[UInt32]] { state.withLock { $0.requests } }

    /// The lines that are 1 from now on, without an edge.
    func set(_ lines: Set<UInt32>) { state.withLock { $0.closed = lines } }

    /// Every further request fails so; 0: no more.
    func fail(_ number: Int32) { state.withLock { $0.failure = number } }

    func edge(_ line: UInt32, _ isRising: Bool, isTold: Bool = true) {
        state.withLock { state in
            if isRising { state.closed.insert(line) } else { state.closed.remove(line) }
            state.sequences[line, default: 0] += 1
            guard isTold else { return }
            var bytes = [UInt8](repeating: 0, count: 48)
            let now = UInt64(bedside_monotonic_microseconds()) * 1000
            unsafe bytes.withUnsafeMutableBufferPointer { buffer in
                unsafe bedside_gpio_event(
                    buffer.baseAddress, now, isRising ? 1 : 0, line, 0, state.sequences[line] ?? 0)
            }
            _ = unsafe bytes.withUnsafeBytes { unsafe bedside_write(state.writing, $0.baseAddress, $0.count) }
        }
    }

    func hangUp() {
        state.withLock { state in
            if state.writing >= 0 { _ = close(state.writing) }
            state.writing = -1
        }
    }

    var answers: GpioRequests {
        GpioRequests(
            take: { _, lines in
                self.hangUp()
                return self.state.withLock { state in
                    guard state.failure == 0 else { return -state.failure }
                    state.requests.append(lines)
                    state.sequences = [:]
                    var reading: Int32 = -1
                    let result = unsafe bedside_pipe(&reading, &state.writing)
                    guard result == 0 else { return result }
                    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
                    return reading
                }
            },
            values: { _, _ in
                self.state.withLock { state in
                    guard state.failure == 0 else {
                        return .failure(SystemCallError(call: "values", number: state.failure))
                    }
                    let lines = state.requests.last ?? []
                    return .success(
                        lines.enumerated().reduce(0) {
                            $0 | (state.closed.contains($1.element) ? 1 << UInt64($1.offset) : 0)
                        })
                }
            })
    }
}
