import BedsideDomain
import Logging
import Synchronization

/// What every loop of the sync has at hand.
struct SyncContext: Sendable {
    let store: any SyncStore
    let clock: any SyncClock
    let pace: SyncPace
    let logger: Logger
    let identity: TerminalIdentity
    let line: LineHolder
    let gauge: GaugeHolder
    let uplink = Bells<UplinkRing>()
    let downlink = Bells<DownlinkRing>()
    let renewal = Bells<RenewalRing>()
    let pulse = Bells<PulseRing>()
    let commands = Bells<CommandRing>()
    let offers = Bells<OfferRing>()
    let onChange: @Sendable (Set<FeedTable>) -> Void

    var now: Duration { clock.monotonic }

    /// Makes a request and tells the gauge what came of it.
    func ask<Answer: Sendable>(
        serverTime: @Sendable (Answer) -> Int64?, _ request: (any CentralLine) async throws(LineError) -> Answer
    ) async throws(LineError) -> Answer {
        let sent = now
        do {
            let answer = try await request(line.current)
            gauge.with { $0.heard(serverTime(answer), sent: sent, at: now, wall: clock.wall) }
            return answer
        } catch {
            gauge.with {
                if error.isContact { $0.heard(nil, sent: sent, at: now, wall: clock.wall) } else { $0.missed() }
            }
            logger.info("sync request without an answer", metadata: ["cause": "\(error)"])
            throw error
        }
    }

    /// Works on the store. Nil when that failed, which is logged and tried again later; ``CommitUnknown`` goes on.
    func keeping<Value>(_ work: () async throws -> Value) async throws(CommitUnknown) -> Value? {
        do {
            return try await work()
        } catch let error as CommitUnknown {
            throw error
        } catch {
            logger.error("the store failed the sync", metadata: ["cause": "\(error)"])
            return nil
        }
    }
}

enum UplinkRing: Sendable, Hashable { case woken, committed, linkUp, centralChanged }
enum DownlinkRing: Sendable, Hashable { case woken, linkUp }
enum RenewalRing: Sendable, Hashable { case woken, refused }
enum PulseRing: Sendable, Hashable { case woken, changed }
enum CommandRing: Sendable, Hashable { case arrived }
enum OfferRing: Sendable, Hashable { case arrived, woken }

/// The gauge, shared by the loops.
final class GaugeHolder: Sendable {
    private let gauge: Mutex<HealthGauge>

    init(_ gauge: HealthGauge) { self.gauge = Mutex(gauge) }

    func with<Value: Sendable>(_ work: (inout HealthGauge) -> Value) -> Value { gauge.withLock { work(&$0) } }

    /// The central store's clock; nil before the first answer.
    func central(at now: Duration) -> Timestamp? { with { $0.central.now(at: now) } }
}
