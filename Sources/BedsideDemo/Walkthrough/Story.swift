import BedsideRigs
import BedsideScreen
import BedsideStore
import Foundation

/// The whole story of the ward, told by itself on real parts: every step must hold, or it throws.
struct Story {
    let places: DemoWard.Places
    let folder: String

    /// Throws ``RigError`` at the first step that does not hold; what was seen until then is written all the same.
    func tell() async throws {
        let record = try StoryRecord(folder: folder)
        say("Opening the ward")
        let ward = try await DemoWard.open(places, mode: .manual, tell: { say("  \($0)") })
        let teller = Storyteller(ward: ward, record: record, say: say)
        var failure: (any Error)?
        do {
            try await teller.admission()
            try await teller.dailyBill()
            try await teller.callForANurse()
            try await teller.reportInTwoActs()
            try await teller.wrongCodes()
            try await teller.priceSearch()
            try await teller.pullTheCable()
            try await teller.discharge()
            try await teller.admissionInEnglish()
            try await teller.plugTheCable()
            try await teller.jam()
            try await teller.emergencyFirst()
            try await teller.refund()
            try await teller.deskRefund()
            try await teller.shiftReport()
            try await teller.fleet()
            try await teller.nothingIsLeft()
            try await teller.papers()
        } catch { failure = error }
        teller.visitor.leave()
        teller.desk.leave()
        do { try await ward.daemon.stop() } catch { failure = failure ?? error }
        do { try await teller.books(DemoCodes.zhang) } catch { failure = failure ?? error }
        await ward.close()
        try record.write()
        if let failure { throw failure }
        say("Every step held: \(folder)")
    }

    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
