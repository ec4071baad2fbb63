import BedsideDomain
import BedsideKiosk
import BedsideWire

/// One ward screen: its flow, its client, and what was raised since the client's last message.
struct WardSession {
    private var flow: WardFlow
    private var raised: [AlarmID] = []
    private var bell: AsyncStream<Void>.Continuation?
    /// Tells this client from the one that had the name before.
    private(set) var ticket: UInt64 = 0
    private var heardAt: Duration = .zero
    private var sentAt: Duration = .zero
    /// Its client has not fetched the newest picture yet.
    private(set) var isBehind = false

    /// A client that said nothing for so long may be replaced by another of the same name.
    private static let patience = Duration.seconds(15)
    /// More alarms than this between two messages are counted on the screen, not named one by one.
    private static let mostRaised = 10_000

    init(flow: WardFlow) { self.flow = flow }

    func isWatched(at now: Duration) -> Bool { bell != nil && now - heardAt < Self.patience }

    mutating func watch(ticket: UInt64, at now: Duration) -> WardStream {
        bell?.finish()
        let (rings, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.bell = bell
        self.ticket = ticket
        heardAt = now
        return WardStream(ticket: ticket, rings: rings)
    }

    mutating func heard(at now: Duration) { heardAt = now }

    mutating func raise(_ alarms: [AlarmID]) {
        raised += alarms.prefix(Self.mostRaised - min(raised.count, Self.mostRaised))
    }

    mutating func handle(_ event: WardEvent, at moment: KioskMoment) -> [WardEffect] {
        defer {
            isBehind = true
            bell?.yield()
        }
        return flow.handle(event, at: moment)
    }

    mutating func message(at moment: KioskMoment) -> WardScreenMessage {
        defer { raised.removeAll(keepingCapacity: true) }
        sentAt = moment.monotonic
        isBehind = false
        return WardScreenMessage(
            revision: flow.revision, screen: flow.screen(at: moment), raised: raised.map(\.text))
    }

    /// The flow's own deadline, or a heartbeat after its last message.
    func due(silence: Duration) -> Duration { min(flow.deadline ?? sentAt + silence, sentAt + silence) }

    func isDue(at now: Duration, silence: Duration) -> Bool { due(silence: silence) <= now }
}

/// What a client of a ward screen listens to.
struct WardStream: Sendable {
    let ticket: UInt64
    /// Rings when there is a newer screen; many rings before it is fetched count once.
    let rings: AsyncStream<Void>
}
