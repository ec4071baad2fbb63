import ArgumentParser
import BedsideCommands
import BedsideDaemon
import BedsidePrinting

/// The terminal's three programs in one file, as the package installs them: `bedsided`, `bedside` and `bedside-report` are
/// links to it, so that the Swift runtime and the libraries lie on the disk once.
@main
enum Main {
    static func main() async {
        switch CommandLine.arguments.first?.split(separator: "/").last {
        case "bedsided": await DaemonCommand.main()
        case "bedside-report": ReportWorker.runAndExit()
        default: await Bedside.main()
        }
    }
}

/// `bedside` as it is installed: without the demo ward, which has no business on a patient's terminal.
struct Bedside: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bedside", abstract: "The screens and tools of a ward terminal.", version: "0.1.0",
        subcommands: BedsideCommandTree.commands)
}
