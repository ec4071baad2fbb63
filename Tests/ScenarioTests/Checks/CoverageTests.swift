import Testing

/// The files as a whole: nothing is left unplayed, and no word of the language is there for nothing.
@Suite("The scenarios' files")
struct CoverageTests {
    @Test("each can be played by at least one runner, and these by one only")
    func runners() throws {
        var alone: [String: Runner] = [:]
        for file in try ScenarioFiles.all() {
            let scenario = try file.read()
            let runners = Runner.allCases.filter { $0.canPlay(scenario) }
            #expect(!runners.isEmpty, "nobody can play \(file)")
            if runners.count == 1 { alone[file.name] = runners.first }
        }
        #expect(
            alone == [
                "technical/timer-dies": .reducer, "journal/fails": .daemon, "journal/is-slow": .daemon,
                "ihe/aars-4": .daemon, "technical/standing": .reducer, "technical/out-of-service": .reducer,
            ])
    }

    @Test("titles are all different")
    func titles() throws {
        let titles = try ScenarioFiles.all().map { try $0.read().title }
        #expect(titles.count > 90)
        #expect(Set(titles).count == titles.count)
    }

    /// The scenarios of IHE's "Distributed Alert Systems - SDC Use Cases" (2022-03-23) for a DAS without a smart alert
    /// system, and of the two use cases of DEV.SDPi.
    @Test(
        "IHE's scenarios are all there, by their numbers",
        arguments: ["1", "2", "3", "4", "4.1", "5"].map { ("das-\($0)", "DAS \($0):") }
            + ["1", "1.1", "2", "3", "4", "4.1", "5", "5.1"].map { ("alarm-\($0)", "DAS alarm \($0):") }
            + (1...4).flatMap { [("acns-\($0)", "ACNS .\($0):"), ("aars-\($0)", "AARS .\($0):")] })
    func ihe(name: String, title: String) throws {
        let file = try #require(try ScenarioFiles.all().first { $0.name == "ihe/\(name)" })
        #expect(try file.read().title.hasPrefix(title))
    }

    @Test("every word of the language is used")
    func words() throws {
        let lines = try ScenarioFiles.all().flatMap { try $0.read().steps.map(\.text) }
        let expectations = lines.filter { $0.hasPrefix("expect ") }
        for form in ScenarioParser.commandForms {
            #expect(lines.contains { $0.hasPrefix(form.phrase) }, "nobody uses: \(form.text)")
        }
        for form in wardForms {
            #expect(expectations.contains { $0.hasPrefix("expect " + form.phrase) }, "nobody uses: expect \(form.text)")
        }
        for form in stateForms {
            #expect(
                expectations.contains { $0.hasSuffix(" " + form.phrase) || $0.contains(" \(form.phrase) ") },
                "nobody uses: expect \(form.text)")
        }
    }
}
