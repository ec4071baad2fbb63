import BedsideDomain
import CPosix
import Glibc

/// Draws foreign PDFs in processes of their own, one at a time, on a queue of its own.
///
/// The drawing libraries abort on some damaged files (a Cairo assertion, found by random damage), and the daemon's alarms
/// must outlive any report.
actor ReportProcess {
    /// Path of the program `bedside-report`.
    private let program: String
    private let executor = QueueExecutor(label: "bedside.report")
    /// The worker stops itself after 20 s of drawing; this is for one that can't.
    private static let longest = Duration.seconds(40)

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    init(program: String) { self.program = program }

    /// Throws ``PrintingError``: the worker's own, `reportUnreadable` when it died, `drawingFailed` when it did not start.
    func draw(_ sheet: ReportSheet, at time: Timestamp) throws(PrintingError) -> [UInt8] {
        guard sheet.pdf.count <= ImportedPDF.maximumBytes else { throw ImportedPDF.tooLarge(sheet.pdf.count) }
        let worker = try start()
        defer { worker.end() }
        let deadline = ContinuousClock.now + Self.longest
        worker.send(ReportFrame.request(sheet, at: time), until: deadline)
        return try ReportFrame.read(answer: worker.receive(atMost: ReportSheet.maximumOutput + 1, until: deadline))
    }

    private func start() throws(PrintingError) -> Worker {
        var socket: Int32 = -1
        let arguments = unsafe [strdup(program), nil]
        let environment = unsafe [strdup("LC_ALL=C.UTF-8"), strdup("PATH=/usr/bin:/bin"), nil]
        defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
        let pid = unsafe bedside_spawn_filter(program, arguments, environment, &socket)
        guard pid > 0 else {
            throw PrintingError(
                .drawingFailed,
                "The program \(program) did not start (errno \(-pid)); reports can't be printed until it is installed.")
        }
        return Worker(pid: pid, socket: socket)
    }
}

/// A running worker and our end of its socket.
private struct Worker {
    let pid: pid_t
    let socket: Int32

    /// A worker that dies early just takes no more.
    func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) {
        var position = 0
        while position < bytes.count, ready(POLLOUT, until: deadline) {
            let count = unsafe bytes[position...].withUnsafeBytes { piece in
                unsafe Glibc.send(socket, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count < 0, errno == EAGAIN || errno == EINTR { continue }
            guard count > 0 else { break }
            position += count
        }
        shutdown(socket, Int32(SHUT_WR))
    }

    /// All that came until the worker closed its end; cut at the limit and at the deadline.
    func receive(atMost most: Int, until deadline: ContinuousClock.Instant) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < most, ready(POLLIN, until: deadline) {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
        return []
    }

    /// Ends it, if it has not ended by itself, and takes its status, so that no zombie stays.
    func end() {
        close(socket)
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }

    private func ready(_ event: Int32, until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = (deadline - .now).components
            let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
            guard milliseconds > 0 else { return false }
            var wanted = pollfd(fd: socket, events: Int16(event), revents: 0)
            let count = unsafe poll(&wanted, 1, Int32(clamping: milliseconds))
            if count > 0 { return true }
            if count == 0 || errno != EINTR { return false }
        }
    }
}
