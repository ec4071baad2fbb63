import BedsideDomain
import BedsideWire
import Crypto
import Foundation
import Testing

@testable import BedsideCentralStore

@Suite struct CentralTerminalTests {
    private static func enrolment(_ terminal: TestTerminal, serial: String = UUID().uuidString) -> Enrolment {
        Enrolment(
            terminal: terminal.name, signingKey: Array(terminal.key.publicKey.rawRepresentation),
            stream: terminal.stream, version: "1.0", serial: serial, notAfter: Centre.noon.adding(days: 30))
    }

    private static func token(_ centre: Centre, for terminal: TerminalName? = nil) async throws -> [UInt8] {
        try await centre.store.makeToken(
            of: Centre.hospital, ward: Centre.ward, for: terminal, authority: TestTerminal("x").stream.root,
            at: Centre.noon
        ).secret
    }

    @Test(arguments: Engine.allCases) func aTokenWorksOnce(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let secret = try await Self.token(centre)
            let codes = try await withThrowingTaskGroup(of: SyncRefusal.Code?.self) { group in
                for index in 0..<8 {
                    group.addTask {
                        try await centre.refusal {
                            let terminal = TestTerminal("K\(index)")
                            _ = try await centre.store.enrol(
                                secret: secret, Self.enrolment(terminal), at: Centre.noon)
                        }?.code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .badToken } == 7)
            #expect(try await centre.store.fleet(of: nil).count == 1)
            // The token itself is nowhere in the store.
            let rows = try await centre.store.database.read { try $0.rows("SELECT hash FROM tokens") }
            #expect(rows.map(\.values) != [[.bytes(secret)]])
        }
    }

    @Test(arguments: Engine.allCases) func aTokenEndsAfterFifteenMinutes(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let secret = try await Self.token(centre)
            let terminal = TestTerminal("K1")
            let late = Centre.noon.adding(seconds: 901)
            #expect(
                try await centre.refusal { _ = try await centre.store.place(of: secret, for: terminal.name, at: late) }?
                    .code == .badToken)
            let refusal = try await centre.refusal {
                _ = try await centre.store.enrol(secret: secret, Self.enrolment(terminal), at: late)
            }
            #expect(refusal?.code == .badToken)
            let place = try await centre.store.place(of: secret, for: terminal.name, at: Centre.noon)
            #expect(place == EnrolledPlace(hospital: Centre.hospital, hospitalName: "Test", ward: Centre.ward))
            #expect(
                try await centre.refusal {
                    _ = try await centre.store.place(of: [1, 2, 3], for: terminal.name, at: Centre.noon)
                }?.code == .badToken)
        }
    }

    @Test(arguments: Engine.allCases) func aKnownNameNeedsItsOwnToken(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            let old = Self.enrolment(terminal, serial: "aa")
            _ = try await centre.store.enrol(secret: try await Self.token(centre), old, at: Centre.noon)
            terminal.tell("print.printed", "1", "{}")
            try await centre.up(terminal)
            let open = try await Self.token(centre)
            terminal.newEpoch(2, from: 2)
            let taken = try await centre.refusal {
                _ = try await centre.store.enrol(secret: open, Self.enrolment(terminal), at: Centre.noon)
            }
            #expect(taken?.code == .nameTaken)
            // A refusal uses nothing up: the token is good for a new name.
            _ = try await centre.store.enrol(secret: open, Self.enrolment(TestTerminal("K2")), at: Centre.noon)
            let bound = try await Self.token(centre, for: terminal.name)
            let wrong = try await centre.refusal {
                _ = try await centre.store.enrol(secret: bound, Self.enrolment(TestTerminal("K3")), at: Centre.noon)
            }
            #expect(wrong?.code == .badToken)
            _ = try await centre.store.enrol(secret: bound, Self.enrolment(terminal, serial: "bb"), at: Centre.noon)
            let store = centre.store
            #expect(
                try await store.standing(ofCertificate: "aa", terminal: terminal.name, hospital: Centre.hospital)
                    == .revoked)
            #expect(
                try await store.standing(ofCertificate: "bb", terminal: terminal.name, hospital: Centre.hospital)
                    == .good(ward: Centre.ward))
            // The same epoch a second time is no new beginning.
            let third = try await Self.token(centre, for: terminal.name)
            let again = try await centre.refusal {
                _ = try await centre.store.enrol(secret: third, Self.enrolment(terminal), at: Centre.noon)
            }
            #expect(again?.code == .wrongEpoch)
        }
    }

    @Test(arguments: Engine.allCases) func certificatesAreRenewedAndRevoked(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = TestTerminal("K1")
            let store = centre.store
            _ = try await store.enrol(
                secret: try await Self.token(centre), Self.enrolment(terminal, serial: "aa"), at: Centre.noon)
            let until = Centre.noon.adding(days: 50)
            try await store.renew(terminal.name, of: Centre.hospital, serial: "cc", notAfter: until, at: Centre.noon)
            for serial in ["aa", "cc"] {
                #expect(
                    try await store.standing(ofCertificate: serial, terminal: terminal.name, hospital: Centre.hospital)
                        == .good(ward: Centre.ward))
            }
            #expect(try await store.fleet(of: nil).first?.certificateEnds == until)
            let other = TerminalName(trusted: "K2")
            #expect(
                try await store.standing(ofCertificate: "cc", terminal: other, hospital: Centre.hospital) == .unknown)
            #expect(
                try await store.standing(ofCertificate: "zz\u{0}", terminal: other, hospital: Centre.hospital)
                    == .unknown)
            #expect(try await store.revoke(other, of: Centre.hospital, at: Centre.noon) == false)
            #expect(try await store.revoke(terminal.name, of: Centre.hospital, at: Centre.noon))
            #expect(
                try await store.standing(ofCertificate: "cc", terminal: terminal.name, hospital: Centre.hospital)
                    == .revoked)
            let refusal = try await centre.refusal {
                try await store.renew(
                    terminal.name, of: Centre.hospital, serial: "dd", notAfter: until, at: Centre.noon)
            }
            #expect(refusal?.code == .revoked)
        }
    }

    @Test(arguments: Engine.allCases) func thePulseIsTheLastWord(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            func pulse(_ backlog: Int, link: String?) -> Pulse {
                Pulse(
                    version: "1.\(backlog)", uptimeSeconds: 5, backlog: backlog, oldestUnsentMs: nil, printers: [],
                    missingDevices: [], openCalls: 0, openEmergencies: 1, openFaults: 0, lostLinks: [], link: link,
                    certificateDays: 29, wallMs: 1)
            }
            let later = Centre.noon.adding(seconds: 60)
            try await centre.store.pulse(pulse(1, link: nil), of: terminal.name, in: Centre.hospital, at: Centre.noon)
            try await centre.store.pulse(
                pulse(7, link: "10.0.0.1:7"), of: terminal.name, in: Centre.hospital, at: later)
            let fleet = try await centre.store.fleet(of: Centre.hospital)
            #expect(fleet.map(\.pulse) == [pulse(7, link: "10.0.0.1:7")])
            #expect(fleet.map(\.lastContact) == [later])
            #expect(fleet.map(\.version) == ["1.7"])
            let unknown = try await centre.refusal {
                try await centre.store.pulse(
                    pulse(1, link: nil), of: TerminalName(trusted: "K9"), in: Centre.hospital, at: later)
            }
            #expect(unknown?.code == .notFound)
            // The ward's others are told where the link is.
            let peers = try await centre.number(
                "SELECT CAST(count(*) AS BIGINT) FROM feed WHERE tbl = 'terminals' AND body LIKE '%10.0.0.1:7%'")
            #expect(peers == 1)
        }
    }
}
