import CPosix
import Glibc

/// An open line to a resident-identity-card reader: it asks, and reads what is answered.
final class IdentityCardChannel: InputChannel {
    private let descriptor: Descriptor
    private var parser = SamFrameParser()
    private var session: SamSession
    private var tap: TraceTap?
    /// What the line did not take yet, and when to try again.
    private var unsent: [UInt8] = []
    private var retry: ContinuousClock.Instant?

    init(node: String, scanner: ScannerConfiguration, at now: ContinuousClock.Instant) throws(OpenFailure) {
        guard FileIdentity(path: node)?.isCharacterDevice ?? true else {
            throw .unusable("\(node) is not a serial line.")
        }
        do throws(SystemCallError) {
            descriptor = try openDevice(node, O_RDWR)
            _ = try checked(bedside_card_reader_line(descriptor.number), "tcsetattr")
        } catch {
            throw OpenFailure(error, node: node)
        }
        // Best effort: emulated lines do not know it, and it does not bind a privileged program.
        _ = bedside_exclusive(descriptor.number)
        session = SamSession(encoding: CardTextEncoding(scanner.format), at: now)
    }

    var number: Int32 { descriptor.number }
    var isTaken: Bool { true }
    var deadline: ContinuousClock.Instant? { min(session.deadline, retry ?? session.deadline) }

    func drain(into outcomes: inout [ScanOutcome], buffer: inout [UInt8], at now: ContinuousClock.Instant) -> DrainEnd {
        for _ in 0..<16 {
            let result = descriptor.read(into: &buffer)
            guard case .bytes(let count) = result else { return result.end ?? .gone }
            for piece in parser.feed(buffer[..<count]) {
                show(piece, at: now)
                outcomes += perform(session.take(piece, at: now), at: now)
            }
        }
        return .more
    }

    func expire(at now: ContinuousClock.Instant) -> [ScanOutcome] {
        if let retry, retry <= now { flush(at: now) }
        return perform(session.tick(at: now), at: now)
    }

    func tap(_ tap: TraceTap) { self.tap = tap }
    func close() -> [ScanOutcome] { perform(session.close(), at: .now) }

    private func perform(_ actions: [SamSession.Action], at now: ContinuousClock.Instant) -> [ScanOutcome] {
        var outcomes: [ScanOutcome] = []
        for action in actions {
            switch action {
            case .send(let command):
                // A command that still waits was given up: its reply is no longer awaited.
                unsent = command.frame.bytes
                flush(at: now)
            case .resetParser: parser.reset()
            case .tell(let outcome): outcomes.append(outcome)
            }
        }
        return outcomes
    }

    /// Writes without waiting; what the line does not take is tried again in a moment.
    private func flush(at now: ContinuousClock.Instant) {
        retry = nil
        while !unsent.isEmpty {
            let count = unsafe unsent.withUnsafeBytes {
                unsafe bedside_write(descriptor.number, $0.baseAddress, $0.count)
            }
            if count > 0 {
                unsent.removeFirst(count)
            } else {
                // A line that is gone shows in the next read.
                if count == -Int(EAGAIN) { retry = now + .milliseconds(20) } else { unsent = [] }
                return
            }
        }
    }

    /// A trace shows how frames begin, never what the card says: its text would pass every mask.
    private func show(_ piece: SamFrameParser.Piece, at now: ContinuousClock.Instant) {
        guard let tap, tap.isOpen, case .frame(let frame) = piece else { return }
        let status = frame.body.prefix(3)
        tap.bytes(status + [UInt8](repeating: 0, count: frame.body.count - status.count), payload: 0..<0, at: now)
    }
}
