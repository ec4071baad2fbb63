import BedsideScreen
import BedsideWire

/// Where a terminal's screens come from and where its keys go: one kind of daemon's client.
protocol ScreenFeed: Sendable {
    /// What stands on the glass while nobody answers, or after a refusal.
    func away(_ refusal: String?) -> Screen
    func resize(_ viewport: Viewport) async throws
    /// - Parameter seen: the revision of the screen on the glass when they were pressed.
    func press(_ keys: [Key], seen: UInt64) async throws
    /// Draws every screen until the stream ends; throws when it breaks.
    func watch(on glass: Glass) async throws
}

/// The patients' screens.
struct KioskFeed: ScreenFeed {
    let client: LocalClient

    /// The cause is nothing to a patient.
    func away(_ refusal: String?) -> Screen { OutOfService.screen }
    func resize(_ viewport: Viewport) async throws { try await client.resize(viewport) }
    func press(_ keys: [Key], seen: UInt64) async throws { try await client.press(keys, seen: seen) }
    func watch(on glass: Glass) async throws {
        try await client.screens { try glass.show($0.screen, revision: $0.revision) }
    }
}
