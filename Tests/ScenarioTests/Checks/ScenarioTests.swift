import BedsideDomain
import Testing

/// Every scenario, in every world that can play it.
@Suite("Scenarios")
struct ScenarioTests {
    @Test("in the pure table", arguments: try playable(by: .reducer))
    func reducer(file: ScenarioFiles.File) async {
        await judge(file) { try await ScenarioRun<ReducerWorld>.play($0) }
    }

    @Test("in the daemon", arguments: try playable(by: .daemon))
    func daemon(file: ScenarioFiles.File) async {
        await judge(file) { try await ScenarioRun<DaemonWorld>.play($0) }
    }

    /// However time is cut into pieces, every deadline on the way rings at its own moment.
    @Test("in the pure table, with every time passing in pieces", arguments: try playable(by: .reducer))
    func pieces(file: ScenarioFiles.File) async {
        await judge(file) { try await ScenarioRun<ReducerWorld>.play($0.inPieces(of: 7)) }
    }

    /// I7: what the journal gives back is what there was. Calls know nothing that a restart may forget.
    @Test(
        "of calls, in the pure table, with a restart after any line",
        arguments: try playable(by: .reducer, in: "calls/"))
    func restarts(file: ScenarioFiles.File) async {
        await judge(file) { scenario in
            for place in scenario.steps.indices {
                guard let interrupted = scenario.restarted(after: place) else { continue }
                try await ScenarioRun<ReducerWorld>.play(interrupted)
            }
        }
    }

    private static func playable(by runner: Runner, in folder: String = "") throws -> [ScenarioFiles.File] {
        try ScenarioFiles.all().filter { try $0.name.hasPrefix(folder) && runner.canPlay(try $0.read()) }
    }

    private func judge(_ file: ScenarioFiles.File, _ play: (Scenario) async throws -> Void) async {
        do {
            try await play(try file.read())
        } catch {
            Issue.record("\(error)", sourceLocation: file.location(of: error))
        }
    }
}

extension Scenario {
    /// The same, with every `+TIME` as many short ones.
    fileprivate func inPieces(of seconds: Int64) -> Scenario {
        var pieces = self
        pieces.steps = steps.flatMap { step -> [Step] in
            guard case .pass(let time) = step.command else { return [step] }
            var left = time.milliseconds
            var steps: [Step] = []
            while left > 0 {
                let piece = min(left, seconds * 1000)
                left -= piece
                steps.append(Step(line: step.line, text: step.text, command: .pass(.milliseconds(piece))))
            }
            return steps
        }
        return pieces
    }

    /// The same, with a restart after a line; nil where there can be none.
    fileprivate func restarted(after place: Int) -> Scenario? {
        // An act and the refusal of it belong together.
        let next = steps.dropFirst(place + 1).first
        if case .expect(.refused)? = next?.command { return nil }
        var interrupted = self
        let text = "restart (put in after: \(steps[place].text))"
        interrupted.steps.insert(
            Step(line: steps[place].line, text: text, command: .restart(Start())), at: place + 1)
        return interrupted
    }
}
