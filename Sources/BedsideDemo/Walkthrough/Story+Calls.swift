import BedsideCommands
import BedsideDomain
import BedsideRigs
import BedsideScreen

extension Storyteller {
    /// 呼叫: the patient's key, the nurse's accept at the desk, "your nurse knows", the cancel key at the bed.
    func callForANurse() async throws {
        try await step("call", mostActs: 3) {
            try visitor.scan(DemoCodes.zhang.wristband)
            try await see("home")
            try await visitor.press(.call)
            try await see("call-noted")
            try await atDesk("the call of bed 3", "床头呼叫")
            try await accept()
            try await see("call-accepted")
            try WardBells.send(.clear, bed: 3, on: ward.bells)
            try await see("call-cancelled")
            try await visitor.press(.enter)
        }
        try await home()
    }

    /// 卫生间紧急呼叫 outranks a call that came before it; both end at their beds.
    func emergencyFirst() async throws {
        try await step("emergency") {
            try WardBells.send(.call, bed: 7, on: ward.bells)
            try await atDesk("the call of bed 7", "床头呼叫")
            try WardBells.send(.call, bed: 5, fromToilet: true, on: ward.bells)
            let screen = try await desk.see("the toilet's call first") { screen in
                Self.alarms(screen).first?.place.contains("5") == true
            }
            try record.keep(screen)
            try await accept()
            try WardBells.send(.clear, bed: 5, fromToilet: true, on: ward.bells)
            try WardBells.send(.clear, bed: 7, on: ward.bells)
            let quiet = try await desk.see("an empty board") { Self.alarms($0).isEmpty }
            try record.keep(quiet)
        }
    }

    /// 交班报表: the figures of today on paper.
    func shiftReport() async throws {
        try await step("shift-report") {
            _ = try await ward.admin.printAlarmReport(.today)
        }
    }

    private func atDesk(_ what: String, _ kind: String) async throws {
        let screen = try await desk.see(what) { screen in Self.alarms(screen).contains { $0.kind.contains(kind) } }
        try record.keep(screen)
    }

    /// `1`, the badge's number, the PIN: the most urgent is selected.
    private func accept() async throws {
        // Who was here before goes: a badge counts for a minute.
        try await desk.press(.back)
        // A key that comes just after the list changed is not taken, so that it meets no other alarm than it was meant for.
        for _ in 0..<10 {
            try await desk.press(.digit(1))
            do {
                try await desk.see("the badge's field", within: .milliseconds(500)) { Self.hasEntry($0) }
                break
            } catch { continue }
        }
        try await desk.typeText(DemoCodes.nurse.badge)
        try await desk.press(.enter)
        try await desk.see("the PIN's field") { Self.hasEntry($0, isSecret: true) }
        try await desk.type(DemoCodes.nurse.pin)
        try await desk.press(.enter)
        let screen = try await desk.see("who has it") { screen in
            Self.alarms(screen).contains { $0.holder.contains("陈晓燕") || $0.state.contains("陈晓燕") }
        }
        try record.keep(screen)
    }

    private static func alarms(_ screen: Screen) -> [AlarmList.Row] {
        screen.blocks.flatMap { block -> [AlarmList.Row] in
            guard case .alarms(let list) = block else { return [] }
            return list.rows
        }
    }

    private static func hasEntry(_ screen: Screen, isSecret: Bool = false) -> Bool {
        screen.blocks.contains { if case .entry(let entry) = $0 { entry.isSecret == isSecret } else { false } }
    }
}
