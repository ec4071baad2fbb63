import BedsideDomain
import Foundation
import Testing

@testable import BedsideCentralStore
@testable import BedsideSimulation

/// The simulation of terminals and network against the real store. A failure prints its seed; `BEDSIDE_SEED=N` runs that
/// one alone, `BEDSIDE_SOAK=1` many.
@Suite(.serialized) struct RealSimulationTests {
    private static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["BEDSIDE_SEED"].flatMap(UInt64.init) { return [seed] }
        return Array(1...(environment["BEDSIDE_SOAK"] == "1" ? 300 : 2))
    }()

    @Test(arguments: seeds)
    func nothingIsLostAndNothingHappensTwice(seed: UInt64) async throws {
        let centre = try await RealCentre()
        let simulation = Simulation(seed: seed, central: centre)
        try await simulation.run(kiosks: 3 + Int(seed % 4), storm: .seconds(3600))
        if ProcessInfo.processInfo.environment["BEDSIDE_SEEN"] == "1" {
            print(seed, simulation.steps, simulation.now, simulation.seen)
            for held in try await centre.store.heldEvents(of: RealCentre.hospital) {
                print(seed, "held", held.terminal.text, held.seq, held.kind, held.code)
            }
        }
        for (stay, story) in simulation.story where simulation.violations.contains(where: { $0.contains(stay) }) {
            for line in story { print("seed \(seed), \(stay), \(line)") }
        }
        #expect(simulation.violations.isEmpty, "BEDSIDE_SEED=\(seed) after \(simulation.steps) steps")
        #expect(await centre.failures.isEmpty)
        #expect(try await centre.store.ledgerFaults(of: RealCentre.hospital).isEmpty)
        await centre.close()
    }
}
