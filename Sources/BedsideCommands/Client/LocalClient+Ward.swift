package import BedsideDomain
package import BedsideScreen
package import BedsideWire
import NIOCore

/// `ward.sock`, for one named screen.
extension LocalClient {
    /// A daemon that hangs is told from one that works within 2 s, the drawing included.
    private static let patience: TimeAmount = .milliseconds(1500)

    package func wardScreens(
        _ name: WardScreenName, _ language: Language?, _ show: (WardScreenMessage) async throws -> Void
    ) async throws {
        let language = language.map { "&language=\($0.rawValue)" } ?? ""
        try await events(Self.path(WardPath.screens, name) + language, show)
    }

    package func confirm(_ name: WardScreenName, _ revision: UInt64) async throws {
        try await post(Self.path(WardPath.confirm, name), ConfirmMessage(revision: revision), within: Self.patience)
    }

    package func press(_ name: WardScreenName, _ keys: [Key]) async throws {
        try await post(Self.path(WardPath.keys, name), KeysMessage(keys: keys), within: Self.patience)
    }

    package func resize(_ name: WardScreenName, _ viewport: Viewport) async throws {
        let message = ViewportMessage(columns: viewport.columns, rows: viewport.rows)
        try await post(Self.path(WardPath.viewport, name), message, within: Self.patience)
    }

    /// A screen's name needs no escaping: `a-z 0-9 -`.
    private static func path(_ path: String, _ name: WardScreenName) -> String { "\(path)?name=\(name.text)" }
}
