import BedsideDomain
import BedsideSync
import BedsideWire
import Testing

@testable import BedsideSimulation

struct CommandPlanTests {
    private let now = Timestamp(milliseconds: 1000)

    private func plan(_ body: String, begun: Bool = false, central: Timestamp?) -> CommandPlan {
        CommandPlan.plan(PendingCommand(key: "C1", body: body, begun: begun), central: central)
    }

    private func body(_ command: CommandRow.Command, until: Int64) -> String {
        json(CommandRow(command: command, notAfterMs: until))
    }

    @Test func inTimeItIsExecuted() {
        #expect(plan(body(.reload, until: 1000), central: now) == .execute(.reload))
    }

    @Test func afterItsTimeItIsNot() {
        #expect(plan(body(.reload, until: 999), central: now) == .end(.tooLate))
    }

    @Test func whatWasBegunIsNeverBegunAgain() {
        #expect(plan(body(.reload, until: 1000), begun: true, central: now) == .end(.failed))
        #expect(plan("", begun: true, central: nil) == .end(.failed))
    }

    @Test func aCommandOfTheFutureIsRefused() {
        #expect(plan("{\"command\":{\"dance\":{}},\"notAfterMs\":9}", central: now) == .end(.refused))
    }

    @Test func withoutTheCentralStoresClockItWaits() {
        #expect(plan(body(.reload, until: 1000), central: nil) == .wait)
    }
}
