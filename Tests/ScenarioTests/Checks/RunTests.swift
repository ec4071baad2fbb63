import Testing

/// The runner itself goes red when it must, and tells enough.
@Suite("Playing a scenario")
struct RunTests {
    @Test("a wrong expectation fails with file, line, what there is, and the whole ward")
    func table() async throws {
        let failure = try #require(await play("press call 12\n+2m\nexpect escalated level 3"))
        #expect(failure.hasPrefix("some/file:4: expect escalated level 3\n  it is: level 2\n"))
        #expect(failure.contains("the ward at 2026-03-02 08:02"))
        #expect(failure.contains("call 12  unacked  2      -    1       2m      2m      desk"))
        #expect(failure.contains("screen desk: live, proven 0s ago"))
        #expect(failure.contains("sound: call level 2"))
        #expect(failure.contains("patient 12 sees called"))
    }

    @Test(
        "what is not so is told",
        arguments: [
            ("expect call 12 closed", "it never was open"), ("press call 12\nexpect closed", "it is unacked"),
            ("press call 12\ncancel 12\nexpect open", "it is closed"),
            ("press call 12\ncancel 12\nexpect absent", "there was one"),
            ("press call 12\nexpect acked", "it is: unacked"),
            ("press call 12\naccept call 12 by nurse A\nexpect acked by nurse B", "it is: A"),
            ("press call 12\nexpect sound none", "the sound is call"),
            ("expect sound call", "the sound is none"),
            ("press call 12\nexpect sound call level 2", "it is: level 1"),
            ("press call 12\nexpect list empty", "the list is: call 12"),
            ("press call 12\n+1s\npress call 13\nexpect list call 13, call 12", "the list is: call 12, call 13"),
            ("press call 12\nexpect patient 12 sees accepted", "it is: called"),
            ("press call 12\nexpect due in 1m", "it is: due in 2m"),
            ("press call 12\nexpect raised 2 times", "it is: raised 1 times"),
            ("press call 12\nexpect asks corridor", "it asks desk"),
            ("expect screen desk lost", "it is: live"), ("expect screen other live", "there is no screen other"),
            ("expect path to desk not proven", "proven 0s ago"), ("expect folded 1", "it is: 0"),
            ("expect audit finds call 12 unarmed", "the audit finds nothing"),
            ("expect restart note", "it is: no note"), ("expect recorded 1 alarms", "it is: 0"),
            ("expect recorded call 12 open", "there is no record of call 12"),
            ("expect paused for 1m", "it is: 0s"),
        ])
    func differences(text: String, reason: String) async throws {
        let failure = try #require(await play(text))
        #expect(failure.contains("\n  \(reason)") || failure.contains(reason), "\(failure)")
    }

    @Test(
        "a refusal that nobody expected fails, and so does one that did not come",
        arguments: [
            ("press call 12\nattend call 12 by nurse A at screen\nexpect open", "line 3 was refused (only-at-the-bed)"),
            ("expect list empty\npress call 12\nattend call 12 by nurse A at screen", "line 4 was refused"),
            ("press call 12\naccept call 12 by nurse A\nexpect refused because taken", "refused: nothing"),
            (
                "press call 12\nattend call 12 by nurse A at screen\nexpect refused because taken",
                "refused: only-at-the-bed"
            ),
        ])
    func refusals(text: String, reason: String) async throws {
        let failure = try #require(await play(text))
        #expect(failure.contains(reason), "\(failure)")
    }

    @Test(
        "what cannot be done fails",
        arguments: [
            ("terminal dies\nexpect list empty", "the terminal is dead"),
            ("terminal dies\npress call 12\nexpect open", "the terminal is dead"),
            ("terminal starts\nexpect list empty", "runs already"),
            ("screen other freezes\nexpect list empty", "there is no screen other"),
            ("accept call 12 by nurse A\nexpect acked", "there never was an alarm call 12"),
            ("point lost call 12\npress call 12\nexpect open", "nobody can see call 12"),
        ])
    func impossible(text: String, reason: String) async throws {
        let failure = try #require(await play(text))
        #expect(failure.contains(reason), "\(failure)")
    }

    @Test("a world that lacks a journal says so")
    func journal() async throws {
        let failure = try #require(await play("needs journal\njournal fails\nexpect list empty"))
        #expect(failure.contains("reducer has no disk"))
    }

    /// Nil when all was as it says.
    private func play(_ text: String) async throws -> String? {
        let scenario = try ScenarioParser.parse("title: x\n" + text, file: "some/file")
        do {
            try await ScenarioRun<ReducerWorld>.play(scenario)
            return nil
        } catch let failure as ScenarioRun<ReducerWorld>.Failure {
            return failure.description
        }
    }
}
