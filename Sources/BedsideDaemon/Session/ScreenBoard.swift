import BedsideScreen
import BedsideWire
import Foundation
import Synchronization

/// The latest screen, encoded once, for every client that looks on.
///
/// A screen is state, not an event: a slow client gets only the newest one, so nothing queues up.
final class ScreenBoard: Sendable {
    private struct State {
        var revision: UInt64 = 0
        var event: [UInt8] = []
        var watchers: [UInt64: AsyncStream<[UInt8]>.Continuation] = [:]
        var nextWatcher: UInt64 = 0
    }

    /// More than any terminal has; further ones get an ended stream.
    private static let mostWatchers = 16
    private let state = Mutex(State())

    /// Puts a screen up, wakes every client, and returns the picture's revision.
    func show(_ screen: Screen) throws -> UInt64 {
        let encoder = JSONEncoder()
        return try state.withLock { state in
            state.revision += 1
            state.event = ServerSentEvents.event(
                try encoder.encode(ScreenMessage(revision: state.revision, screen: screen)))
            for watcher in state.watchers.values { watcher.yield(state.event) }
            return state.revision
        }
    }

    /// The current screen at once, then every newer one.
    func watch() -> AsyncStream<[UInt8]> {
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { state in
            guard state.watchers.count < Self.mostWatchers else { return continuation.finish() }
            let number = state.nextWatcher
            state.nextWatcher += 1
            state.watchers[number] = continuation
            if !state.event.isEmpty { continuation.yield(state.event) }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.watchers.removeValue(forKey: number) }
            }
        }
        return stream
    }
}
