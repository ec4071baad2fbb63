package import ArgumentParser
import Foundation
import Logging

/// `bedsided`: runs the terminal, or only checks its configuration.
package struct DaemonCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "bedsided",
        abstract: "Drives a ward terminal: scanners, printers, payments and the patient's screens.",
        version: StatusReporter.version)

    @Option(help: "The configuration file.")
    var config = "/etc/bedside/bedside.yaml"

    @Flag(help: "Check the configuration file, say what is wrong, and end.")
    var checkConfig = false

    package init() {}

    package func run() async throws {
        let configuration: DaemonConfiguration
        do {
            configuration = try ConfigurationReader.read(file: config)
        } catch {
            FileHandle.standardError.write(Data("bedsided: \(error)\n".utf8))
            throw ExitCode(78)  // EX_CONFIG of sysexits.h
        }
        guard !checkConfig else {
            FileHandle.standardOutput.write(Data("\(config): ok\n".utf8))
            return
        }
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "bedsided")
        logger.logLevel = Logger.Level(rawValue: configuration.logLevel) ?? .info
        do {
            let file = config
            try await Daemon(
                configuration: configuration,
                isConfigurationGood: {
                    do { _ = try ConfigurationReader.read(file: file) } catch { return false }
                    return true
                }, logger: logger
            ).run()
        } catch {
            logger.critical("bedsided ends", metadata: ["cause": "\(error)"])
            throw ExitCode(1)
        }
    }
}
