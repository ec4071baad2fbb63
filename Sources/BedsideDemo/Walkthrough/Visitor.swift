package import BedsideCommands
package import BedsideDomain
package import BedsideRigs
package import BedsideScreen
import BedsideWire
import Synchronization

/// Somebody at the kiosk who sees what is shown, presses keys and scans codes, and counts both.
package final class Visitor: Sendable {
    private struct State {
        var screen: Screen?
        var revision: UInt64 = 0
        /// When the page became another one.
        var turned = ContinuousClock.now
        var acts = 0
        var wipes = 0
        var waiters: [(number: Int, wants: @Sendable (Screen) -> Bool, tell: CheckedContinuation<Screen?, Never>)] = []
        var nextWaiter = 0
    }

    private let scanner: PtyScanner
    private let keys: @Sendable ([Key], UInt64) async throws -> Void
    /// How long a page stands before they press anything.
    private let reaction: Duration
    private let state = Mutex(State())
    private let watching = Mutex<Task<Void, Never>?>(nil)

    /// At the kiosk.
    ///
    /// - Parameter reaction: how long a page stands before they press anything; none for a rig, which reads at once.
    package convenience init(kiosk: LocalClient, scanner: PtyScanner, reaction: Duration = .zero) {
        self.init(scanner: scanner, reaction: reaction) { see in
            try await kiosk.screens { see($0.screen, $0.revision) }
        } keys: {
            try await kiosk.press($0, seen: $1)
        }
    }

    /// At a ward screen, confirming each picture as a terminal does.
    package convenience init(ward: LocalClient, name: WardScreenName, scanner: PtyScanner) {
        self.init(scanner: scanner, reaction: .zero) { see in
            try await ward.wardScreens(name, nil) { message in
                see(message.screen, message.revision)
                try await ward.confirm(name, message.revision)
            }
        } keys: {
            keys, _ in
            try await ward.press(name, keys)
        }
    }

    private init(
        scanner: PtyScanner, reaction: Duration,
        watch: @escaping @Sendable (@escaping (Screen, UInt64) -> Void) async throws -> Void,
        keys: @escaping @Sendable ([Key], UInt64) async throws -> Void
    ) {
        self.reaction = reaction
        self.scanner = scanner
        self.keys = keys
        let task = Task { [weak self] in
            while !Task.isCancelled {
                do { try await watch { self?.saw($0, $1) } } catch is CancellationError { return } catch {
                    // A daemon that was killed comes back; the visitor looks again.
                }
                do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
            }
        }
        watching.withLock { $0 = task }
    }

    deinit { watching.withLock { $0?.cancel() } }

    package func leave() { watching.withLock { $0?.cancel() } }

    package var screen: Screen? { state.withLock { $0.screen } }
    /// How often the terminal was told to forget everything it had shown.
    package var wipes: Int { state.withLock { $0.wipes } }
    /// Keys and scans so far.
    package var acts: Int { state.withLock { $0.acts } }

    /// Waits until a screen is shown. Throws ``RigError`` that says what was shown instead.
    @discardableResult
    package func see(
        _ what: String, within time: Duration = .seconds(20), where wants: @escaping @Sendable (Screen) -> Bool
    ) async throws(RigError) -> Screen {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let alarm = Task { [weak self] in
            do { try await Task.sleep(for: time) } catch { return }
            self?.giveUp(number)
        }
        defer { alarm.cancel() }
        let found = await withCheckedContinuation { (tell: CheckedContinuation<Screen?, Never>) in
            let now = state.withLock { state -> Screen? in
                if let screen = state.screen, wants(screen) { return screen }
                state.waiters.append((number, wants, tell))
                return nil
            }
            if let now { tell.resume(returning: now) }
        }
        guard let found else {
            let shown = screen
            throw RigError("waited \(time) for \(what); shown is \(shown?.name ?? "nothing"): \(shown?.heading ?? "")")
        }
        return found
    }

    /// Waits for a screen by its name.
    @discardableResult
    package func see(_ name: String, within time: Duration = .seconds(20)) async throws(RigError) -> Screen {
        try await see(name, within: time) { $0.name == name }
    }

    /// Presses at what is shown now. Throws what the client throws.
    package func press(_ keys: Key...) async throws {
        while true {
            let ready = state.withLock { $0.turned } + reaction
            guard reaction > .zero, ready > .now else { break }
            try await Task.sleep(until: ready, clock: .continuous)
        }
        let seen = state.withLock { state in
            state.acts += keys.count
            return state.revision
        }
        try await self.keys(keys, seen)
    }

    /// Types letters and digits one by one.
    package func typeText(_ text: String) async throws {
        for character in text.lowercased() {
            try await press(character.wholeNumberValue.map(Key.digit) ?? .letter(character))
        }
    }

    /// Types digits one by one.
    package func type(_ digits: String) async throws {
        for digit in digits.compactMap(\.wholeNumberValue) { try await press(.digit(digit)) }
    }

    package func scan(_ code: String) throws(RigError) {
        state.withLock { $0.acts += 1 }
        try scanner.scan(code)
    }

    /// Presses a choice, once it is there: a person does not press what a loading screen has not yet shown.
    package func choose(_ digit: Int) async throws {
        try await see("the choice \(digit)") { $0.choices.contains { $0.digit == digit } }
        try await press(.digit(digit))
    }

    private func saw(_ screen: Screen, _ revision: UInt64) {
        let told = state.withLock { state in
            if screen.wipes, state.screen?.wipes != true { state.wipes += 1 }
            if screen.page != state.screen?.page { state.turned = .now }
            (state.screen, state.revision) = (screen, revision)
            let told = state.waiters.filter { $0.wants(screen) }
            state.waiters.removeAll { waiter in told.contains { $0.number == waiter.number } }
            return told
        }
        for waiter in told { waiter.tell.resume(returning: screen) }
    }

    private func giveUp(_ number: Int) {
        let told = state.withLock { state in
            let told = state.waiters.filter { $0.number == number }
            state.waiters.removeAll { $0.number == number }
            return told
        }
        for waiter in told { waiter.tell.resume(returning: nil) }
    }
}
