import BedsideDomain
import Synchronization

@testable import BedsideDaemon

/// A clock that is turned by hand and wakes nobody: whoever sleeps sleeps until it is cancelled.
final class StillClock: Sendable {
    private let time = Mutex<Int64>(1_000_000)

    var clock: AlarmClock {
        AlarmClock {
            self.now
        } sleep: { _ in
            for await _ in AsyncStream<Void>(unfolding: { await StillClock.forever() }) {}
            throw CancellationError()
        }
    }

    var now: AlarmMoment {
        let uptime = time.withLock { $0 }
        return AlarmMoment(boot: "b", uptime: uptime, wall: Timestamp(milliseconds: 1_772_409_600_000 + uptime))
    }

    func turn(by duration: Duration) { time.withLock { $0 += duration.milliseconds } }

    private static func forever() async -> Void? {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        await withTaskCancellationHandler {
            for await _ in stream {}
        } onCancel: {
            continuation.finish()
        }
        return nil
    }
}
