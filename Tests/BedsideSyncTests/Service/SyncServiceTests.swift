import BedsideDomain
import BedsideSync
import BedsideTransport
import BedsideWire
import Testing

@testable import BedsideSimulation

/// The service's loops over the model of the central store.
struct SyncServiceTests {
    private let central = CentralModel(dice: Dice(seed: 99))
    private let authority: Authority

    init() throws { authority = try EnrolmentRig.make() }

    /// Asks again and again, for a minute at the most.
    private func eventually(_ what: Comment, _ isTrue: () async throws -> Bool) async throws {
        for _ in 0..<6000 {
            if try await isTrue() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record(what)
    }

    private func running(_ rigs: [ServiceRig], _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for rig in rigs { group.addTask { try await rig.service.run() } }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private func enrol(_ rig: ServiceRig) async throws {
        _ = try await rig.service.enrol(url: "https://central", token: rig.lines.rig.token)
    }

    @Test func anEnrolledTerminalSendsEverythingAndHearsTheFeed() async throws {
        let rig = try ServiceRig("K1", central, authority, seed: 1)
        let encounter = EncounterID(trusted: "E1")
        await rig.store.with { $0.stays[encounter] = MemoryStore.Stay(isHere: true, deposits: 500) }
        await rig.tell("encounter.admitted", "E1", FactBody(encounter: encounter))
        try await running([rig]) {
            #expect(try await rig.service.health().standing == .neverEnrolled)
            try await enrol(rig)
            try await eventually("the fact is not sent") { await rig.store.disk.acked == 1 }
            await central.publish(.beds, key: "B1", body: "{}", ward: nil)
            try await eventually("the feed is not heard") { rig.changed.contains(.beds) }
            await rig.tell("payment.paid", "P1", FactBody(encounter: encounter, amountFen: 500))
            try await eventually("the second fact is not sent") { await rig.store.disk.acked == 2 }
            #expect(await central.audit().paid == 500)
            #expect(try await rig.service.health().standing == .inStep)
            #expect(rig.service.enrolment?.terminal == TerminalName(trusted: "K1"))
        }
    }

    @Test func aStayGoesFromOneTerminalToTheOther() async throws {
        let first = try ServiceRig("K1", central, authority, seed: 1)
        let second = try ServiceRig("K2", central, authority, seed: 2)
        let encounter = EncounterID(trusted: "E1")
        try await running([first, second]) {
            try await enrol(first)
            try await enrol(second)
            try await eventually("not open") { first.service.enrolment != nil && second.service.enrolment != nil }
            await first.store.with { $0.stays[encounter] = MemoryStore.Stay(isHere: true, deposits: 700) }
            await first.tell("encounter.admitted", "E1", FactBody(encounter: encounter))
            await first.tell("payment.paid", "P1", FactBody(encounter: encounter, amountFen: 700))
            try await eventually("not sent") { await first.store.disk.acked == 2 }
            #expect(await second.service.stays.take(encounter, wait: .seconds(60)) == .taken)
            #expect(await second.store.disk.stays[encounter]?.deposits == 700)
            #expect(await first.store.disk.stays[encounter]?.isHere == false)
            #expect(await central.audit().keepers[encounter] == TerminalName(trusted: "K2"))
            #expect(await second.service.stays.take(EncounterID(trusted: "E9"), wait: .seconds(1)) == .unknown)
        }
        #expect(await second.service.stays.take(encounter, wait: .seconds(1)) == .offline)
    }

    @Test func whatCameBackIsTakenWithoutAnybodyAsking() async throws {
        let rig = try ServiceRig("K1", central, authority, seed: 1)
        let encounter = EncounterID(trusted: "E1")
        try await running([rig]) {
            try await enrol(rig)
            // The central store says that it is this terminal's; it is not here.
            await rig.tell("encounter.admitted", "E1", FactBody(encounter: encounter))
            try await eventually("not taken") { await rig.store.disk.stays[encounter]?.isHere == true }
        }
    }

    @Test func aStoppedTerminalSaysSoAndANewEnrolmentThawsIt() async throws {
        let rig = try ServiceRig("K1", central, authority, seed: 1)
        try await running([rig]) {
            try await enrol(rig)
            await rig.tell("print.done", "1", FactBody())
            try await eventually("not sent") { await rig.store.disk.acked == 1 }
            central.with { $0.terminals[TerminalName(trusted: "K1")]?.isFrozen = true }
            await rig.tell("print.done", "2", FactBody())
            try await eventually("not frozen") { try await rig.service.health().standing == .frozen(.frozen) }
            #expect(await rig.store.disk.acked == 1)
            try await enrol(rig)
            try await eventually("not thawed") { await rig.store.disk.acked == 2 }
            #expect(await central.audit().effects.values.allSatisfy { $0 == 1 })
        }
    }

    @Test(.timeLimit(.minutes(1))) func aCommitOfUnknownEndEndsTheService() async throws {
        let rig = try ServiceRig("K1", central, authority, seed: 1)
        await rig.store.failNextCommit()
        let service = Task { try await rig.service.run() }
        try await enrol(rig)
        await #expect(throws: CommitUnknown.self) { try await service.value }
    }

    @Test func moneyIsSignedWithTheIdentitysKey() async throws {
        let rig = try ServiceRig("K1", central, authority, seed: 1)
        let encounter = EncounterID(trusted: "E1")
        try await running([rig]) {
            try await enrol(rig)
            await rig.tell("payment.paid", "P1", FactBody(encounter: encounter, amountFen: 5))
            try await eventually("not sent") { await rig.store.disk.acked == 1 }
        }
        let kept = try #require(central.with { $0.inbox.values.first?[1] })
        let key = try #require(try rig.service.identity()?.signingKey.publicKey)
        #expect(SigningKey.isValid(try #require(kept.event.signature), of: kept.hash, by: key))
    }
}
