import CPosix
import Glibc

/// A program started in a session of its own, so that its children can be found after it died and a Ctrl-C at the terminal
/// does not reach it.
package struct Child: Sendable, Hashable {
    package let pid: Int32

    /// - Parameters:
    ///   - log: where its output goes, appended.
    ///   - input: a descriptor that becomes its standard input; /dev/null without one.
    ///
    /// Throws ``RigError``.
    package init(_ arguments: [String], environment: [String: String] = [:], log: String, input: Int32? = nil)
        throws(RigError)
    {
        let paths = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        let all = ["PATH": paths, "LC_ALL": "C.UTF-8"].merging(environment) { _, own in own }
        guard let program = Self.find(arguments.first ?? "", in: paths) else {
            throw RigError("\(arguments.first ?? "") not found; install its package")
        }
        let argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        let envp = unsafe all.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (argv + envp).forEach { unsafe free($0) } }
        let started = unsafe bedside_spawn_session(program, argv, envp, log, input ?? -1)
        guard started > 0 else { throw RigError("\(program) did not start: errno \(-started)") }
        pid = started
    }

    private static func find(_ program: String, in paths: String) -> String? {
        if program.hasPrefix("/") { return program }
        return paths.split(separator: ":").lazy.map { "\($0)/\(program)" }.first { unsafe access($0, X_OK) == 0 }
    }

    /// Nil while it runs; then its exit code, or 128 and the signal's number.
    package func finished() -> Int32? {
        var status: Int32 = 0
        switch unsafe waitpid(pid, &status, WNOHANG) {
        case 0: return nil
        case pid: return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        default: return 127
        }
    }

    /// Waits until it has ended. Throws ``RigError`` after the time.
    @discardableResult
    package func wait(upTo time: Duration = .seconds(20)) async throws(RigError) -> Int32 {
        var code: Int32?
        try await until(time, "process \(pid) to end") {
            code = finished()
            return code != nil
        }
        return code ?? 127
    }

    package func signal(_ number: Int32) { kill(pid, number) }
}

/// Looks again and again until a condition holds. Throws ``RigError`` after the time.
package func until(
    _ time: Duration, _ what: String, look: Duration = .milliseconds(20), _ condition: () throws(RigError) -> Bool
) async throws(RigError) {
    let deadline = ContinuousClock.now + time
    while try !condition() {
        guard ContinuousClock.now < deadline else { throw RigError("waited \(time) for \(what)") }
        do { try await Task.sleep(for: look) } catch { throw RigError("cancelled waiting for \(what)") }
    }
}
