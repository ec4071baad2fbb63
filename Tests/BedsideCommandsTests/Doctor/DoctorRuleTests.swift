import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCommands

@Suite("bedside doctor: facts in, findings out")
struct DoctorRuleTests {
    /// One thing that is wrong, and how it must be told.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let severity: Finding.Severity
        let area: Finding.Area
        /// A part of the sentence, and of the remedy.
        let says: String
        let mends: String
        let breaks: @Sendable (inout MachineFacts, inout HealthMessage) -> Void
        var testDescription: String { name }
    }

    @Test("a terminal at which all is well has no finding above ok, one for each area, and exit code 0")
    func healthy() {
        let report = DoctorRules.report(HealthyTerminal.machine, HealthyTerminal.health)
        #expect(report.findings.filter { $0.severity != .ok } == [])
        #expect(report.exitCode == 0)
        #expect(Set(report.findings.map(\.area)) == Set(Finding.Area.allCases))
    }

    @Test("each thing that is wrong is told once, with its remedy", arguments: machineCases + daemonCases)
    func wrong(_ one: Case) {
        var (machine, health) = (HealthyTerminal.machine, HealthyTerminal.health)
        one.breaks(&machine, &health)
        let report = DoctorRules.report(machine, health)
        let found = report.findings.filter { $0.severity != .ok }
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.severity == one.severity)
        #expect(found.first?.area == one.area)
        #expect(found.first?.sentence.contains(one.says) == true, "\(found)")
        #expect(found.first?.remedy?.contains(one.mends) == true, "\(found)")
        #expect(report.exitCode == (one.severity == .failure ? 2 : 1))
    }

    @Test("a daemon that does not answer is exit code 3, and the machine is looked at all the same")
    func noDaemon() {
        var machine = HealthyTerminal.machine
        machine.kernel["kernel.sysrq"] = "438"
        let report = DoctorRules.report(machine, nil)
        #expect(report.exitCode == 3)
        #expect(report.findings.filter { $0.severity == .failure }.map(\.area) == [.daemon, .kiosk])
    }

    @Test("a machine without systemd is said to be one, and nothing is guessed")
    func noSystemd() {
        var machine = HealthyTerminal.machine
        machine.units = nil
        let found = DoctorRules.report(machine, HealthyTerminal.health).findings.filter { $0.severity != .ok }
        #expect(found.map(\.area) == [.units])
        #expect(found.first?.sentence.contains("systemd does not run here") == true)
    }

    @Test("worst first; a line holds severity, area, sentence and remedy, and no control characters")
    func lines() {
        var health = HealthyTerminal.health
        health.devices[0].state = "key-held"
        health.devices[0].detail = "evil\u{1B}[2J\u{202E}\nname"
        health.sound.state = "failed"
        let lines = DoctorRules.report(HealthyTerminal.machine, health).lines(all: false)
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("failure  sound        no alarm would be heard (default): failed  ->  ") == true)
        #expect(lines.last?.contains("evil?[2J??name") == true)
        #expect(lines.last?.hasSuffix("  ->  let the scanner's key go") == true)
    }

    @Test("every technical alarm asks something of a person", arguments: TechnicalFault.allCases)
    func faults(_ fault: TechnicalFault) {
        var health = HealthyTerminal.health
        health.technicalAlarms = [TechnicalAlarm(fault: fault.rawValue, about: "x", ageSeconds: 3)]
        let found = DoctorRules.report(HealthyTerminal.machine, health).findings.first
        #expect(found?.sentence == "technical alarm \(fault.rawValue) (x) is open for 3 s")
        #expect(found?.remedy?.isEmpty == false)
    }

    @Test("names of the system are quoted for the shell before they stand in a command")
    func quoting() {
        #expect(DoctorRules.quoted("bedside-ward@tty1.service") == "bedside-ward@tty1.service")
        #expect(DoctorRules.quoted("a b'; reboot") == "'a b'\\''; reboot'")
        #expect(DoctorRules.quoted("") == "''")
    }
}
