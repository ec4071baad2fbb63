import Testing

@testable import BedsideDevices

/// What to ask next and what the answers mean.
@Suite("Modbus: poller") struct ModbusPollerTests {
    private static func input(_ numbers: Int..., supervision: Duration = .seconds(10)) throws -> ContactInput {
        let link = ModbusLink(
            path: try SerialPath("/dev/module"), baud: 9600, parity: .none, slave: 1, poll: .milliseconds(50),
            answer: .milliseconds(100))
        let points = try numbers.map { try ContactPoint("p\($0)", .discrete($0), .normallyOpen) }
        return ContactInput(
            name: try InputName("module"), link: .modbus(link), points: points, supervision: supervision)
    }

    private static func poller(supervision: Duration = .seconds(10)) throws -> ModbusPoller {
        var poller = try #require(
            ModbusPoller(input(0, supervision: supervision), answer: .milliseconds(100), at: moment(0)))
        poller.opened(at: moment(0))
        return poller
    }

    @Test("One request reads from the first to the last point, and more than an answer holds is refused")
    func span() throws {
        #expect(
            ModbusSpan(try Self.input(9, 4, 7).points)?.poll == ModbusRequest(function: .inputs, start: 4, count: 6))
        #expect(ModbusSpan(try Self.input(10, 2009).points)?.count == 2000)
        #expect(ModbusSpan(try Self.input(10, 2010).points) == nil)
        #expect(ModbusSpan([]) == nil)
    }

    @Test("After the opening a probe is asked first, then at once a poll; its answer tells that the input is seen")
    func opening() throws {
        var poller = try Self.poller()
        #expect(poller.request(at: moment(0))?.function == .coils)
        #expect(poller.take(.exception, at: moment(1)) == [])
        #expect(poller.isUrgent)
        #expect(poller.request(at: moment(1)) == ModbusRequest(function: .inputs, start: 0, count: 1))
        #expect(poller.take(.inputs([true]), at: moment(2)).map(\.word) == ["back module", "p0 on"])
        #expect(!poller.isUrgent)
    }

    @Test(
        "After any failure a probe must be answered before the next poll, and no kind is asked twice meanwhile",
        arguments: [ModbusAnswer.silent, .garbled, .exception])
    func failure(_ answer: ModbusAnswer) throws {
        var poller = try Self.poller()
        _ = poller.take(.other, at: moment(1))
        _ = poller.take(.inputs([false]), at: moment(2))
        #expect(poller.take(answer, at: moment(3)) == [])
        #expect(poller.request(at: moment(4))?.function == .coils)
        #expect(poller.take(.garbled, at: moment(5)) == [])
        #expect(poller.request(at: moment(5))?.function == .holdingRegisters)
        _ = poller.take(.silent, at: moment(6))
        #expect(poller.request(at: moment(6))?.function == .inputRegisters)
        #expect(poller.take(.exception, at: moment(7)) == [])
        #expect(poller.request(at: moment(7))?.function == .inputs)
        #expect(poller.take(.inputs([false]), at: moment(8)).map(\.word) == ["back module", "p0 off"])
        // The probe that was answered is asked first the next time.
        _ = poller.take(answer, at: moment(9))
        #expect(poller.request(at: moment(9))?.function == .inputRegisters)
    }

    @Test("A slave that answers no probe is left alone until any answer would have come, and then polled")
    func mute() throws {
        var poller = try Self.poller()
        for _ in 0..<3 { _ = poller.take(.silent, at: moment(300)) }
        #expect(poller.request(at: moment(301)) == nil && poller.restEnd == moment(1700))
        #expect(poller.request(at: moment(1700))?.function == .inputs)
        #expect(poller.take(.inputs([true]), at: moment(1701)).map(\.word) == ["back module", "p0 on"])
        // It is known by now: one answer that is missing is no loss.
        #expect(poller.take(.garbled, at: moment(3000)) == [])
        #expect(poller.request(at: moment(3001)) == nil && poller.restEnd == moment(4400))
        #expect(poller.request(at: moment(4400))?.function == .inputs)
        #expect(poller.take(.inputs([true]), at: moment(4401)) == [])
    }

    @Test("Three failures in a row are a loss; a good answer in between begins anew")
    func losses() throws {
        var poller = try Self.poller()
        var told: [String] = []
        func take(_ answers: ModbusAnswer...) {
            for answer in answers { told += poller.take(answer, at: moment(5)).map(\.word) }
        }
        take(.exception, .inputs([false]))
        take(.silent, .silent, .exception, .inputs([false]), .silent, .silent)
        #expect(told == ["back module", "p0 off"])
        take(.silent, .garbled, .silent)
        #expect(told.dropFirst(2) == ["lost module silent"])
        take(.exception, .inputs([true]))
        #expect(told.dropFirst(3) == ["back module", "p0 on"])
        take(.exception, .exception, .exception, .exception, .exception)
        #expect(told.dropFirst(5) == ["lost module garbled"])
        take(.gone)
        #expect(told.dropFirst(6) == ["lost module absent"])
    }

    @Test("No good answer within the supervision time is a loss, also with few requests")
    func supervision() throws {
        var poller = try Self.poller(supervision: .seconds(2))
        _ = poller.take(.exception, at: moment(0))
        _ = poller.take(.inputs([false]), at: moment(1))
        #expect(poller.deadline == moment(2001))
        #expect(poller.expire(at: moment(2000)) == [])
        #expect(poller.expire(at: moment(2001)).map(\.word) == ["lost module silent"])
        #expect(poller.expire(at: moment(9000)) == [] && poller.deadline == nil)
    }

    @Test("A raise that was read once before the loss is told before it")
    func raiseBeforeLoss() throws {
        var poller = try Self.poller()
        _ = poller.take(.exception, at: moment(0))
        _ = poller.take(.inputs([false]), at: moment(1))
        #expect(poller.take(.inputs([true]), at: moment(2)) == [])
        #expect(poller.take(.gone, at: moment(3)).map(\.word) == ["p0 on", "lost module absent"])
    }

    @Test("Whatever a slave's delays, no level is told that was not so since the poll was asked", arguments: 0..<300)
    func neverStale(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var poller = try Self.poller()
        var slave = SlowSlave()
        var time = 0.0
        var isActive = false
        for _ in 0..<2000 {
            isActive = Bool.random(using: &random)
            // Delays that stay for a while, around multiples of the time between two requests.
            if Int.random(in: 0..<20, using: &random) == 0 {
                slave.delay = [0, 0, 120, 170, 260, 400][Int.random(in: 0..<6, using: &random)]
                slave.isMute = Int.random(in: 0..<6, using: &random) == 0
            }
            guard let request = poller.request(at: moment(time)) else {
                time += 50
                continue
            }
            let (answer, asked) = slave.ask(request, at: time, level: isActive)
            if case .inputs = answer { #expect(asked == time, "seed \(seed): an answer of \(time - asked) ms ago") }
            time += answer == .silent ? 100 : 5
            _ = poller.take(answer, at: moment(time))
            time += poller.isUrgent ? 0 : 50
        }
        #expect(slave.polls > 20, "seed \(seed)")
    }
}

/// A slave whose answers take their time, as libmodbus with its flush and its checks shows it.
private struct SlowSlave {
    var delay = 0.0
    /// It answers polls and nothing else.
    var isMute = false
    private(set) var polls = 0
    private var onTheWay: [(due: Double, asked: Double, request: ModbusRequest, level: Bool)] = []

    /// What comes within 100 ms, and when it was asked for.
    mutating func ask(_ request: ModbusRequest, at time: Double, level: Bool) -> (ModbusAnswer, asked: Double) {
        onTheWay.removeAll { $0.due < time }
        if !isMute || request.function == .inputs {
            onTheWay.append((max(time + delay, onTheWay.last?.due ?? 0), time, request, level))
        }
        guard let first = onTheWay.first, first.due < time + 100 else { return (.silent, time) }
        onTheWay.removeFirst()
        guard first.request.function == request.function else { return (.garbled, first.asked) }
        guard request.function == .inputs else {
            return (request.function == .coils ? .other : .exception, first.asked)
        }
        polls += 1
        return (.inputs([first.level]), first.asked)
    }
}
