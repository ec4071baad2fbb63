import BedsideDevices
import BedsideDomain
import Synchronization
import Testing

@testable import BedsideDaemon

@Suite(.timeLimit(.minutes(1))) struct AlarmInboxTests {
    private let desk = WardScreenName(trusted: "desk")
    private let corridor = WardScreenName(trusted: "corridor")

    @Test("Everything comes out once, in the order in which it came") func order() async throws {
        let inbox = AlarmInbox()
        inbox.put(.fault(.sound, about: "a", isPresent: true))
        inbox.put(.screen(desk, .joined))
        inbox.put(.contacts([.pressed(try PointName("p"), count: 1)]))
        inbox.put(.fault(.sound, about: "b", isPresent: false))
        #expect(await words(inbox) == ["fault a", "joined desk", "contacts 1", "fault b"])
        inbox.put(.tick)
        #expect(await words(inbox) == ["tick"])
    }

    @Test("Ticks, probes and beats count once until they were fetched") func singles() async {
        let inbox = AlarmInbox()
        for _ in 0..<10_000 {
            inbox.put(.tick)
            inbox.put(.probe)
            inbox.put(.beat)
        }
        #expect(await words(inbox) == ["tick", "probe", "beat"])
        inbox.put(.beat)
        #expect(await words(inbox) == ["beat"])
    }

    @Test("Of a screen's confirmations only the newest waits, at the place of the first") func confirmations() async {
        let inbox = AlarmInbox()
        for revision in 1...10_000 as ClosedRange<UInt64> {
            inbox.put(.screen(desk, .confirmed(revision)))
            inbox.put(.screen(corridor, .confirmed(revision * 2)))
        }
        inbox.put(.tick)
        inbox.put(.screen(desk, .confirmed(10_001)))
        #expect(await words(inbox) == ["confirmed desk 10001", "confirmed corridor 20000", "tick"])
    }

    @Test("A confirmation never passes the screen's leaving and coming back") func confirmationsOfTwoLives() async {
        let inbox = AlarmInbox()
        inbox.put(.screen(desk, .confirmed(1)))
        inbox.put(.screen(desk, .left))
        inbox.put(.screen(desk, .joined))
        inbox.put(.screen(desk, .confirmed(2)))
        inbox.put(.screen(desk, .confirmed(3)))
        #expect(
            await words(inbox) == ["confirmed desk 1", "left desk", "joined desk", "confirmed desk 3"])
    }

    @Test("An input waits until its batch was fetched") func inputsWait() async {
        let inbox = AlarmInbox()
        let isFetched = Mutex(false)
        let input = Task {
            await inbox.putAndWait(.contacts([]))
            isFetched.withLock { $0 = true }
        }
        // It is in once a batch that is asked for holds it.
        #expect(!isFetched.withLock { $0 })
        #expect(await words(inbox) == ["contacts 0"])
        await input.value
        #expect(isFetched.withLock { $0 })
    }

    @Test("The owner is woken by what comes later") func wakes() async {
        let inbox = AlarmInbox()
        async let batch = words(inbox)
        inbox.put(.probe)
        #expect(await batch == ["probe"])
    }

    @Test("At the end what is there is still given out, and then nothing") func finish() async {
        let inbox = AlarmInbox()
        inbox.put(.fault(.sound, about: "last", isPresent: true))
        inbox.finish()
        #expect(!inbox.put(.tick))
        #expect(await words(inbox) == ["fault last"])
        #expect(await inbox.next() == nil)
        // Nobody waits for an owner that is gone.
        await inbox.putAndWait(.contacts([]))
    }

    @Test("The end wakes an owner that sleeps") func finishWakes() async {
        let inbox = AlarmInbox()
        let owner = Task { await inbox.next() == nil }
        await Task.yield()
        inbox.finish()
        #expect(await owner.value)
    }

    private func words(_ inbox: AlarmInbox) async -> [String]? {
        await inbox.next()?.map { input in
            switch input {
            case .contacts(let events): "contacts \(events.count)"
            case .call: "call"
            case .neighbour: "neighbour"
            case .act: "act"
            case .screen(let name, .joined): "joined \(name)"
            case .screen(let name, .left): "left \(name)"
            case .screen(let name, .confirmed(let revision)): "confirmed \(name) \(revision)"
            case .fault(_, let about, _): "fault \(about)"
            case .probe: "probe"
            case .tick: "tick"
            case .beat: "beat"
            }
        }
    }
}
