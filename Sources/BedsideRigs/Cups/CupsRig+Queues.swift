/// What people do to a print server's queues, well and badly.
extension CupsRig {
    /// Makes a second queue for a printer as an administrator would, and waits for nothing: with the printer switched off
    /// lpadmin says that all is well and cupsd is left with a queue without a description of it.
    package func addBareQueue(_ name: String, for queue: String = "ward") async throws(RigError) {
        try await run([
            "lpadmin", "-p", name, "-E", "-v", "ipp://localhost:\(port(of: queue))/ipp/print", "-m", "everywhere",
        ])
    }

    /// Puts another printer behind a queue, under the same name.
    package func swap(_ queue: String, to other: String) async throws(RigError) {
        try await run(["lpadmin", "-p", queue, "-v", "ipp://localhost:\(port(of: other))/ipp/print"])
    }

    /// Jobs are refused; what is queued goes on.
    package func reject(_ queue: String = "ward") async throws(RigError) { try await run(["cupsreject", queue]) }

    package func accept(_ queue: String = "ward") async throws(RigError) { try await run(["cupsaccept", queue]) }

    /// Somebody presses cancel on the printer itself.
    package func cancelAtPrinter(_ queue: String = "ward") async throws(RigError) {
        try await run([
            "ipptool", "-t", "ipp://localhost:\(port(of: queue))/ipp/print", "cancel-current-job.test",
        ])
    }
}
