import ArgumentParser
import BedsideCommands
import BedsideDemo

@main
struct Bedside: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bedside", abstract: "The screens and tools of a ward terminal.", version: "0.1.0",
        subcommands: BedsideCommandTree.commands + [DemoCommand.self])
}
