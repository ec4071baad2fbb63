import AsyncHTTPClient
import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import NIOHTTP1
import Testing

@testable import BedsideCentral

/// Who is let in: identity comes from the certificate, and what is revoked is out at once.
@Suite(.serialized) struct IdentityTests {
    @Test func withoutACertificateNothingIsAnswered() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let body = try JSONEncoder().encode(try terminal.batch(["{}"]))
            for (method, path) in [
                ("POST", "up"), ("POST", "pulse"), ("POST", "renew"), ("GET", "down"), ("GET", "snapshot"),
                ("GET", "blobs/\(String(repeating: "0", count: 64))"), ("POST", "stays/E1/take"),
                ("POST", "holds/\(String(repeating: "0", count: 32))/post"),
            ] {
                let answer = try await terminal.request(
                    rig, .init(rawValue: method), "/v1/k/T-1/\(path)", method == "POST" ? body : nil, show: false)
                #expect(answer.status == 401 && answer.code == "no-certificate", "\(path): \(answer.text)")
                // Another terminal's path with one's own certificate.
                let other = try await terminal.request(
                    rig, .init(rawValue: method), "/v1/k/T-2/\(path)", method == "POST" ? body : nil)
                #expect(other.status == 403 && other.code == "not-yours", "\(path): \(other.text)")
            }
        }
    }

    @Test func anotherAuthorityIsRefusedOnBothSides() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let stranger = try Authority.make(label: "第一医院", at: CentralRig.now)
            let name = CertifiedName.terminal(
                TerminalName(trusted: "T-1"), ward: WardID(trusted: "W3"), hospital: HospitalID(trusted: "H1"))
            let good = terminal.certificate
            terminal.certificate = try stranger.issue(
                name, request: terminal.key.request(for: "T-1"), at: CentralRig.now
            ).pem
            let forged = try await terminal.up(rig, try terminal.batch(["{}"]))
            #expect(forged.status == 401 && forged.code == "no-certificate")
            terminal.certificate = good
            // The terminal does not speak to a server that another authority made, or of another hospital.
            await #expect(throws: TransportError.self) {
                try await terminal.request(rig, .GET, "/v1/authority", trust: stranger.certificate)
            }
            await #expect(throws: TransportError.self) {
                try await terminal.request(rig, .GET, "/v1/authority", hospital: "H2")
            }
        }
    }

    @Test func aClockTenYearsOffStillReachesCentral() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            // Not trusted: no dates are checked at the terminal.
            #expect(try await terminal.up(rig, try terminal.batch(["{}"])).status == 200)
            // Trusted and ten years off: it says so itself.
            await #expect(throws: TransportError.self) {
                try await terminal.request(rig, .GET, "/v1/authority", clock: CentralRig.now.adding(days: 3653))
            }
            let good = try await terminal.request(rig, .GET, "/v1/authority", clock: CentralRig.now)
            #expect(good.status == 200)
        }
    }

    @Test func revokedIsOutAtOnceAlsoWhileItWaits() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let cursor = try await snapshotCursor(rig, terminal)
            let began = ContinuousClock().now
            async let waiting = terminal.request(
                rig, .GET, "/v1/k/T-1/down?generation=\(cursor.generation)&cursor=\(cursor.seq)&wait=30")
            // Until it waits.
            while try await gauge(rig, "bedside_waiting_polls") == 0 { await Task.yield() }
            let done: DoneMessage = try await rig.admin(
                "/v1/revocations", RevocationWish(hospital: nil, terminal: TerminalName(trusted: "T-1")))
            #expect(done.done)
            let answer = try await waiting
            #expect(answer.status == 403 && answer.code == "revoked")
            #expect(ContinuousClock().now - began < .seconds(10))
            let up = try await terminal.up(rig, try terminal.batch(["{}"]))
            #expect(up.status == 403 && up.code == "revoked")
            let renew = try await terminal.request(
                rig, .POST, "/v1/k/T-1/renew",
                try JSONEncoder().encode(RenewRequest(request: terminal.key.request(for: "x"))))
            #expect(renew.status == 403 && renew.code == "revoked")
        }
    }

    @Test func aServerKnowsOnlyItsOwnTerminals() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            // Of this very authority, but nobody wrote it down: as after a restore of an old backup.
            let authority = try Authority.load(folder: rig.folder + "/authority")
            let stranger = TerminalRig(name: "T-7")
            stranger.certificate = try authority.issue(
                .terminal(
                    TerminalName(trusted: "T-7"), ward: WardID(trusted: "W3"), hospital: HospitalID(trusted: "H1")),
                request: stranger.key.request(for: "T-7"), at: CentralRig.now
            ).pem
            let answer = try await stranger.up(rig, try stranger.batch(["{}"]))
            #expect(answer.status == 403 && answer.code == "revoked")
            // A known terminal whose certificate was renewed after the backup goes on.
            let renewed = CertifiedName.terminal(
                TerminalName(trusted: "T-1"), ward: WardID(trusted: "W9"), hospital: HospitalID(trusted: "H1"))
            terminal.certificate = try authority.issue(
                renewed, request: terminal.key.request(for: "T-1"), at: CentralRig.now
            ).pem
            let late = try await terminal.up(rig, try terminal.batch(["{}"]))
            #expect(late.status == 200, "\(late.text)")
        }
    }
}

/// A gauge or counter of `/metrics`; 0 when it is not there.
func gauge(_ rig: CentralRig, _ name: String) async throws -> Int {
    let text = try await rig.fleet("/metrics").text
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
    return line.flatMap { Int($0.dropFirst(name.count + 1)) } ?? 0
}

/// Where a terminal's feed begins.
func snapshotCursor(_ rig: CentralRig, _ terminal: TerminalRig) async throws -> FeedCursor {
    let answer = try await terminal.request(rig, .GET, "/v1/k/\(terminal.name)/snapshot")
    #expect(answer.status == 200, "\(answer.text)")
    let last = try #require(answer.text.split(separator: "\n").last)
    return try #require(try JSONDecoder().decode(SnapshotLine.self, from: Data(last.utf8)).end).cursor
}
