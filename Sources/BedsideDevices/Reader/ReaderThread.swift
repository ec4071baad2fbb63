import CPosix
import Dispatch
import Foundation
import Synchronization

/// The thread that a ``Reader`` lives on: its own, because it blocks in the kernel, which no thread of Swift's pool may.
enum ReaderThread {
    /// Hands the reader over; `done` is signalled after its last device is closed.
    static func start(_ reader: sending Reader, whenDone done: DispatchSemaphore) {
        let handover = Handover(reader)
        Thread {
            unsafe bedside_name_thread("devices")
            handover.take()?.run()
            done.signal()
        }.start()
    }
}

/// Carries the reader from the thread that made it to its own, once.
private final class Handover: Sendable {
    private let reader: Mutex<Reader?>

    init(_ reader: sending Reader) { self.reader = Mutex(reader) }

    func take() -> sending Reader? {
        reader.withLock { reader in
            let taken = reader
            reader = nil
            return taken
        }
    }
}
