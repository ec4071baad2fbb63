import BedsideDomain

/// Plays a scenario in a world, line by line, until something is not as it says.
struct ScenarioRun<World: ScenarioWorld> {
    let scenario: Scenario
    let world: World
    /// Why the last act was not done, until a line has expected it.
    private var refusal: (reason: AlarmRefusal, line: Int)?
    private var memory = WardMemory()

    /// Where and why a scenario failed, and what there was to see.
    struct Failure: Error, CustomStringConvertible {
        let file: String
        let line: Int
        let text: String
        let reason: String
        let state: String

        var description: String { "\(file):\(line): \(text)\n  \(reason)\n\(state)" }
    }

    static func play(_ scenario: Scenario) async throws {
        let world = try await World(scenario)
        var run = ScenarioRun(scenario: scenario, world: world)
        do {
            for step in scenario.steps { try await run.play(step) }
            try await run.finish()
        } catch {
            await world.end()
            throw error
        }
        await world.end()
    }

    private init(scenario: Scenario, world: World) {
        self.scenario = scenario
        self.world = world
    }

    private func finish() async throws {
        guard let refusal else { return }
        try await fail(at: nil, refusal)
    }

    private mutating func play(_ step: Scenario.Step) async throws {
        do {
            if case .expect(.refused(let reason)) = step.command {
                guard refusal?.reason == reason else {
                    throw ScenarioFailure("refused: \(refusal?.reason.rawValue ?? "nothing")")
                }
                refusal = nil
                return
            }
            if let refusal { return try await fail(at: step, refusal) }
            if case .expect(let expectation) = step.command {
                let view = try await world.look()
                if let reason = WardCheck(view: view, memory: memory).complaint(expectation) {
                    throw ScenarioFailure(reason)
                }
                return
            }
            try await perform(step)
            if isLooking { memory.see(try await world.look()) }
            try await checkAudit()
        } catch let failure as ScenarioFailure {
            try await fail(at: step, failure.description)
        }
    }

    /// Nothing may ever be open without a deadline; only a scenario that breaks the timer may see it.
    private func checkAudit() async throws {
        guard isLooking, !scenario.needs.contains(.timer) else { return }
        let findings = try await world.look().audit
        guard let first = findings.first else { return }
        throw ScenarioFailure("the audit finds \(findings.count), the first \(first.word.rawValue)")
    }

    private var isLooking = true

    private mutating func perform(_ step: Scenario.Step) async throws {
        switch step.command {
        case .press(let point, let times): for _ in 0..<times { try await world.press(point) }
        case .contact(let point, let isActive): try await world.contact(point, isActive: isActive)
        case .cancel(let place): try await world.cancel(at: place)
        case .battery(let place, let isLow): try await world.battery(at: place, isLow: isLow)
        case .input(let name, let isSeen): try await world.input(name, isSeen: isSeen)
        case .point(let point, let isSeen): try await world.point(point, isSeen: isSeen)
        case .stranger(let input): try await world.stranger(at: input)
        case .act(let act, let nurse, let place):
            refusal = try await world.act(act, by: nurse, at: place).map { ($0, step.line) }
        case .screen(let name, let behaviour): try await world.screen(name, behaviour)
        case .die:
            try await world.die()
            isLooking = false
        case .start(let start):
            try await world.start(start)
            isLooking = true
        case .restart(let start):
            try await world.die()
            try await world.start(start)
        case .clock(let step): try await world.stepClock(by: step)
        case .journal(let condition): try await world.journal(condition)
        case .timer(let isAlive): try await world.timer(isAlive: isAlive)
        case .probe: try await world.probe()
        case .pass(let time): try await world.pass(time)
        case .expect: break
        }
    }

    private func fail(at step: Scenario.Step?, _ refusal: (reason: AlarmRefusal, line: Int)) async throws {
        try await fail(
            at: step, "line \(refusal.line) was refused (\(refusal.reason.rawValue)), and no line after it expects that"
        )
    }

    private func fail(at step: Scenario.Step?, _ reason: String) async throws {
        var state = "  (nothing can be seen)"
        if isLooking {
            do { state = WardTable.text(try await world.look()) } catch { state = "  (\(error))" }
        }
        let last = step ?? scenario.steps.last
        throw Failure(
            file: scenario.file, line: last?.line ?? 1, text: last?.text ?? "", reason: reason, state: state)
    }
}
