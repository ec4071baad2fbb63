import BedsideDomain
import Testing

@testable import BedsideCentral

/// Nobody sleeps through a publication, and nobody waits for nothing.
@Suite struct WaitHubTests {
    let hospital = HospitalID(trusted: "H1")
    let terminal = TerminalName(trusted: "T-1")
    var later: ContinuousClock.Instant { ContinuousClock().now + .seconds(60) }

    private func wait(_ hub: WaitHub, ticket: UInt64, until: ContinuousClock.Instant) async -> WaitHub.End {
        await hub.wait(hub.newWait(), hospital: hospital, terminal: terminal, after: ticket, until: until)
    }

    @Test func aPublicationBeforeTheWaitCounts() async {
        let hub = WaitHub()
        let ticket = hub.ticket(hospital)
        hub.published(hospital)
        #expect(await wait(hub, ticket: ticket, until: later) == .published)
        // Another hospital's does not.
        let next = hub.ticket(hospital)
        hub.published(HospitalID(trusted: "H2"))
        #expect(await wait(hub, ticket: next, until: ContinuousClock().now) == .timeOver)
    }

    @Test func whoWaitsIsWokenOnce() async {
        let hub = WaitHub()
        async let first = wait(hub, ticket: 0, until: later)
        async let second = wait(hub, ticket: 0, until: later)
        while hub.waiting < 2 { await Task.yield() }
        hub.published(hospital)
        #expect(await [first, second] == [.published, .published])
        #expect(hub.waiting == 0)
    }

    /// A part of the server failed, and the rest is cancelled: the end must not wait for the last long poll.
    @Test func aServerThatFailsEndsEveryWait() async throws {
        let hub = WaitHub()
        let service = Task { try await WaitService(hub: hub).run() }
        async let waiting = wait(hub, ticket: 0, until: ContinuousClock().now + .seconds(5))
        while hub.waiting < 1 { await Task.yield() }
        service.cancel()
        #expect(await waiting == .ended)
        _ = await service.result
    }

    @Test func aRevocationEndsItsOwnWaitsOnly() async {
        let hub = WaitHub()
        async let mine = wait(hub, ticket: 0, until: later)
        let other = hub.newWait()
        async let others = hub.wait(
            other, hospital: hospital, terminal: TerminalName(trusted: "T-2"), after: 0, until: later)
        while hub.waiting < 2 { await Task.yield() }
        hub.end(terminal, of: hospital)
        #expect(await mine == .ended)
        #expect(hub.waiting == 1)
        hub.end(other)
        #expect(await others == .ended)
    }

    @Test func aWaitThatEndedBeforeItBeganDoesNotBegin() async {
        let hub = WaitHub()
        let id = hub.newWait()
        hub.end(id)
        #expect(await hub.wait(id, hospital: hospital, terminal: terminal, after: 0, until: later) == .ended)
        hub.stop()
        #expect(await wait(hub, ticket: 0, until: later) == .ended)
    }

    @Test func timeEndsAWait() async {
        let hub = WaitHub()
        #expect(await wait(hub, ticket: 0, until: ContinuousClock().now + .milliseconds(100)) == .timeOver)
        #expect(hub.waiting == 0)
    }
}
