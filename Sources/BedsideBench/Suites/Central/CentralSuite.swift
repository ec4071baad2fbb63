import ArgumentParser
import BedsideDemo
import Glibc

/// The central store on one machine with its generator: uploads against a plain loop, rest, a storm of terminals that come
/// back, and a change on its way to a hospital.
struct CentralSuite {
    /// What is measured in one go.
    enum Part: String, CaseIterable, ExpressibleByArgument {
        case sqlite, postgres, rest, storm, feed
    }

    /// How much of everything; small in a test.
    struct Scale {
        /// That upload at once against the plain loop.
        var uploading = 24
        var uploads = 100
        var rounds = 7
        var idle = 2000
        var storming = 1000
        var stormEvents = 500
        var hearing = 500
        var changes = 20

        /// Everything with so many terminals at most; fewer rounds mean fewer changes too.
        init(terminals: Int, rounds: Int) {
            uploading = min(uploading, terminals)
            idle = terminals
            storming = min(storming, terminals)
            hearing = min(hearing, terminals)
            self.rounds = max(1, rounds)
            changes = min(changes, 3 * self.rounds)
        }
    }

    let places: DemoWard.Places
    let scale: Scale
    let parts: [Part]

    func run() async throws -> [Figure] {
        try Descriptors.raise(toCarry: scale.idle)
        let program = places.central
        let uploads = CentralUploads(
            program: program, terminals: scale.uploading, uploads: scale.uploads, rounds: scale.rounds)
        var figures: [Figure] = []
        for part in parts {
            switch part {
            case .sqlite: figures += try await uploads.sqlite()
            case .postgres: figures += try await uploads.postgres()
            case .rest: figures += try await CentralRest(program: program, terminals: scale.idle).run()
            case .storm:
                figures += try await CentralStorm(
                    program: program, terminals: scale.storming, events: scale.stormEvents
                )
                .run()
            case .feed:
                figures += try await CentralFeed(program: program, terminals: scale.hearing, changes: scale.changes)
                    .run()
            }
        }
        return figures
    }
}

/// The descriptors that this process may have; programs that it starts inherit them.
private enum Descriptors {
    /// Throws ``BenchError`` when so many connections cannot be.
    static func raise(toCarry connections: Int) throws {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard limit.rlim_cur > UInt(connections + 200) else {
            throw BenchError("\(connections) terminals need more than \(limit.rlim_cur) descriptors; raise ulimit -Hn")
        }
    }
}
