import BedsideDomain
import BedsideSync
import BedsideWire

extension Simulation {
    /// Within an epoch and without a restore the central store never goes back, and it never has more than was sent... unless a
    /// copy of this disk sent it.
    func checkAck(_ answer: UpAnswer, of request: UpRequest, at index: Int) {
        guard !kiosks[index].isStale, kiosks[index].disk.stream.epoch == request.epoch else { return }
        if answer.ack < kiosks[index].highestAck, restores == 0 {
            violated("ack of \(kiosks[index].name.text) went back to \(answer.ack)")
        }
        kiosks[index].highestAck = max(kiosks[index].highestAck, answer.ack)
    }

    /// Nobody keeps what somebody else keeps.
    func checkKeeper(of encounter: EncounterID) {
        guard !tainted.contains(encounter) else { return }
        let keepers = kiosks.filter { $0.isOn && !$0.isStale && $0.disk.stays[encounter]?.isHere == true }
        if keepers.count > 1 { violated("\(encounter.text) is kept by \(keepers.map(\.name.text))") }
    }

    /// What is not as it will be when everybody has heard everything; empty when all is well.
    func disagreements() async -> [String] {
        let audit = await central.audit()
        var found: [String] = []
        for kiosk in kiosks where kiosk.isOn {
            let name = kiosk.name.text
            if kiosk.isStopped {
                found.append("\(name) is stopped: \(kiosk.disk.stopReason?.rawValue ?? "certificate")")
            }
            if kiosk.disk.acked != kiosk.disk.last {
                found.append("\(name) has sent \(kiosk.disk.acked) of \(kiosk.disk.last)")
            }
            if kiosk.disk.commands.contains(where: { $0.value.state != .ended }) {
                found.append("\(name) has a command")
            }
            let expected = audit.things(kiosk.name).filter { MemoryStore.known.contains($0.key.table) }
            if kiosk.disk.things.filter({ $0.value.body != nil }) != expected {
                found.append("\(name) does not have the feed's state")
            }
            if !kiosk.takes.isEmpty { found.append("\(name) is taking a stay") }
        }
        for (encounter, _) in audit.custody where !tainted.contains(encounter) {
            let here = kiosks.filter { $0.isOn && $0.disk.stays[encounter]?.isHere == true }
            guard !here.contains(where: { $0.disk.stays[encounter]?.isSettled == true }) else { continue }
            if let keeper = audit.keepers[encounter] {
                if here.map(\.name) != [keeper] { found.append("\(encounter.text) is not at its keeper") }
            } else if !here.isEmpty {
                found.append("\(encounter.text) is kept without the central store's knowledge")
            }
        }
        return found
    }

    /// At the end: nothing lost, nothing twice, no money made or gone.
    func checkBooks() async {
        let audit = await central.audit()
        let missing = acknowledged.subtracting(audit.kept)
        if !missing.isEmpty { violated("\(missing.count) acknowledged facts are missing") }
        if let twice = audit.effects.first(where: { $0.value != 1 }) { violated("an operation \(twice.value) times") }
        for kiosk in kiosks where kiosk.isOn {
            for row in kiosk.disk.rows.prefix(Int(kiosk.disk.acked))
            where audit.effects[row.event.operation] == nil && !audit.held.contains(row.event.operation) {
                violated("\(row.event.kind) \(row.event.seq) of \(kiosk.name.text) had no effect")
            }
        }
        let paid = payments.filter { audit.effects[$0.key] != nil }.values.reduce(0, +)
        if paid != audit.paid { violated("paid \(audit.paid) instead of \(paid)") }
        if audit.paid != audit.settled + audit.custody.values.reduce(0, +) { violated("money was made or lost") }
        for kiosk in kiosks where kiosk.isOn {
            for (encounter, stay) in kiosk.disk.stays where stay.isHere && !tainted.contains(encounter) {
                let expected = stay.isSettled ? 0 : stay.deposits
                if audit.custody[encounter] != expected {
                    violated(
                        "\(encounter.text): \(expected) at \(kiosk.name.text), \(audit.custody[encounter] ?? -1) at the centre"
                    )
                }
                checkKeeper(of: encounter)
            }
        }
    }
}
