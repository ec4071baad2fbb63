import BedsideDomain
import Testing

@testable import BedsideDevices

extension HubTests {
    /// A resident-identity-card reader at a pty, through the hub.
    @Suite(.timeLimit(.minutes(1))) struct IdentityCardHubTests {
        @Test func cardsAreReadOnceEachThroughSplitBrokenAndLostFrames() async throws {
            let reader = try CardReaderRig()
            defer { reader.stop() }
            let folder = try Folder()
            try folder.link("card", to: reader.node)
            let hub = try ScannerHub(
                configuration: [
                    ScannerConfiguration(
                        name: try ScannerName("card"),
                        match: .identityCardPath(try SerialPath(folder.path + "/card")), limits: .none)
                ], wallClock: { Timestamp(milliseconds: 7) })
            let rig = try HubRig(hub: hub)
            #expect(await rig.next() == "+card")
            #expect(hub.snapshot()[0].kind == .identityCard)

            reader.fail(.garbageBefore)
            reader.lay(CardFixtures.reply(CardFixtures.zhang))
            #expect(await rig.next() == "card '11010519491231002X'")
            // Swapped; the first reply is broken.
            reader.fail(.wrongSum)
            reader.lay(CardFixtures.reply(CardFixtures.li))
            #expect(await rig.next() == "card '440524188001010014'")
            // It lies there, is asked for, and is not read again.
            let commands = reader.commands
            while reader.commands < commands + 3 { await Task.yield() }
            #expect(hub.snapshot()[0].scans == 2 && hub.snapshot()[0].faults == 0)
            #expect(hub.snapshot()[0].lastContent == "identity-card")
            hub.stop()
            #expect(await rig.next() == "-card stopped")
        }
    }
}
