import BedsideLinks
import Synchronization

/// The links' door for the alarms' loop, which is built before them.
final class LinkDoor: Sendable {
    private let links = Mutex<WardLinks?>(nil)

    func connect(_ links: WardLinks) { self.links.withLock { $0 = links } }

    func tell(_ turn: LinkTurn) {
        links.withLock { $0 }?.tell(own: turn.own, drawn: turn.drawn, hasScreens: turn.hasScreens)
    }
}
