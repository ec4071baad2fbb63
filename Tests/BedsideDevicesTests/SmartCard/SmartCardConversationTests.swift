import BedsideDomain
import Testing

@testable import BedsideDevices

@Suite struct SmartCardConversationTests {
    @Test func theUidIsAskedForByDefault() {
        var talk = SmartCardConversation(.uid)
        #expect(talk.first == [0xFF, 0xCA, 0x00, 0x00, 0x00])
        #expect(talk.take([0x04, 0xA2, 0x2B, 0x0C, 0x90, 0x00]) == done("04A22B0C"))
    }

    @Test func aNumberIsReadFromAnApplication() throws {
        let program = try SmartCardProgram([
            .init([0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0x00, 0x00, 0x03, 0x33]),
            .init([0x00, 0xB0, 0x95, 0x00, 0x1E], number: .init(offset: 2, length: 5, .digits)),
        ])
        var talk = SmartCardConversation(program)
        #expect(talk.first == program.steps[0].command)
        #expect(talk.take([0x61, 0x10]) == .send([0x00, 0xC0, 0x00, 0x00, 0x10]))
        #expect(talk.take([0x6F, 0x00, 0x90, 0x00]) == .send(program.steps[1].command))
        #expect(talk.take([0x6C, 0x08]) == .send([0x00, 0xB0, 0x95, 0x00, 0x08]))
        #expect(talk.take([0, 0, 0x12, 0x34, 0x56, 0x78, 0x9F, 0, 0x90, 0x00]) == done("123456789"))
    }

    @Test func textIsTrimmedAndJudged() throws {
        let program = try SmartCardProgram([.init([0, 0xB0, 0, 0, 0], number: .init(.text))])
        var talk = SmartCardConversation(program)
        #expect(talk.take(Array("B00012  ".utf8) + [0, 0x90, 0x00]) == done("B00012"))
        var hostile = SmartCardConversation(program)
        #expect(hostile.take([0x1B, 0x5B, 0x90, 0x00]) == .done(.fault(.notText)))
    }

    @Test(arguments: [[], [0x90], [0x6A, 0x82], [0x90, 0x00], [0x63, 0x00], [0, 0, 0, 0, 0x90, 0x00]] as [[UInt8]])
    func aCardWithoutSuchDataIsRefused(_ reply: [UInt8]) {
        var talk = SmartCardConversation(.uid)
        #expect(talk.take(reply) == .done(.fault(.notText)))
    }

    @Test func aCardThatNeverEndsIsLeft() {
        for reply: [UInt8] in [[0x61, 0x10], [0x6C, 0x10], [UInt8](repeating: 7, count: 256) + [0x61, 0x00]] {
            var talk = SmartCardConversation(.uid)
            var rounds = 0
            while case .send = talk.take(reply), rounds < 1000 { rounds += 1 }
            #expect(rounds < 50)
        }
    }

    @Test func programsAreChecked() {
        #expect(throws: DeviceError.self) { try SmartCardProgram([]) }
        #expect(throws: DeviceError.self) { try SmartCardProgram([.init([0, 0, 0], number: .init(.text))]) }
        #expect(throws: DeviceError.self) { try SmartCardProgram([.init([0, 0xB0, 0, 0, 0])]) }
        #expect(throws: DeviceError.self) {
            try SmartCardProgram([.init([0, 0xB0, 0, 0, 0], number: .init(offset: -1, .text))])
        }
    }

    @Test func noReplyCrashes() throws {
        var random = SeededGenerator(seed: 0x7816)
        let program = try SmartCardProgram([
            .init([0, 0xA4, 4, 0]), .init([0, 0xB0, 0, 0, 0], number: .init(offset: 1, length: 3, .digits)),
        ])
        for _ in 0..<5000 {
            var talk = SmartCardConversation(Bool.random(using: &random) ? program : .uid)
            for _ in 0..<10 {
                var reply = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                if Bool.random(using: &random) {
                    reply += [[0x90, 0x00], [0x61, 0x00], [0x6C, 0x00]].randomElement(using: &random) ?? []
                }
                guard case .done(let outcome) = talk.take(reply) else { continue }
                if case .scan(let reading) = outcome { #expect(PayloadRule.fault(in: reading.payload.value) == nil) }
                break
            }
        }
    }

    private func done(_ number: String) -> SmartCardConversation.Next {
        .done(.scan(Reading(Array(number.utf8), .smartCard)))
    }
}
