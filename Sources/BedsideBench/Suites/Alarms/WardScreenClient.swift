import AsyncHTTPClient
import BedsideCommands
import BedsideDomain
import BedsideRigs
import BedsideScreen
import BedsideWire

/// A ward screen as `bedside ward` is one: it reads every message and confirms the newest, over connections of its own.
final class WardScreenClient {
    /// A message and when it had been read.
    struct Sight: Sendable {
        let message: WardScreenMessage
        let readAt: ContinuousClock.Instant
    }

    private let http = LocalClient.connections()
    private let name: WardScreenName
    private let reading: Task<Void, Never>
    private var sights: AsyncStream<Sight>.Iterator

    init(name: String, socket: String) throws {
        let name = try WardScreenName(name)
        let client = LocalClient(socket: socket, client: http)
        let (sights, seen) = AsyncStream<Sight>.makeStream()
        self.name = name
        self.sights = sights.makeAsyncIterator()
        reading = Self.reading(name, client, seen)
    }

    private static func reading(
        _ name: WardScreenName, _ client: LocalClient, _ seen: AsyncStream<Sight>.Continuation
    ) -> Task<Void, Never> {
        Task.detached {
            let (drawn, confirm) = AsyncStream<UInt64>.makeStream(bufferingPolicy: .bufferingNewest(1))
            // Beside the reading, as in the real client: a slow answer holds up no picture.
            let confirming = Task { await Self.confirm(drawn, of: name, client) }
            do {
                try await client.wardScreens(name, nil) { message in
                    seen.yield(Sight(message: message, readAt: .now))
                    confirm.yield(message.revision)
                }
            } catch {
                // The end of the sights tells it to whoever waits for one.
            }
            seen.finish()
            confirm.finish()
            await confirming.value
        }
    }

    private static func confirm(
        _ drawn: AsyncStream<UInt64>, of name: WardScreenName, _ client: LocalClient
    ) async {
        for await revision in drawn {
            do { try await client.confirm(name, revision) } catch { return }
        }
    }

    /// The next message. Throws ``RigError`` when the daemon ended the stream or it broke.
    func next(_ what: String) async throws -> Sight {
        guard let sight = await sights.next(isolation: #isolation) else {
            throw RigError("the ward screen \(name) ended while it waited for \(what)")
        }
        return sight
    }

    /// The first message from here on that is wanted; nil when none came in time. The daemon's heartbeats bound the wait.
    func see(_ what: String, within time: Duration, where wants: (WardScreenMessage) -> Bool) async throws -> Sight? {
        let deadline = ContinuousClock.now + time
        while true {
            let sight = try await next(what)
            if wants(sight.message) { return sight }
            if sight.readAt > deadline { return nil }
        }
    }

    /// Ends its connections.
    func leave() async throws {
        reading.cancel()
        await reading.value
        try await http.shutdown()
    }
}

extension WardScreenMessage {
    /// A bed's alarm stands on the list.
    func shows(bed: Int) -> Bool {
        screen.blocks.contains { block in
            guard case .alarms(let list) = block else { return false }
            return list.rows.contains { $0.number == String(bed) }
        }
    }
}
