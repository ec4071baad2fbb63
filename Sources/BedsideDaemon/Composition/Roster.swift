import ServiceLifecycle
import Synchronization

/// Which services of the daemon still run: what hangs while it stops is named in the log.
final class Roster: Sendable {
    private let names = Mutex<[String: Int]>([:])

    var running: String { names.withLock { $0.keys.sorted().joined(separator: " ") } }

    fileprivate func enter(_ name: String) { names.withLock { $0[name, default: 0] += 1 } }
    fileprivate func leave(_ name: String) {
        names.withLock { names in
            let left = (names[name] ?? 1) - 1
            names[name] = left > 0 ? left : nil
        }
    }

    /// A service with its type's name on the roster while it runs.
    struct Listed: Service {
        let service: any Service
        let roster: Roster

        func run() async throws {
            let name = "\(type(of: service))"
            roster.enter(name)
            defer { roster.leave(name) }
            try await service.run()
        }
    }
}
