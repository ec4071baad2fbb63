import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCentral

/// What counts as trouble, and in which order it is shown.
@Suite struct FleetRuleTests {
    let now = CentralRig.now

    private func entry(
        _ name: String = "T-1", state: String = "active", last: Int64 = 0, held: Int = 0, days: Int64 = 30,
        pulse: Pulse? = Pulse.test()
    ) -> FleetEntry {
        FleetEntry(
            hospital: HospitalID(trusted: "H1"), ward: WardID(trusted: "W3"), terminal: TerminalName(trusted: name),
            state: state, lastContactMs: now.milliseconds - last,
            certificateEndMs: now.adding(days: days).milliseconds, acknowledged: 1, quarantined: held, pulse: pulse,
            pulseMs: now.milliseconds)
    }

    private func troubles(_ entry: FleetEntry) -> [FleetTrouble] { FleetRules().troubles(of: entry, at: now) }

    @Test func eachTroubleHasItsOwnSign() {
        #expect(troubles(entry()) == [])
        #expect(troubles(entry(state: "fork")) == [.fork])
        #expect(troubles(entry(state: "frozen")) == [.frozen])
        #expect(troubles(entry(state: "revoked", last: 99_999_999, held: 3)) == [.revoked])
        #expect(troubles(entry(last: 300_000)) == [])
        #expect(troubles(entry(last: 300_001)) == [.silent])
        #expect(troubles(entry(held: 1)) == [.quarantined])
        #expect(troubles(entry(days: 6)) == [.certificate])
        #expect(troubles(entry(pulse: .test(missing: ["scanner"]))) == [.device])
        #expect(troubles(entry(pulse: .test(emergencies: 1))) == [.emergency])
        #expect(troubles(entry(pulse: .test(wall: now.adding(seconds: -121)))) == [.clock])
        var awaited = entry()
        awaited.awaitedMs = now.adding(seconds: -300).milliseconds
        #expect(troubles(awaited) == [], "a restore needs its minutes")
        awaited.awaitedMs = now.adding(seconds: -301).milliseconds
        #expect(troubles(awaited) == [.awaited])
        let old = now.adding(seconds: -901).milliseconds
        #expect(troubles(entry(pulse: .test(backlog: 1, oldest: old))) == [.unsent])
        #expect(troubles(entry(pulse: .test(backlog: 0, oldest: old))) == [])
    }

    @Test func aPrinterIsInTroubleWhenItCannotPrint() {
        func printer(_ state: String, _ reasons: [String] = []) -> [FleetTrouble] {
            troubles(
                entry(
                    pulse: .test(printers: [
                        PrinterMessage(tray: "sheet", queue: "q", state: state, reasons: reasons)
                    ])))
        }
        #expect(printer("idle") == [])
        #expect(printer("printing", ["none"]) == [])
        #expect(printer("idle", ["toner-low-report"]) == [])
        #expect(printer("idle", ["media-empty"]) == [.printer])
        #expect(printer("stopped") == [.printer])
        #expect(printer("unreachable") == [.printer])
    }

    @Test func theWorstComesFirst() {
        let fleet = FleetMessage(
            [
                entry("fine"), entry("cert", days: 3), entry("held", held: 1), entry("two", held: 1, days: 3),
                entry("silent", last: 999_999), entry("gone", state: "revoked"), entry("fork", state: "fork"),
            ], rules: FleetRules(), at: now)
        #expect(
            fleet.terminals.map(\.terminal.text) == ["fork", "gone", "silent", "two", "held", "cert", "fine"])
        #expect(fleet.troubled == 6)
    }
}
