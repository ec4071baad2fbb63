import Testing

/// The house as it stands keeps its rules.
@Suite("The house")
struct HouseTests {
    @Test("each room imports only what its row of the table names")
    func imports() throws { report(try Project.sources().flatMap(importViolations)) }

    @Test("no public, no traps, no dropped errors, no printing libraries")
    func words() throws { report(try Project.sources().flatMap(wordViolations)) }

    @Test("promises that the compiler cannot check carry their proof")
    func promises() throws { report(try Project.sources().flatMap(uncheckedViolations)) }

    @Test("files are short, programs shorter")
    func lengths() throws { report(try Project.everything().flatMap(lengthViolations)) }

    @Test("nothing unfinished and no path of one machine")
    func remnants() throws { report(try Project.everything().flatMap(remnantViolations)) }

    @Test("the top level")
    func topLevel() throws { report(topLevelViolations(try Project.topLevel())) }

    @Test("rooms, guards, C modules and programs have their shape")
    func rooms() throws { report(roomViolations(try Project.sources())) }

    @Test("the checks look at real files")
    func looks() throws {
        #expect(try Project.sources().contains { $0.path == "Sources/BedsideDomain/Basics/Money.swift" })
        #expect(try Project.everything().contains { $0.path == "Tests/ArchitectureTests/HouseTests.swift" })
        #expect(try Project.everything().contains { $0.path == "Package.swift" })
    }

    private func report(_ violations: [Violation]) {
        for violation in violations { Issue.record("\(violation)") }
    }
}
