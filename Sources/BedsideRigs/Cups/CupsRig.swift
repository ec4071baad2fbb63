import CPosix
import Glibc
import Synchronization

/// A private CUPS with virtual printers: real cupsd, real ippeveprinter, no root, no systemd, no avahi.
///
/// All of it lives in one folder and ends with ``stop()``, and also when this process ends in any other way: a small shell
/// waits for that on a pipe.
package final class CupsRig: Sendable {
    private let folder: CupsFolder
    private let printers: [VirtualPrinter]
    private let state: Mutex<State>

    private struct State {
        var children: [String: Child] = [:]
        /// Each printer keeps its port when it is switched off and on.
        var ports: [String: UInt16] = [:]
        /// The end of the watcher's pipe that closes when we die.
        var lifeline: Int32?
    }

    private init(_ folder: CupsFolder, _ printers: [VirtualPrinter]) {
        self.folder = folder
        self.printers = printers
        state = Mutex(State())
    }

    /// - Parameters:
    ///   - directory: absolute, short; made when missing. As root all its parents must be open to user lp, as /var/tmp is.
    ///   - dirtyCleanInterval: seconds until cupsd writes its jobs to disk; CUPS itself has 30, and forgets them in a crash.
    ///
    /// Throws ``RigError``; what had been started by then is ended.
    package static func start(
        in directory: String, printers: [VirtualPrinter] = [VirtualPrinter(queue: "ward", kind: .a4)],
        dirtyCleanInterval: Int = 0
    ) async throws(RigError) -> CupsRig {
        let rig = CupsRig(try CupsFolder(directory), printers)
        do throws(RigError) {
            try rig.folder.lay(printers: printers, dirtyCleanInterval: dirtyCleanInterval)
            try rig.startWatcher()
            try await rig.startBus()
            for printer in printers { try await rig.startPrinter(printer.queue) }
            try await rig.startCupsd()
            for printer in printers { try await rig.addQueue(printer.queue) }
            if dirtyCleanInterval > 0 {
                // A clean restart writes the queues to disk now.
                try await rig.stopCupsd()
                try await rig.startCupsd()
            }
            return rig
        } catch {
            // Also when this task was cancelled: ending takes waits of its own.
            await Task { await rig.stop() }.value
            throw error
        }
    }

    /// Path of cupsd's socket.
    package var socket: String { folder.socket }
    /// What lp, lpstat, cancel and libcups' defaults need to find this cupsd.
    package var environment: [String: String] { ["CUPS_SERVER": folder.socket] }
    package var queues: [String] { printers.map(\.queue) }
    /// cupsd's own log, for a test that fails.
    package var errorLog: String { readFile(folder.log("error_log")) ?? "" }

    /// Ends everything that the rig started; its files stay.
    package func stop() async {
        do {
            let ending = try Child(["/bin/sh", folder.endScript], log: folder.path + "/log/end")
            try await ending.wait()
            let (children, lifeline) = state.withLock { state in
                defer { state = State() }
                return (state.children, state.lifeline)
            }
            if let lifeline { close(lifeline) }
            for child in children.values { try await child.wait() }
        } catch {
            // The watcher does it again when this process ends.
        }
    }

    // MARK: Faults

    /// Sets a fault by its printer-state-reason (`media-empty`, `media-jam`, `cover-open`, `marker-supply-empty` …), `abort`
    /// for a job that fails, or nil to clear it. Throws ``RigError``.
    package func fault(_ keyword: String?, queue: String = "ward") throws(RigError) {
        if let keyword, !keyword.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) {
            throw RigError("not a fault keyword")
        }
        try writeFile(folder.fault(queue), keyword.map { $0 + "\n" } ?? "")
    }

    /// cupsd dies without a word; its backends may go on.
    package func killCupsd() async throws(RigError) { try await end("cupsd", SIGKILL) }

    /// cupsd ends in order.
    package func stopCupsd() async throws(RigError) { try await end("cupsd", SIGTERM) }

    package func startCupsd() async throws(RigError) {
        unsafe unlink(folder.socket)
        let arguments = ["cupsd", "-f", "-c", folder.path + "/cupsd.conf", "-s", folder.path + "/cups-files.conf"]
        let cupsd = try Child(arguments, log: folder.log("cupsd"))
        try remember("cupsd", cupsd)
        try await until(.seconds(10), "cupsd; see \(folder.log("error_log"))") { accepts(socket: folder.socket) }
    }

    /// cupsd stops answering without closing anything, and goes on when thawed.
    package func freezeCupsd(_ isFrozen: Bool) {
        state.withLock { $0.children["cupsd"] }?.signal(isFrozen ? SIGSTOP : SIGCONT)
    }

    package func switchOffPrinter(_ queue: String = "ward") async throws(RigError) {
        // A waiting print command would lay down its paper later: it goes off with the printer.
        try fault("abort", queue: queue)
        try await end("printer-\(queue)", SIGKILL)
        try fault(nil, queue: queue)
    }

    package func switchOnPrinter(_ queue: String = "ward") async throws(RigError) { try await startPrinter(queue) }

    package func pause(_ queue: String = "ward") async throws(RigError) {
        try await run(["cupsdisable", "-r", "paused by the rig", queue])
    }

    package func resume(_ queue: String = "ward") async throws(RigError) { try await run(["cupsenable", queue]) }

    /// The port of a printer, also while it is switched off.
    func port(of queue: String) -> UInt16 { state.withLock { $0.ports[queue] } ?? 0 }

    package func cancelAll(_ queue: String = "ward") async throws(RigError) { try await run(["cancel", "-a", queue]) }
    /// Forgets every job, also the finished ones; what was printed lies in the tray all the same.
    package func forgetJobs() async throws(RigError) { try await run(["cancel", "-a", "-x"]) }

    // MARK: Paper

    /// One document that came out on paper.
    package struct Copy: Sendable, Hashable {
        package let queue: String
        /// Path of what the printer received.
        package let file: String
        package let jobName: String
        package let contentType: String
    }

    /// All copies, in the order in which they came out.
    package func copies() -> [Copy] {
        let found = printers.flatMap { printer in
            let own = folder.printer(printer.queue)
            return names(in: own + "/out").map { name in
                let about = (readFile("\(own)/about/\(name)") ?? "").split(
                    separator: "\n", omittingEmptySubsequences: false)
                let copy = Copy(
                    queue: printer.queue, file: "\(own)/out/\(name)", jobName: about.first.map(String.init) ?? "",
                    contentType: about.dropFirst().first.map(String.init) ?? "")
                return (name, copy)
            }
        }
        return found.sorted { $0.0 < $1.0 }.map(\.1)
    }

    // MARK: Programs

    private func startWatcher() throws(RigError) {
        var (reading, writing): (Int32, Int32) = (-1, -1)
        let problem = unsafe bedside_pipe(&reading, &writing)
        guard problem == 0 else { throw RigError("pipe: errno \(-problem)") }
        defer { close(reading) }
        let watcher = try Child(
            ["/bin/sh", folder.endScript, "wait"], log: folder.log("watcher"), input: reading)
        state.withLock { [writing] state in
            state.lifeline = writing
            // Not in the list of what must end: it ends by itself, last.
            state.children["watcher"] = watcher
        }
    }

    private func startBus() async throws(RigError) {
        unsafe unlink(folder.bus)
        let arguments = [
            "dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path=\(folder.bus)",
        ]
        try remember("dbus", try Child(arguments, log: folder.log("dbus")))
        try await until(.seconds(10), "dbus-daemon") { accepts(socket: folder.bus) }
    }

    private func startPrinter(_ queue: String) async throws(RigError) {
        let known = state.withLock { $0.ports[queue] }
        let port: UInt16
        if let known { port = known } else { port = try freePort() }
        let own = folder.printer(queue)
        let arguments = [
            "ippeveprinter", "-r", "off", "-n", "localhost", "-p", "\(port)", "-k", "-d", own + "/spool", "-c",
            own + "/print.sh", "-a", own + "/printer.conf", "-v", queue,
        ]
        // ippeveprinter 2.4.2 ends when it finds no system bus, even with -r off.
        let environment = ["DBUS_SYSTEM_BUS_ADDRESS": "unix:path=\(folder.bus)"]
        let printer = try Child(arguments, environment: environment, log: folder.log("printer-\(queue)"))
        try remember("printer-\(queue)", printer)
        state.withLock { $0.ports[queue] = port }
        try await until(.seconds(10), "ippeveprinter") { accepts(port: port) }
    }

    private func addQueue(_ queue: String) async throws(RigError) {
        let port = state.withLock { $0.ports[queue] } ?? 0
        try await run([
            "lpadmin", "-p", queue, "-E", "-v", "ipp://localhost:\(port)/ipp/print", "-m", "everywhere", "-o",
            "printer-error-policy=retry-current-job",
        ])
        // lpadmin returns at once; cupsd then asks the printer and writes the PPD, or leaves the queue without one.
        try await until(.seconds(10), "the queue's PPD") {
            (readFile("\(folder.path)/root/ppd/\(queue).ppd") ?? "").contains("*CloseUI: *PageSize")
        }
    }

    func run(_ arguments: [String]) async throws(RigError) {
        let child = try Child(arguments, environment: environment, log: folder.log("commands"))
        let code = try await child.wait()
        guard code == 0 else { throw RigError("\(arguments[0]) ended with \(code); see \(folder.log("commands"))") }
    }

    /// Written down before anything waits for it, so that the watcher knows it too.
    private func remember(_ name: String, _ child: Child) throws(RigError) {
        state.withLock { $0.children[name] = child }
        try writeFile(folder.pids, (readFile(folder.pids) ?? "") + "\(name) \(child.pid)\n")
    }

    private func end(_ name: String, _ signal: Int32) async throws(RigError) {
        guard let child = state.withLock({ $0.children.removeValue(forKey: name) }) else {
            throw RigError("\(name) is not running")
        }
        child.signal(signal)
        try await child.wait()
    }
}
