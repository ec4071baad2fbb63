import BedsideCommands
import BedsideDomain
import BedsideWire
import Synchronization

/// A ward screen that only notes which alarms its messages named, and confirms each message.
final class WardEar: Sendable {
    private final class Names: Sendable {
        private let state = Mutex<Set<String>>([])

        func add(_ names: [String]) { state.withLock { $0.formUnion(names) } }
        var all: Set<String> { state.withLock { $0 } }
    }

    private let names: Names
    private let task: Task<Void, Never>

    init(_ client: LocalClient, _ name: WardScreenName) {
        let names = Names()
        self.names = names
        task = Task {
            while !Task.isCancelled {
                do {
                    try await client.wardScreens(name, nil) { message in
                        names.add(message.raised)
                        try await client.confirm(name, message.revision)
                    }
                } catch {
                    // A daemon that was killed comes back.
                }
                do { try await Task.sleep(for: .milliseconds(10)) } catch { return }
            }
        }
    }

    deinit { task.cancel() }

    /// Identifiers of everything that was named so far.
    var all: Set<String> { names.all }
}
