import BedsideDomain
import BedsideWire
import Foundation
import Synchronization

@testable import BedsideDaemon

/// A client of one ward screen at the hub's own stream: it reads every message, and confirms as its mode wants it.
final class WatchedScreen: Sendable {
    enum Mode: Sendable, Hashable {
        /// Confirms whatever it is sent.
        case answering
        /// Confirms, but always this revision.
        case behind(UInt64)
        /// Connected, and silent.
        case silent
    }

    fileprivate struct State {
        var mode: Mode
        /// The newest revision that it was sent.
        var shown: UInt64 = 0
        var isBusy = false
        var messages = 0
    }

    let name: WardScreenName
    private let hub: WardHub
    private let stream: WardStream
    private let state: Mutex<State>

    init(_ name: WardScreenName, at hub: WardHub, mode: Mode) throws {
        guard let stream = hub.join(name, language: nil) else { throw ScenarioFailure("the screen \(name) is taken") }
        self.name = name
        self.hub = hub
        self.stream = stream
        state = Mutex(State(mode: mode))
    }

    /// A message is being read; asked after ``WardHub/behind`` it tells of every message that was fetched until then.
    var isBusy: Bool { state.withLock { $0.isBusy } }
    /// All messages so far.
    var messages: Int { state.withLock { $0.messages } }

    func run() async throws {
        for await _ in stream.rings {
            state.withLock { $0.isBusy = true }
            defer { state.withLock { $0.isBusy = false } }
            guard let event = try hub.message(for: name, ticket: stream.ticket) else { return }
            var events = ServerSentEvents()
            for bytes in try events.feed(event) {
                take(try JSONDecoder().decode(Head.self, from: Data(bytes)).revision)
            }
        }
    }

    /// What a client must know of a ``WardScreenMessage`` to confirm it.
    private struct Head: Decodable { let revision: UInt64 }

    private func take(_ revision: UInt64) {
        let confirmed = state.withLock { state in
            state.messages += 1
            state.shown = revision
            return state.confirmed
        }
        if let confirmed { hub.confirm(name, revision: confirmed) }
    }

    /// From now on it confirms nothing.
    func fallSilent() { state.withLock { $0.mode = .silent } }

    /// From now on it confirms the picture that it has now.
    func fallBehind() { state.withLock { $0.mode = .behind($0.shown) } }

    /// It draws what it was sent meanwhile.
    func comeBack() {
        let shown = state.withLock { state in
            state.mode = .answering
            return state.shown
        }
        hub.confirm(name, revision: shown)
    }

    /// It says good-bye.
    func leave() { hub.leave(name, ticket: stream.ticket) }
}

extension WatchedScreen.State {
    fileprivate var confirmed: UInt64? {
        switch mode {
        case .answering: shown
        case .behind(let revision): revision
        case .silent: nil
        }
    }
}
