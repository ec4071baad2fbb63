import ArgumentParser
import BedsideWire
import Foundation

/// `bedside import FILE.json`: hands a documented file to the daemon, which takes it whole or refuses it whole.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Load orders, beds, staff, prices, charges, insurance results and reports.",
        discussion:
            "Importing a file twice changes nothing. A bad file is refused whole, naming the place and the rule.")

    @Argument(help: "The file, in the format of import.md.") var file: String
    @OptionGroup var options: SocketOptions
    @Flag(help: "Print the result as JSON.") var json = false

    func run() async throws {
        try await options.withAdmin { client in
            guard let data = FileManager.default.contents(atPath: file) else {
                throw CommandError(.fileUnreadable, "The file \(file) cannot be read; check path and rights.")
            }
            var outcome: ImportMessage?
            try await client.importFile(Array(data)) { message in
                guard case .progress(let phase, let done, let total) = message else { return outcome = message }
                if !json { FileHandle.standardError.write(Data("\r\(phase): \(done) of \(total)\u{1B}[K".utf8)) }
            }
            if !json { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
            switch outcome {
            case .result(let counts):
                guard !json else { return try Output.json(counts) }
                Output.table(
                    ["SECTION", "NEW", "UNCHANGED", "UPDATED"],
                    counts.map { [$0.section, "\($0.new)", "\($0.unchanged)", "\($0.updated)"] })
            case .refused(let problem):
                let place = problem.place.map { "\(file): \($0): " } ?? "\(file): "
                throw CommandError(.refused, "\(place)\(problem.sentence) Nothing was imported.")
            case .progress, nil:
                throw CommandError(.notUnderstood, "The daemon ended the import without a result; see its log.")
            }
        }
    }
}
