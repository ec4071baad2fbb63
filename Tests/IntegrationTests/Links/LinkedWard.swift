import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideTransport
import BedsideWire
import Foundation
import Synchronization

/// Three real daemons of one ward, each in a namespace of its own, and what happens at their beds.
struct LinkedWard {
    static let names = ["desk", "k-1", "k-2"]
    /// Screens confirm each second, and a link is lost after 2.8.
    static let heartbeat = 1000
    /// Within which a lost link must be told at both ends; a loaded machine takes a part of it.
    static let bound = Duration.seconds(6)

    struct Post {
        let daemon: DaemonRig
        let lines: WardLines
        let admin: LocalClient
    }

    let net: WardNet
    let posts: [Post]

    private static let connections = LocalClient.connections()
    private static let port = 7443

    static func with(_ work: (LinkedWard) async throws -> Void) async throws {
        try await WardNet.with(names.count) { net in
            try await withFolder { folder in
                let ward = try LinkedWard(net, folder)
                let outcome: Result<Void, any Error>
                do {
                    for post in ward.posts { try await post.daemon.start() }
                    outcome = .success(try await work(ward))
                } catch {
                    let logs = ward.posts.map {
                        "--- \($0.daemon.settings.terminal)\n\($0.daemon.logText.suffix(1500))"
                    }
                    outcome = .failure(RigError("\(error)\n\(logs.joined(separator: "\n"))"))
                }
                for post in ward.posts {
                    try await post.daemon.stop()
                    post.lines.unplug()
                }
                try outcome.get()
            }
        }
    }

    private init(_ net: WardNet, _ folder: String) throws {
        self.net = net
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let authority = try Authority.make(label: "test ward", at: now)
        var posts: [Post] = []
        for (index, name) in Self.names.enumerated() {
            let own = "\(folder)/\(index)"
            try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
            let key = TrustKey()
            let certified = CertifiedName.terminal(
                TerminalName(trusted: name), ward: WardID(trusted: "w-7"), hospital: HospitalID(trusted: "h"))
            let issued = try authority.issue(certified, request: key.request(for: name), at: now)
            try authority.certificate.save("\(own)/authority.pem")
            try Data(issued.pem.utf8).write(to: URL(filePath: "\(own)/terminal.pem"))
            try key.save("\(own)/terminal.key")
            let lines = try WardLines(own)
            var settings = try TestWard.settings(own)
            settings.terminal = name
            settings.wrapper = ["ip", "netns", "exec", net.space(index)]
            lines.configure(&settings)
            settings.moreAlarms += "  timers:\n    heartbeat_ms: \(Self.heartbeat)\n"
            let peers = Self.names.indices.filter { $0 != index }.map { other in
                "    - {terminal: \(Self.names[other]), address: \"\(net.address(other, to: index)):\(Self.port)\"}\n"
            }
            settings.more += """
                ward_link:
                  listen: 0.0.0.0:\(Self.port)
                  authority: \(own)/authority.pem
                  certificate: \(own)/terminal.pem
                  key: \(own)/terminal.key
                  peers:
                \(peers.joined())
                """
            let daemon = try DaemonRig(settings)
            posts.append(
                Post(
                    daemon: daemon, lines: lines,
                    admin: LocalClient(socket: daemon.adminSocket, client: Self.connections)))
        }
        self.posts = posts
    }

    func board(_ index: Int) async throws -> OpenAlarmsMessage { try await posts[index].admin.openAlarms() }

    /// Waits until all boards fit; throws ``RigError`` with what is on them instead.
    func boards(
        _ what: String, within time: Duration = .seconds(20), where wants: (Int, OpenAlarmsMessage) -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + time
        while true {
            var seen: [String] = []
            var isSo = true
            for index in posts.indices {
                let board = try await board(index)
                if wants(index, board) { continue }
                isSo = false
                let rows = board.alarms.map {
                    "\($0.terminal ?? "own") \($0.place) \($0.kind) \($0.about) \($0.state) \($0.silentSeconds ?? -1)"
                }
                seen.append("\(Self.names[index]): \(rows)")
            }
            if isSo { return }
            guard ContinuousClock.now < deadline else {
                throw RigError("waited \(time) for \(what):\n\(seen.joined(separator: "\n"))")
            }
            try await Task.sleep(for: .milliseconds(30))
        }
    }
}

extension OpenAlarmsMessage {
    /// Whether this terminal says that it cannot reach another.
    func misses(_ other: String) -> Bool {
        alarms.contains { $0.kind == "technical.ward-link" && $0.about == other && $0.terminal == nil }
    }

    /// Open calls: whose, and where.
    func calls(of own: String) -> Set<String> {
        Set(alarms.filter { $0.kind == "call" }.map { "\($0.terminal ?? own) \($0.place)" })
    }
}
