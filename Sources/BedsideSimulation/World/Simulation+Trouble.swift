import BedsideDomain
import BedsideSync

extension Simulation {
    /// Something goes wrong, or a person does something.
    func trouble() async throws {
        guard !isCalm else { return }
        queue.push(.trouble, at: now + dice.duration(upTo: 60))
        let index = dice.roll(kiosks.count)
        counter += 1
        switch dice.roll(40) {
        case 0...5: kiosks[index].cutUntil = now + dice.duration(upTo: 600)
        case 6...9: crash(index)
        case 10:
            busyUntil = now + dice.duration(upTo: dice.once(in: 4) ? 3600 : 120)
            retryAfter = dice.once(in: 2) ? busyUntil - now : nil
        case 11, 12:
            await central.backUp()
            hasBackup = true
        case 13: if hasBackup, restores < 3 { await restoreCentral() }
        case 14: images[index] = kiosks[index].disk
        case 15: if let image = images[index], dice.once(in: 3) { await restore(image, at: index) }
        case 16: if dice.once(in: 4), kiosks.count < 12, kiosks[index].isOn { clone(index) }
        case 17: kiosks[index].wallError = Int64([-10, 0, 10][dice.roll(3)]) * 365 * 86_400_000
        case 18: await central.prune()
        case 19: await central.upgrade()
        case 20...26:
            let ward = dice.once(in: 3) ? nil : WardID(trusted: dice.once(in: 2) ? "W1" : "W2")
            await central.publish(.beds, key: "B\(dice.roll(30))", body: "{\"v\":\(counter)}", ward: ward)
        case 27:
            await central.publish(FeedTable(rawValue: "unheard_of"), key: "X", body: "{\"v\":\(counter)}", ward: nil)
        case 28:
            for number in 0..<25 {
                await central.publish(.priceLists, key: "L\(number)", body: "\(counter)", ward: nil)
            }
        case 29...31:
            let keepers = await central.audit().keepers.keys.sorted()
            if let encounter = dice.pick(keepers) {
                await central.move(encounter, to: WardID(trusted: dice.once(in: 2) ? "W1" : "W2"))
            }
        case 32...36:
            if kiosks[index].isStopped, kiosks[index].isOn, !kiosks[index].isClone { try await enrol(index) }
        default:
            // Long after: the network is back and says so.
            tell(index, .up(.linkUp))
            tell(index, .down(.linkUp))
        }
    }

    /// A person with a fresh token.
    func enrol(_ index: Int) async throws {
        count("enrolled")
        // Random in truth: also a disk that was set back opens another one than before.
        kiosks[index].disk.salt = UInt64(steps)
        let stream = kiosks[index].disk.nextStream()
        kiosks[index].certificate = try await central.enrol(
            kiosks[index].name, ward: kiosks[index].ward, stream: stream)
        kiosks[index].disk.adopt(stream)
        kiosks[index].sawNoCertificate = false
        kiosks[index].highestAck = 0
        kiosks[index].isStale = false
        kiosks[index].restart(pace)
        tell(index, .up(.enrolled))
        tell(index, .down(.enrolled))
        tell(index, .act, after: dice.duration(upTo: 20))
    }

    private func restoreCentral() async {
        count("central restored")
        restores += 1
        for encounter in story.keys { story[encounter]?.append("\(now): the central store is restored") }
        await central.restoreBackup()
        await forgetTheUnknowable()
        for index in kiosks.indices { kiosks[index].highestAck = 0 }
    }

    /// Gone from the central store by a restore, and with the only disk that had it: nobody could have it.
    func forgetTheUnknowable() async {
        let kept = await central.audit().kept
        let onDisks = Set(kiosks.flatMap { $0.isOn ? $0.disk.rows.map(\.hash) : [] })
        acknowledged = acknowledged.filter { kept.contains($0) || onDisks.contains($0) }
    }

    private func restore(_ image: MemoryStore, at index: Int) async {
        guard image.last < kiosks[index].disk.last else { return }
        count("disk restored")
        taint(kiosks[index].disk)
        taint(image)
        kiosks[index].disk = image
        await forgetTheUnknowable()
        kiosks[index].isStale = true
        kiosks[index].restart(pace)
        start(index)
    }

    private func clone(_ index: Int) {
        count("clone")
        taint(kiosks[index].disk)
        var clone = SimKiosk(
            kiosks[index].name, ward: kiosks[index].ward, isClone: true, disk: kiosks[index].disk,
            certificate: kiosks[index].certificate, pace: pace)
        clone.isStale = true
        kiosks[index].isStale = true
        kiosks.append(clone)
        start(kiosks.count - 1)
    }

    private func taint(_ disk: MemoryStore) { tainted.formUnion(disk.stays.keys) }
}
