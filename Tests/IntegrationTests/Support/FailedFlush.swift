import BedsideRigs
import Foundation

/// A disk that fails to flush a store from some moment on; see Fixtures/failed-flush.c.
struct FailedFlush {
    /// What became of the bytes of a flush that failed.
    enum Fate: String, Sendable, CaseIterable { case kept, lost }

    /// Of the program's start.
    let environment: [String: String]
    private let order: String

    /// Compiles the fixture. Throws ``RigError`` with the compiler's complaint.
    static func made(in folder: String) async throws -> FailedFlush {
        let library = "\(folder)/failed-flush.so"
        let built = try await run([
            "cc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library, fixture("failed-flush.c"),
            "-ldl",
        ])
        guard built.status == 0 else { throw RigError("failed-flush.c: \(built.complaint)") }
        return FailedFlush(
            environment: ["LD_PRELOAD": library, "BEDSIDE_FLUSH": folder + "/flush"], order: folder + "/flush")
    }

    /// From now on every flush fails.
    func begin(_ fate: Fate) throws {
        // Nobody may read it before it is whole.
        try Data("\(fate.rawValue)\n".utf8).write(to: URL(filePath: order), options: .atomic)
    }

    /// The disk was replaced.
    func end() throws {
        if FileManager.default.fileExists(atPath: order) { try FileManager.default.removeItem(atPath: order) }
    }
}
