import ArgumentParser
import BedsideWire
import Foundation

/// `bedside devices test NAME`: what a scanner sends and what is made of it, step by step.
struct TestDeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Show what a scanner sends and how it is decoded, step by step, until Ctrl-C.",
        discussion:
            "Letters show as a, digits as 9. With --reveal the content shows; the daemon's log notes that it was asked for."
    )

    @Argument(help: "The scanner's name in the configuration.") var name: String
    @OptionGroup var options: SocketOptions
    @Flag(help: "Show the content of codes.") var reveal = false
    @Flag(help: "Print each step as a line of JSON.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            try await client.trace(name, reveal: reveal) { message, bytes in
                if json {
                    Output.line(String(decoding: bytes, as: UTF8.self))
                } else {
                    Output.line(TraceText.line(message))
                }
                return true
            }
        }
    }
}

/// `bedside devices record NAME --to FILE`: the same into a file, for a bug report.
struct RecordDeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Write what a scanner sends into a file, until Ctrl-C.",
        discussion:
            "Times, lengths, classes of characters and framing stay; letters become a, digits 9. The file is JSON lines."
    )

    @Argument(help: "The scanner's name in the configuration.") var name: String
    @Option(help: ArgumentHelp("The file; it must not exist yet.", valueName: "file")) var to: String
    @Option(help: "End after so many whole scans or faults; 0 for never.") var scans = 0
    @OptionGroup var options: SocketOptions

    func run() async throws {
        let file = try NewFile(to)
        try await options.withAdmin { client in
            Output.problem("recording \(name) to \(to); end with Ctrl-C")
            var count = 0
            try await client.trace(name, reveal: false) { message, bytes in
                try file.write(bytes + [0x0A])
                switch message.step {
                case .scan, .fault:
                    count += 1
                    Output.problem("\(count): \(TraceText.line(message))")
                default: break
                }
                return scans == 0 || count < scans
            }
        }
    }
}

/// `bedside devices replay FILE`: what the daemon's decoders make of a recording.
struct ReplayDeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Decode a recording with this daemon's decoders and show what comes out.",
        discussion: "The terminal and its devices notice nothing of it.")

    @Argument(help: "A file that `bedside devices record` wrote.") var file: String
    @OptionGroup var options: SocketOptions
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            guard let data = FileManager.default.contents(atPath: file), data.count <= TraceFormat.limit else {
                throw CommandError(
                    .fileUnreadable, "The file \(file) cannot be read or is above 8 MiB; check path and rights.")
            }
            let made = try await client.replay(Array(data))
            guard !json else { return try Output.json(made) }
            for message in made { Output.line(TraceText.line(message)) }
            if made.isEmpty { Output.line("The decoders make nothing of this recording.") }
        }
    }
}
