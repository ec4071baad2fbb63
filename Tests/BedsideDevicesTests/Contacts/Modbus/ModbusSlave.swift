import Foundation
import Glibc

/// pymodbus on a pty (the integration tests' fixture `modbus-slave.py`): a slave that this project did not write.
final class ModbusSlave {
    let path: String
    private let process = Process()
    private let commands = Pipe()
    private let replies = Pipe()
    private let folder: Folder

    /// - Parameters:
    ///   - folder: where its path is; a further slave in the same folder takes the path over.
    ///   - inputs: how many discrete inputs it has; it refuses to read others.
    init(in folder: Folder, inputs: Int = 32) throws {
        self.folder = folder
        path = folder.path + "/module"
        let program = URL(filePath: #filePath)
            .appending(path: "../../../../IntegrationTests/Fixtures/modbus-slave.py").standardized.path
        // The interpreter that has pymodbus; another python3 may come first on the PATH.
        let interpreter = ProcessInfo.processInfo.environment["BEDSIDE_PYTHON"] ?? "/usr/bin/python3"
        process.executableURL = URL(filePath: interpreter)
        process.arguments = [program, path, "7", "\(inputs)"]
        process.standardInput = commands
        process.standardOutput = replies
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It obeys once its line is there.
        try obey("good")
    }

    deinit { kill() }

    /// Says it and waits until it is obeyed.
    func obey(_ command: String) throws {
        try commands.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
        guard try readLine() == "ok" else { throw CocoaError(.fileReadUnknown) }
    }

    func set(_ input: Int, _ isClosed: Bool) throws { try obey("set \(input) \(isClosed ? 1 : 0)") }

    /// Its end is the end of its line, as of an adapter that is pulled out.
    func kill() {
        guard process.isRunning else { return }
        // A child of a thread of the pool has SIGTERM blocked.
        _ = Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func readLine() throws -> String {
        var line: [UInt8] = []
        while let byte = try replies.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }
}
