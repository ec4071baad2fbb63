import BedsideRigs
import Foundation

/// Takes the power from a daemon at a commit of its store; see Fixtures/power-cut.c.
struct PowerCut {
    enum Moment: String, Sendable, CaseIterable {
        /// Nothing of the commit is on the disk.
        case before
        /// All of it is, and nobody was told.
        case after
    }

    /// Of the daemon's start.
    let environment: [String: String]
    private let folder: String

    /// Compiles the fixture. Throws ``RigError`` with the compiler's complaint.
    static func library(in folder: String) async throws -> String {
        let library = "\(folder)/power-cut.so"
        let built = try await run([
            "cc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library, fixture("power-cut.c"),
            "-ldl", "-pthread",
        ])
        guard built.status == 0 else { throw RigError("power-cut.c: \(built.complaint)") }
        return library
    }

    init(library: String, folder: String) throws {
        self.folder = folder
        environment = ["LD_PRELOAD": library, "BEDSIDE_POWER": folder]
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// For the daemon's next start: which commit it does not survive.
    func order(_ moment: Moment, _ commit: Int) throws {
        try Data("\(moment.rawValue) \(commit)\n".utf8).write(to: URL(filePath: "\(folder)/cut"))
    }

    /// The power stays.
    func call() throws {
        if FileManager.default.fileExists(atPath: "\(folder)/cut") {
            try FileManager.default.removeItem(atPath: "\(folder)/cut")
        }
    }

    /// Commits of all starts so far.
    var commits: Int {
        bytes(of: "\(folder)/commits").reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
