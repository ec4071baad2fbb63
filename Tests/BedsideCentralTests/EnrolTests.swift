import AsyncHTTPClient
import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import BedsideCentral

/// How a terminal comes to its certificate, over real TLS.
@Suite(.serialized) struct EnrolTests {
    @Test func aTokenMakesATerminal() async throws {
        try await CentralRig.with { rig in
            let terminal = TerminalRig(name: "T-1")
            let token = try await rig.token(ward: "W3")
            let answer = try await terminal.enrol(rig, token: token)
            #expect(answer.status == 200, "\(answer.text)")
            let enrolled = try answer.decoded(EnrolAnswer.self)
            #expect(enrolled.ward.text == "W3" && enrolled.hospital.text == "H1" && enrolled.hospitalName == "第一医院")
            #expect(enrolled.serverTime == CentralRig.now.milliseconds)
            let authority = try AuthorityCertificate(pem: enrolled.authority)
            #expect(authority.matches(token.authority))
            let batch = try terminal.batch(["{\"job\":\"P1\"}"])
            let up = try await terminal.up(rig, batch)
            #expect(up.status == 200, "\(up.text)")
            #expect(try up.decoded(UpAnswer.self).ack == 1)
            // Nothing of a fact, a token or a key in the log.
            #expect(!rig.logs.text.contains("job") && !rig.logs.text.contains(token.text))
        }
    }

    /// A terminal knows only the fingerprint at first: it fetches the authority, compares, and only then sends its secret.
    @Test func theAuthorityIsPublic() async throws {
        try await CentralRig.with { rig in
            let token = try await rig.token()
            let pem = try await TerminalRig.with(.authority()) { client in
                try await Answer(try await client.execute(.init(url: rig.url + "/v1/authority"), timeout: .seconds(10)))
            }
            #expect(pem.status == 200)
            #expect(try AuthorityCertificate(pem: pem.text).matches(token.authority))
        }
    }

    @Test func aTokenWorksOnceAndNotForLong() async throws {
        try await CentralRig.with { rig in
            let token = try await rig.token()
            #expect(try await TerminalRig(name: "T-1").enrol(rig, token: token).status == 200)
            let again = try await TerminalRig(name: "T-2").enrol(rig, token: token)
            #expect(again.status == 403 && again.code == "bad-token")
            let late = try await rig.token()
            rig.wall.withLock { $0 = $0.adding(seconds: SyncLimits.tokenSeconds + 1) }
            let expired = try await TerminalRig(name: "T-3").enrol(rig, token: late)
            #expect(expired.status == 403 && expired.code == "bad-token")
            let wrong = try #require(
                EnrolmentToken(secret: [UInt8](repeating: 7, count: 32), authority: late.authority))
            let unknown = try await TerminalRig(name: "T-4").enrol(rig, token: wrong)
            #expect(unknown.status == 403 && unknown.code == "bad-token")
            let fleet: FleetMessage = try await rig.admin("/v1/fleet")
            #expect(fleet.terminals.map(\.terminal.text) == ["T-1"])
        }
    }

    @Test func aBoundTokenIsForItsTerminal() async throws {
        try await CentralRig.with { rig in
            let token = try await rig.token(terminal: "T-9")
            let other = try await TerminalRig(name: "T-1").enrol(rig, token: token)
            #expect(other.status == 403 && other.code == "bad-token")
            // The refusal did not use it up.
            #expect(try await TerminalRig(name: "T-9").enrol(rig, token: token).status == 200)
            // A known name needs a token of its own.
            let taken = try await TerminalRig(name: "T-9").enrol(rig, token: try await rig.token())
            #expect(taken.status == 409 && taken.code == "name-taken")
            await #expect(throws: CentralServerError.self) { try await rig.token(terminal: "T-9") }
        }
    }

    @Test func theRequestsNamesCountForNothing() async throws {
        try await CentralRig.with { rig in
            let terminal = TerminalRig(name: "T-1")
            let forged = try terminal.key.request(for: "bedside:terminal/H1/W9/T-9")
            #expect(try await terminal.enrol(rig, token: try await rig.token(), request: forged).status == 200)
            let other = try await terminal.request(rig, .GET, "/v1/k/T-9/snapshot")
            #expect(other.status == 403 && other.code == "not-yours")
            // A request that does not prove its key uses no token up.
            let token = try await rig.token()
            let bad = try await TerminalRig(name: "T-2").enrol(rig, token: token, request: "nonsense")
            #expect(bad.status == 422 && bad.code == "malformed")
            #expect(try await TerminalRig(name: "T-2").enrol(rig, token: token).status == 200)
        }
    }

    @Test func aNewEnrolmentEndsTheOldCertificate() async throws {
        try await CentralRig.with { rig in
            let old = try await rig.terminal()
            let new = TerminalRig(name: "T-1")
            #expect(try await new.enrol(rig, token: try await rig.token(terminal: "T-1", again: true)).status == 200)
            let refused = try await old.up(rig, try old.batch(["{}"]))
            #expect(refused.status == 403 && refused.code == "revoked")
            #expect(try await new.up(rig, try new.batch(["{}"])).status == 200)
        }
    }

    @Test func anExpiredCertificateRenewsForNinetyDays() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            rig.turn(days: 31)
            let up = try await terminal.up(rig, try terminal.batch(["{}"]))
            #expect(up.status == 401 && up.code == "certificate-expired")
            rig.turn(days: 88)
            let body = try JSONEncoder().encode(RenewRequest(request: terminal.key.request(for: "x")))
            let renewed = try await terminal.request(rig, .POST, "/v1/k/T-1/renew", body)
            #expect(renewed.status == 200, "\(renewed.text)")
            let old = terminal.certificate
            terminal.certificate = try renewed.decoded(EnrolAnswer.self).certificate
            #expect(try await terminal.up(rig, try terminal.batch(["{}"])).status == 200)
            terminal.certificate = old
            rig.turn(days: 2)
            let late = try await terminal.request(rig, .POST, "/v1/k/T-1/renew", body)
            #expect(late.status == 401 && late.code == "certificate-expired")
        }
    }
}
