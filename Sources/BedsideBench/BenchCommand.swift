package import ArgumentParser
import BedsideDemo
import Foundation

/// `bedside-bench SUITE`: measures one suite, or all of them, and prints figures for people or programs.
package struct BenchCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "bedside-bench", abstract: "Measure Bedside on this machine. Use a release build.",
        discussion: "Suites: " + Suite.allCases.map(\.rawValue).joined(separator: ", ") + ", or all.")

    enum Suite: String, CaseIterable, ExpressibleByArgument {
        case scan, devices, paper, print, screen, start, growth, alarms, central
    }

    @Argument(help: "Which suite, or all.") var suite = "all"
    @Flag(help: "One JSON object a line.") var json = false
    @Option(help: "Scans of the suite scan.") var scans = 10_000
    @Option(help: "Scans of each of the eight devices in the suite devices.") var bursts = 1000
    @Option(help: "Replugs in the suite devices.") var replugs = 10_000
    @Option(help: "Pages and receipts in the suite print.") var pages = 100
    @Option(help: "Years of a 50-bed ward in the suite growth.") var years = 5
    @Option(help: "Raises one by one in the suite alarms.") var raises = 10_000
    @Option(help: "Sources that call within one second in the suite alarms.") var calls = 5000
    @Option(help: "Terminals of the suite central at most; fewer for a trial.") var terminals = 2000
    @Option(help: "Rounds and repetitions of the suite central.") var rounds = 7
    @Option(parsing: .upToNextOption, help: "Parts of the suite central; all without.")
    var parts: [CentralSuite.Part] = []
    @Option(help: "The program bedsided; found beside this one.") var bedsided: String?
    @Option(help: "The folder of the screen texts and the demo ward.") var assets: String?

    package init() {}

    package func run() async throws {
        let suites = suite == "all" ? Suite.allCases : Suite(rawValue: suite).map { [$0] }
        guard let suites else { throw ValidationError("There is no suite '\(suite)'.") }
        let places = try DemoWard.Places.find(bedsided: bedsided, assets: assets)
        tell("machine: \(Machine.description)")
        for suite in suites {
            let figures: [Figure]
            switch suite {
            case .scan: figures = try await ScanSuite(places: places, scans: scans).run()
            case .devices: figures = try await DevicesSuite(scans: bursts, replugs: replugs).run()
            case .print: figures = try await PrintSuite(samples: pages).run()
            case .paper: figures = try await PaperSuite().run()
            case .screen: figures = ScreenSuite().run()
            case .start: figures = try await StartSuite(places: places).run()
            case .growth: figures = try await GrowthSuite(years: years).run()
            case .central:
                figures = try await CentralSuite(
                    places: places, scale: .init(terminals: terminals, rounds: rounds),
                    parts: parts.isEmpty ? CentralSuite.Part.allCases : parts
                ).run()
            case .alarms: figures = try await AlarmsSuite(places: places, raises: raises, burst: calls).run()
            }
            try show(figures, of: suite)
        }
    }

    /// A table for people; with --json it goes to standard error, so that every run says machine, build and sample sizes.
    private func show(_ figures: [Figure], of suite: Suite) throws {
        tell("\(suite.rawValue):")
        for figure in figures {
            let name = figure.figure.padding(toLength: 28, withPad: " ", startingAt: 0)
            tell("  \(name) \(figure.value) \(figure.unit)  \(figure.note)")
        }
        guard json else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        for figure in figures { print(String(decoding: try encoder.encode(figure), as: UTF8.self)) }
    }

    private func tell(_ line: String) {
        let output = json ? FileHandle.standardError : FileHandle.standardOutput
        output.write(Data((line + "\n").utf8))
    }
}
