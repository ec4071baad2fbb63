import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import NIOHTTP1
import NIOSSL
import Synchronization
import Testing

@testable import BedsideCentral

/// The listener for IT: figures, health, and who may see it.
@Suite(.serialized) struct FleetListenerTests {
    @Test func theFleetIsJSONAndFigures() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            _ = try await rig.terminal("T-2", ward: "W4")
            #expect(try await terminal.pulse(rig, .test(backlog: 7, emergencies: 1)).status == 200)
            let up = try await terminal.up(rig, try terminal.batch(["{}", "{}"], kind: "nobody.knows"))
            #expect(try up.decoded(UpAnswer.self).held.map(\.code) == ["unknown-kind", "unknown-kind"])
            let fleet = try await rig.fleet("/fleet.json").decoded(FleetMessage.self)
            #expect(fleet.terminals.map(\.terminal.text) == ["T-1", "T-2"])
            #expect(fleet.terminals.first?.troubles == [.quarantined, .emergency])
            #expect(fleet.terminals.first?.acknowledged == 2 && fleet.terminals.first?.quarantined == 2)
            let metrics = try await rig.fleet("/metrics").text
            for line in [
                "bedside_terminals{state=\"active\"} 2", "bedside_backlog_events 7", "bedside_quarantined_events 2",
                "bedside_events_total 2", "bedside_events_held_total 2", "bedside_upload_seconds_count 1",
                "bedside_requests_total{endpoint=\"/v1/k/{terminal}/up\",status=\"200\"} 1",
                "bedside_terminals_troubled{trouble=\"emergency\"} 1",
            ] { #expect(metrics.contains(line), "\(line)\n\(metrics)") }
            let held: [QuarantineMessage] = try await rig.admin("/v1/quarantine")
            #expect(held.map(\.seq) == [1, 2] && held.allSatisfy { $0.code == "unknown-kind" })
        }
    }

    @Test func healthAndReadinessDiffer() async throws {
        try await CentralRig.with { rig in
            let (alive, ready) = (try await rig.fleet("/healthz"), try await rig.fleet("/readyz"))
            #expect(alive.status == 200 && ready.status == 200)
        }
        // A database that never answers: not ready in time, and not asked twice at once.
        let asked = Mutex(0)
        let readiness = Readiness(patience: .milliseconds(50)) {
            asked.withLock { $0 += 1 }
            try await Task.sleep(for: .seconds(60))
        }
        #expect(await readiness.isReady() == false)
        #expect(await readiness.isReady() == false)
        #expect(asked.withLock { $0 } == 1)
        let failing = Readiness { throw CancellationError() }
        #expect(await failing.isReady() == false)
        let good = Readiness {}
        #expect(await good.isReady())
    }

    @Test func onlyThisMachineOrCredentials() async throws {
        try await CentralRig.with { rig in
            // A web page elsewhere that points its own name at this machine.
            let rebound = try await rig.fleet("/fleet.json", headers: [("host", "evil.example")])
            #expect(rebound.status == 421)
            #expect(try await rig.fleet("/readyz", headers: [("host", "evil.example")]).status == 200)
        }
        let file = NSTemporaryDirectory() + "bc-credentials-\(UInt32.random(in: .min ... .max))"
        defer { do { try FileManager.default.removeItem(atPath: file) } catch {} }
        try "it:correct-horse-battery\n".write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        #expect(throws: CentralServerError.self) { try Credentials(file: file) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        // The monotonic clock stands still: however slow the machine is, a try comes back only when the test says so.
        try await CentralRig.with(stopped: true) {
            $0.adminCredentials = file
        } _: { rig in
            func basic(_ text: String) -> [(String, String)] {
                [("authorization", "Basic " + Data(text.utf8).base64EncodedString()), ("host", "central.example")]
            }
            let none = try await rig.fleet("/fleet.json")
            #expect(none.status == 401 && none.headers.contains(name: "www-authenticate"))
            #expect(try await rig.fleet("/fleet.json", headers: basic("it:wrong-horse-battery")).status == 401)
            #expect(try await rig.fleet("/fleet.json", headers: basic("it:correct-horse-battery")).status == 200)
            #expect(try await rig.fleet("/healthz").status == 200)
            // Ten tries are free, and two were made.
            for _ in 0..<8 { #expect(try await rig.fleet("/fleet.json", headers: basic("it:guess")).status == 401) }
            for _ in 0..<3 { #expect(try await rig.fleet("/fleet.json", headers: basic("it:guess")).status == 429) }
            // Who knows the password is not kept out by those who guess.
            #expect(try await rig.fleet("/fleet.json", headers: basic("it:correct-horse-battery")).status == 200)
            rig.pass(.seconds(1))
            #expect(try await rig.fleet("/fleet.json", headers: basic("it:guess")).status == 401)
            #expect(try await rig.fleet("/fleet.json", headers: basic("it:guess")).status == 429)
        }
        var open = ServerOptions(data: "/nowhere")
        open.adminListen = "0.0.0.0:9480"
        #expect(throws: CentralServerError.self) { _ = try open.addresses() }
    }

    /// Beyond this machine: TLS with the hospital's own authority, and the password inside of it.
    @Test func beyondThisMachineItSpeaksTLSOnly() async throws {
        let file = NSTemporaryDirectory() + "bc-credentials-\(UInt32.random(in: .min ... .max))"
        defer { do { try FileManager.default.removeItem(atPath: file) } catch {} }
        try "it:correct-horse-battery\n".write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        try await CentralRig.with {
            $0.adminListen = "0.0.0.0:0"
            $0.adminCredentials = file
        } _: { rig in
            let basic = [("authorization", "Basic " + Data("it:correct-horse-battery".utf8).base64EncodedString())]
            let own = try rig.authority().pem
            let page = try await rig.secureFleet("/", trust: own, headers: basic)
            #expect(page.status == 200 && page.text.contains("<html"))
            #expect(try await rig.secureFleet("/fleet.json", trust: own, headers: basic).status == 200)
            #expect(try await rig.secureFleet("/metrics", trust: own).status == 401)
            #expect(try await rig.secureFleet("/readyz", trust: own).status == 200)
            let stranger = try Authority.make(label: "Other", at: CentralRig.now).certificate.pem
            await #expect(throws: (any Error).self) {
                _ = try await rig.secureFleet("/healthz", trust: stranger, headers: basic)
            }
            await #expect(throws: (any Error).self) {
                _ = try await rig.secureFleet("/healthz", trust: own, newest: .tlsv12)
            }
            // In the clear not even the health is told.
            await #expect(throws: (any Error).self) { _ = try await rig.fleet("/healthz") }
        }
    }

    @Test func thePageRunsNothingButItself() async throws {
        try await CentralRig.with { rig in
            let page = try await rig.fleet("/")
            let policy = try #require(page.headers.first(name: "content-security-policy"))
            #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
            #expect(!page.text.contains("src=") && !page.text.contains("http://") && !page.text.contains("https://"))
        }
        // What a terminal tells cannot end the element that it stands in.
        let entry = FleetEntry(
            hospital: HospitalID(trusted: "H1"), ward: WardID(trusted: "W3"), terminal: TerminalName(trusted: "T-1"),
            state: "active", lastContactMs: nil, certificateEndMs: nil, acknowledged: 0, quarantined: 0,
            pulse: .test(version: "</script><script>alert(1)</script>"), pulseMs: nil)
        let json = try FleetPage.json(FleetMessage([entry], rules: FleetRules(), at: CentralRig.now))
        #expect(!json.contains("<"))
    }
}
