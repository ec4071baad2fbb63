import BedsideRigs
import BedsideTransport
import CPosix
import Testing

@testable import BedsideDaemon

/// When systemd hears that the daemon is ready, and which sockets it takes over.
@Suite struct ReadinessTests {
    @Test func itIsReadyOnceWhenEverythingIs() async throws {
        try await withFolder { folder in
            let systemd = try NotifySocket("\(folder)/notify")
            let readiness = Readiness(SystemdNotifier(environment: ["NOTIFY_SOCKET": "\(folder)/notify"]))
            for part in [Readiness.Part.kiosk, .ward, .admin, .kiosk] { readiness.has(part) }
            #expect(systemd.received().isEmpty)
            // The alarms beat for ever; it is told once.
            readiness.has(.alarms)
            readiness.has(.alarms)
            #expect(systemd.received().map { $0.hasPrefix("READY=1\n") } == [true])
        }
    }

    private static func sockets(_ environment: [String: String], isListening: Bool = true) throws -> [LocalSocket:
        Int32]
    {
        try InheritedSockets(environment: environment, process: 42) { _ in isListening }.descriptors
    }

    @Test func namedSocketsAreTakenOver() throws {
        let all = ["LISTEN_PID": "42", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "ward:kiosk:admin"]
        #expect(try Self.sockets(all) == [.ward: 3, .kiosk: 4, .admin: 5])
        let sockets = try InheritedSockets(
            environment: ["LISTEN_PID": "42", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "admin"], process: 42
        ) { _ in true }
        #expect(sockets.listener(.admin, in: "/run/bedside") == .inherited(descriptor: 3))
        #expect(sockets.listener(.ward, in: "/run/bedside") == .own(path: "/run/bedside/ward.sock"))
    }

    @Test func whatIsForAnotherProcessIsLeftAlone() throws {
        #expect(try Self.sockets([:]).isEmpty)
        #expect(try Self.sockets(["LISTEN_PID": "43", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "a:b:c"]).isEmpty)
    }

    @Test(arguments: [
        ["LISTEN_FDS": "1"], ["LISTEN_FDS": "1", "LISTEN_FDNAMES": "unknown"],
        ["LISTEN_FDS": "2", "LISTEN_FDNAMES": "kiosk:kiosk"], ["LISTEN_FDS": "2", "LISTEN_FDNAMES": "kiosk"],
        ["LISTEN_FDS": "-1"], ["LISTEN_FDS": "99"], ["LISTEN_FDS": "x"],
    ])
    func aWrongHandOverIsRefused(environment: [String: String]) {
        #expect(throws: DaemonError.self) {
            try Self.sockets(environment.merging(["LISTEN_PID": "42"]) { own, _ in own })
        }
    }

    @Test func whatDoesNotListenIsRefused() throws {
        let all = ["LISTEN_PID": "42", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "kiosk"]
        #expect(throws: DaemonError.self) { try Self.sockets(all, isListening: false) }
        // The kernel's own word: standard input is no listening socket.
        #expect(throws: DaemonError.self) {
            try InheritedSockets(environment: all, process: 42, isListening: { _ in bedside_inherit_listener(0) == 0 })
        }
    }
}
