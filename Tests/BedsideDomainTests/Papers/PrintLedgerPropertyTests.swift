import BedsideDomain
import Testing

/// The ledger's rules in a world where anything may happen between any two steps: crashes of ours and of the print server,
/// printers off, lost answers, patients who come and go.
@Suite("The print ledger in any order of events")
struct PrintLedgerPropertyTests {
    @Test("one paper a row at most, and none is forgotten", arguments: 1...200)
    func anyOrder(seed: UInt64) {
        var world = World(seed: seed)
        for _ in 0..<150 {
            world.happen()
            if let fault = world.fault {
                Issue.record("seed \(seed): \(fault)")
                return
            }
        }
        world.settle()
        #expect(world.fault == nil, "seed \(seed)")
        #expect(world.openAfterSettling == [], "seed \(seed)")
    }

    /// The walk proves something only if it gets everywhere.
    @Test("the walk reaches every state and every trouble that the world can make")
    func everywhere() {
        var seen: Set<String> = []
        for seed in 1...200 as ClosedRange<UInt64> {
            var world = World(seed: seed)
            for _ in 0..<150 { world.happen() }
            seen.formUnion(world.seen)
        }
        #expect(
            seen.isSuperset(of: [
                "queued", "held backlog", "held absent", "submitting", "submitted", "printed", "unknown cut-off",
                "unknown forgotten", "unknown aborted", "unknown cancelled-at-printer", "unknown cannot-reach",
                "dropped",
                "printed-again", "printed-after-all",
            ]), "\(seen.sorted())")
    }
}

/// Rows are durable, what the service has in hand is not, and paper cannot be taken back.
private struct World {
    private struct Row {
        let id: PrintJobID
        let stay: Int
        var state = PrintState.queued
        var since: Int
        var isForStaff = false
    }

    private struct ServerJob {
        let handle: PrinterJob
        let name: PrintJobID
        var end: PrintObservation?
    }

    /// The service is gone in the middle of its work.
    private struct Crash: Error {}

    private var dice: SplitMix64
    private var now = 0
    private var rows: [Row] = []
    private var present: Int?
    private var server: [ServerJob] = []
    private var nextNumber = 1
    private var nextUUID = 1
    private var serverIsUp = true
    private var printerIsOn = true
    /// Steps until the service dies; nil is never.
    private var fuse: Int?
    private var handed: [PrintJobID: Int] = [:]
    private var paper: [PrintJobID: Int] = [:]
    private(set) var fault: String?
    private(set) var seen: Set<String> = []

    private let rule = HoldRule(patience: .seconds(600), waitsForPatient: true)

    init(seed: UInt64) { dice = SplitMix64(seed: seed) }

    mutating func happen() {
        switch dice.int(0...17) {
        case 0, 1: ask()
        case 2...7:
            fuse = dice.chance(oneIn: 3) ? Int(dice.int(0...6)) : nil
            round()
        case 8: now += Int(dice.pick([1, 20, 700]))
        case 9: printerIsOn.toggle()
        case 10: serverIsUp.toggle()
        case 11: crashServer()
        case 12: printAnything()
        case 13: endAtPrinter(cancelled: dice.chance(oneIn: 2))
        case 14: present = dice.chance(oneIn: 3) ? nil : Int(dice.int(0...1))
        case 15: release()
        case 16: decide()
        default: printAnything()
        }
        check()
    }

    /// Everything works again, the patients come one after another, and staff look after what is left.
    mutating func settle() {
        (serverIsUp, printerIsOn, fuse) = (true, true, nil)
        for turn in 0..<12 {
            present = turn % 2
            for index in rows.indices { if case .held = rows[index].state { release(index) } }
            round()
            for _ in server { printAnything() }
            for index in rows.indices { if case .unknown = rows[index].state { decide(index, .dropped) } }
            check()
        }
    }

    var openAfterSettling: [String] {
        rows.filter {
            switch $0.state {
            case .printed, .refused, .decided: false
            case .queued, .held, .submitting, .submitted, .unknown: true
            }
        }.map(\.state.word)
    }

    private mutating func ask() {
        let id = PrintJobID(trusted: "J\(rows.count)")
        rows.append(Row(id: id, stay: Int(dice.int(0...1)), since: now))
    }

    // MARK: The service, as PrintService does it

    private mutating func round() {
        do {
            for index in rows.indices where rows[index].state != .queued { try step(index, isHeldUp: false) }
            let isHeldUp = !printerIsOn && rows.contains { if case .submitted = $0.state { true } else { false } }
            for index in rows.indices where rows[index].state == .queued { try step(index, isHeldUp: isHeldUp) }
        } catch {
            // The next round is another process.
        }
    }

    private mutating func step(_ index: Int, isHeldUp: Bool) throws(Crash) {
        let row = rows[index]
        let hold = rule.hold(
            waited: .seconds(now - row.since), isAttended: row.isForStaff || present == row.stay)
        switch row.state.move(hold: hold, isHeldUp: isHeldUp) {
        case .rest, .wait: break
        case .hold(let hold): try commit(index, .held(hold))
        case .look(let known): try look(index, known)
        case .handOver:
            guard serverIsUp else { return }
            try commit(index, .submitting)
            let handle = submit(row.id)
            try tick()
            // The answer may be lost on its way back.
            guard let handle, !dice.chance(oneIn: 6) else { return try look(index, nil) }
            try commit(index, .submitted(handle))
        }
    }

    private mutating func look(_ index: Int, _ known: PrinterJob?) throws(Crash) {
        let observation = observe(rows[index].id, known)
        try tick()
        let next = rows[index].state.after(observation, at: moment)
        if case .submitted(let handle) = next, now - rows[index].since > 600, !printerIsOn, withdraw(handle) {
            try tick()
            return try commit(index, .unknown(.cannotReach))
        }
        if next.word != rows[index].state.word { try commit(index, next) }
    }

    private mutating func commit(_ index: Int, _ state: PrintState) throws(Crash) {
        try tick()
        guard rows[index].state.mayBecome(state) else { return fault = "\(rows[index].state) became \(state)" }
        rows[index].state = state
        rows[index].since = now
        try tick()
    }

    private mutating func tick() throws(Crash) {
        guard let left = fuse else { return }
        guard left > 0 else { throw Crash() }
        fuse = left - 1
    }

    // MARK: The print server and the printer

    private mutating func submit(_ id: PrintJobID) -> PrinterJob? {
        handed[id, default: 0] += 1
        // It may die on the way in.
        guard serverIsUp, !dice.chance(oneIn: 12) else { return nil }
        let handle = PrinterJob(number: nextNumber, uuid: "urn:\(nextUUID)")
        (nextNumber, nextUUID) = (nextNumber + 1, nextUUID + 1)
        server.append(ServerJob(handle: handle, name: id))
        return handle
    }

    private func observe(_ id: PrintJobID, _ known: PrinterJob?) -> PrintObservation {
        guard serverIsUp else { return .noAnswer }
        let found = server.last { $0.name == id && (known == nil || $0.handle.uuid == known?.uuid) }
        guard let job = found else { return .notKnown }
        return job.end ?? .onItsWay(job.handle, printerIsOn ? [] : [.offline])
    }

    private mutating func withdraw(_ handle: PrinterJob) -> Bool {
        guard serverIsUp, let place = server.firstIndex(where: { $0.handle == handle && $0.end == nil }) else {
            return false
        }
        server[place].end = .cancelled(handle)
        return true
    }

    private mutating func printAnything() {
        guard printerIsOn, let place = server.firstIndex(where: { $0.end == nil }) else { return }
        paper[server[place].name, default: 0] += 1
        server[place].end = .completed(server[place].handle)
    }

    private mutating func endAtPrinter(cancelled: Bool) {
        guard printerIsOn, let place = server.firstIndex(where: { $0.end == nil }) else { return }
        server[place].end = cancelled ? .cancelled(server[place].handle) : .aborted(server[place].handle)
    }

    /// kill -9 with jobs not yet on disk: it forgets, an orphan still prints, and numbers come again (printing.md 4 A).
    private mutating func crashServer() {
        if dice.chance(oneIn: 2) { printAnything() }
        let lost = server.count { $0.end == nil }
        server.removeAll { $0.end == nil }
        nextNumber -= min(lost, nextNumber - 1)
    }

    // MARK: People

    private mutating func release() {
        guard let index = rows.indices.filter({ rows[$0].state.word == "held" }).randomElement(using: &dice) else {
            return
        }
        release(index)
    }

    private mutating func release(_ index: Int) {
        guard rows[index].state.mayBecome(.queued) else { return fault = "a held page cannot be released" }
        rows[index].state = .queued
        rows[index].since = now
        rows[index].isForStaff = dice.chance(oneIn: 2)
    }

    private mutating func decide() {
        guard let index = rows.indices.filter({ rows[$0].state.word == "unknown" }).randomElement(using: &dice) else {
            return
        }
        decide(index, dice.pick(PrintDecision.allCases))
    }

    private mutating func decide(_ index: Int, _ decision: PrintDecision) {
        rows[index].state = .decided(decision, by: StaffID(trusted: "GH1"), at: moment)
        guard decision == .printedAgain else { return }
        rows.append(
            Row(id: PrintJobID(trusted: "J\(rows.count)"), stay: rows[index].stay, since: now, isForStaff: true))
    }

    // MARK: What must hold

    private var moment: Timestamp { Sample.noon.adding(seconds: Int64(now)) }

    private mutating func check() {
        for row in rows {
            note(row.state)
            let (times, sheets) = (handed[row.id] ?? 0, paper[row.id] ?? 0)
            if times > 1 { fault = "\(row.id.text) was handed over \(times) times" }
            if sheets > 1 { fault = "\(row.id.text) came out \(sheets) times" }
            switch row.state {
            case .queued, .held:
                if times > 0 { fault = "\(row.id.text) is \(row.state.word) and was handed over" }
            case .printed: if sheets != 1 { fault = "\(row.id.text) is closed without paper" }
            case .submitting, .submitted, .refused, .unknown, .decided: break
            }
        }
    }

    private mutating func note(_ state: PrintState) {
        switch state {
        case .held(let hold): seen.insert("held \(hold.rawValue)")
        case .unknown(let trouble): seen.insert("unknown \(trouble.rawValue)")
        default: seen.insert(state.word)
        }
    }
}
