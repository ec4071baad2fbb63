import BedsideDomain
import Testing

@testable import BedsideDevices

extension HubTests {
    /// Smart cards through a real pcscd with a virtual reader. Fails without them: an absent part is no reason to skip.
    @Suite(.serialized, .timeLimit(.minutes(1))) struct SmartCardHubTests {
        @Test func cardsInAndOutAndInAgainInTwoReadersAndAPcscdThatIsKilled() async throws {
            try #require(PcscRig.isAvailable, "install pcscd and vsmartcard-vpcd, and run as root")
            let service = try PcscRig()
            let application: [UInt8] = [0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0x00, 0x00, 0x03, 0x33]
            let record: [UInt8] = [0x00, 0xB0, 0x95, 0x00, 0x06]
            let program = try SmartCardProgram([
                .init(application), .init(record, number: .init(offset: 1, length: 5, .digits)),
            ])
            let hub = try ScannerHub(
                configuration: [
                    ScannerConfiguration(
                        name: try ScannerName("left"), match: .smartCard(try ReaderNamePattern("Bedside Test 00 00")),
                        limits: .none),
                    ScannerConfiguration(
                        name: try ScannerName("right"), match: .smartCard(try ReaderNamePattern("Bedside Test 00 01")),
                        limits: .none, program: program),
                ], wallClock: { Timestamp(milliseconds: 7) })
            let rig = try HubRig(hub: hub)
            // Nobody is there yet.
            while rig.state() != "failed" { await Task.yield() }
            #expect(hub.snapshot()[0].state.sentence?.contains("pcscd") == true)

            try service.start()
            #expect(Set([await rig.next(), await rig.next()]) == ["+left", "+right"])
            #expect(rig.state(0) == "present" && hub.snapshot()[1].devices.first?.model == "Bedside Test 00 01")
            #expect(hub.snapshot()[0].devices.first?.kind == .smartCard)

            let first = try VirtualCard(port: service.port, uid: [0x04, 0xA2, 0x2B, 0x0C])
            #expect(await rig.next() == "left '04A22B0C'")
            first.takeOut()
            let again = try VirtualCard(port: service.port, uid: [0x04, 0xA2, 0x2B, 0x0C])
            #expect(await rig.next() == "left '04A22B0C'")
            let other = try VirtualCard(
                port: service.port + 1, uid: [1, 2, 3, 4],
                answers: [
                    application: [0x6F, 0x00, 0x90, 0x00],
                    record: [0, 0x12, 0x34, 0x56, 0x78, 0x9F, 0x90, 0x00],
                ])
            #expect(await rig.next() == "right '123456789'")
            other.takeOut()
            let foreign = try VirtualCard(port: service.port + 1, uid: [1, 2, 3, 4])
            #expect(await rig.next() == "right !not-text", "it has no such application")
            foreign.takeOut()

            service.kill()
            #expect(Set([await rig.next(), await rig.next()]) == ["-left unplugged", "-right unplugged"])
            #expect(rig.state() == "failed")
            again.takeOut()
            try service.start()
            #expect(Set([await rig.next(), await rig.next()]) == ["+left", "+right"])
            let last = try VirtualCard(port: service.port, uid: [0x08, 0, 0, 1])
            #expect(await rig.next() == "left '08000001'")
            #expect(hub.snapshot()[0].scans == 3 && hub.snapshot()[0].attachments == 2)
            #expect(hub.snapshot()[0].lastContent == "smart-card")

            hub.stop()
            #expect(Set([await rig.next(), await rig.next()]) == ["-left stopped", "-right stopped"])
            #expect(await rig.next() == nil)
            last.takeOut()
        }

        @Test func stoppingNeverWaitsForAPcscdThatIsNotThere() throws {
            for _ in 0..<20 {
                let hub = try ScannerHub(
                    configuration: [
                        ScannerConfiguration(
                            name: try ScannerName("card"), match: .smartCard(try ReaderNamePattern("Any")))
                    ], wallClock: { Timestamp(milliseconds: 7) })
                let began = ContinuousClock.now
                hub.stop()
                #expect(began.duration(to: .now) < .seconds(1))
            }
        }
    }
}
