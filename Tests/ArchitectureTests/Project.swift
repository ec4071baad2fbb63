import Foundation

/// The project's own files, found from where this file stands.
enum Project {
    private static let top = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func topLevel() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: top.path).sorted()
    }

    static func sources() throws -> [ProjectFile] { try files(under: "Sources") }

    /// Every text file that people write: code, tests, scripts, texts, units.
    static func everything() throws -> [ProjectFile] {
        var all = try topLevel().filter { $0 != "Package.resolved" }.compactMap { try file($0) }
        for folder in ["Sources", "Tests", "assets", "systemd", ".ci"] { all += try files(under: folder) }
        return all
    }

    private static func files(under folder: String) throws -> [ProjectFile] {
        guard FileManager.default.fileExists(atPath: top.appending(path: folder).path) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: top.appending(path: folder).path)
            .filter { !$0.contains("__pycache__") }.sorted().compactMap { try file("\(folder)/\($0)") }
    }

    /// Nil for folders and for what is no text.
    private static func file(_ path: String) throws -> ProjectFile? {
        let url = top.appending(path: path)
        guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return nil }
        guard let text = String(validating: try Data(contentsOf: url), as: UTF8.self) else { return nil }
        return ProjectFile(path: path, text: text)
    }
}
