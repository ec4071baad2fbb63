import Foundation
import Testing

/// The scenarios' files, next to this one.
enum ScenarioFiles {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Scenarios")

    struct File: Sendable, Hashable, CustomStringConvertible, CustomTestStringConvertible {
        /// Below the folder: `calls/ordinary`.
        let name: String
        let path: String

        var description: String { name }
        var testDescription: String { name }

        func read() throws -> Scenario {
            try ScenarioParser.parse(
                try String(contentsOfFile: path, encoding: .utf8), file: name + ".scenario")
        }

        /// The line of the scenario that an error is about.
        func location(of error: any Error) -> SourceLocation {
            let line = (error as? any ScenarioStop)?.line ?? 1
            return SourceLocation(
                fileID: "ScenarioTests/\(name).scenario", filePath: path, line: max(line, 1), column: 1)
        }
    }

    static func all() throws -> [File] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".scenario") }.sorted()
            .map { File(name: String($0.dropLast(9)), path: folder.appending(path: $0).path) }
    }
}

/// An error that knows the line of the scenario.
protocol ScenarioStop: Error {
    var line: Int { get }
}

extension ScenarioError: ScenarioStop {}
extension ScenarioRun.Failure: ScenarioStop {}
