import BedsideWire
import Dispatch
import Logging
import ServiceLifecycle

/// Looks at the store's disk at the start and every minute: makes the ``DiskReserve``, and gives it up when the disk is full.
struct ReserveKeeper: Service {
    private static let interval: Duration = .seconds(60)

    /// The store's file.
    let store: String
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await look()
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    /// A disk that hangs must not hold a thread of everybody's.
    private func look() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                turn()
                continuation.resume()
            }
        }
    }

    func turn() {
        guard let disk = DiskProbe.look(atStore: store) else { return }
        let folder = DiskProbe.folder(ofStore: store)
        switch DiskReserve.step(disk) {
        case .keep: break
        case .make:
            let problem = DiskReserve.make(in: folder)
            if problem != 0 { logger.warning("No reserve can be made", metadata: ["errno": "\(-problem)"]) }
        case .giveUp:
            DiskReserve.giveUp(in: folder)
            logger.critical("The disk is full: its reserve was given up", metadata: ["free": "\(disk.freeBytes)"])
        }
    }
}
