import ServiceLifecycle

/// Ends the daemon in good order when somebody asks for it; systemd starts it again. A service that returns ends the group.
struct RestartDoor: Service {
    private let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (signal, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func open() { continuation.yield() }

    func run() async throws { for await _ in signal.cancelOnGracefulShutdown() { return } }
}
