import BedsideSync
import Foundation
import Testing

@testable import BedsideSimulation

/// Everything that can go wrong between terminals and a central store, from seeds. A failure prints its seed;
/// `BEDSIDE_SEED=N` runs that one alone, `BEDSIDE_SOAK=1` a hundred times as many.
@Suite(.serialized) struct SimulationTests {
    private static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["BEDSIDE_SEED"].flatMap(UInt64.init) { return [seed] }
        return Array(1...(environment["BEDSIDE_SOAK"] == "1" ? 600 : 6))
    }()

    @Test(arguments: seeds)
    func nothingIsLostAndNothingHappensTwice(seed: UInt64) async throws {
        let simulation = Simulation(seed: seed, central: CentralModel(dice: Dice(seed: seed ^ 0x5EED)))
        try await simulation.run(kiosks: 3 + Int(seed % 4), storm: .seconds(3600))
        if ProcessInfo.processInfo.environment["BEDSIDE_SEEN"] == "1" {
            print(seed, simulation.steps, simulation.now, simulation.seen)
        }
        // The whole life of the stays that a violation names.
        for (stay, story) in simulation.story where simulation.violations.contains(where: { $0.contains(stay) }) {
            for line in story { print("seed \(seed), \(stay), \(line)") }
        }
        #expect(simulation.violations.isEmpty, "BEDSIDE_SEED=\(seed) after \(simulation.steps) steps")
    }
}
