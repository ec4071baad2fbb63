package import ArgumentParser
import BedsideRigs
import Foundation

/// `bedside demo`: a whole ward in a temporary folder, to try by hand or to tell its story by itself.
package struct DemoCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Open a demo ward in this terminal, or tell its whole story into a folder.")

    @Option(
        help: ArgumentHelp("Tell the story by itself and leave screens, papers and a summary here.", valueName: "dir"))
    var walkthrough: String?
    @Flag(help: "Show the nurses' screen in this terminal instead of the patient's.") var ward = false
    @Option(help: "The program bedsided; found beside this one.") var bedsided: String?
    @Option(help: "The folder of the screen texts and the demo ward.") var assets: String?

    package init() {}

    package func run() async throws {
        do {
            let places = try DemoWard.Places.find(bedsided: bedsided, assets: assets)
            if let walkthrough {
                try await Story(places: places, folder: walkthrough).tell()
            } else {
                try await InteractiveDemo(places: places, showsWard: ward).run()
            }
        } catch let error as RigError {
            FileHandle.standardError.write(Data("bedside demo: \(error)\n".utf8))
            throw ExitCode(1)
        }
    }
}
