import BedsideCommands
import BedsideDomain
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation

/// Tells single steps: does them as a patient or nurse would, keeps each screen, and takes the time.
final class Storyteller {
    let ward: DemoWard
    let record: StoryRecord
    let visitor: Visitor
    /// The screen at the nurses' desk.
    let desk: Visitor
    private let say: (String) -> Void
    /// Acts of staff; they are not the patient's.
    private var staffActs = 0

    init(ward: DemoWard, record: StoryRecord, say: @escaping (String) -> Void) {
        self.ward = ward
        self.record = record
        self.say = say
        visitor = Visitor(kiosk: ward.kiosk, scanner: ward.scanner, reaction: .milliseconds(350))
        desk = Visitor(ward: ward.desk, name: WardScreenName(trusted: "desk"), scanner: ward.scanner)
    }

    /// One step of the summary.
    func step(_ name: String, mostActs: Int? = nil, _ work: () async throws -> Void) async throws {
        let start = ContinuousClock.now
        let (acts, staff) = (visitor.acts, staffActs)
        try await work()
        let time = (ContinuousClock.now - start).components
        let own = visitor.acts - acts - (staffActs - staff)
        let milliseconds = Int(time.seconds) * 1000 + Int(time.attoseconds / 1_000_000_000_000_000)
        record.summary.steps.append(StoryRecord.Step(name: name, milliseconds: milliseconds, acts: own))
        say("\(name): \(milliseconds) ms, \(own) acts")
        if let mostActs, own > mostActs { throw RigError("\(name) took \(own) acts; at most \(mostActs) are allowed") }
    }

    /// Waits for a screen and keeps it.
    @discardableResult
    func see(_ name: String, where wants: @escaping @Sendable (Screen) -> Bool = { _ in true }) async throws -> Screen {
        let screen = try await visitor.see(name) { $0.name == name && wants($0) }
        try record.keep(screen)
        return screen
    }

    func staff(_ work: () async throws -> Void) async throws {
        let before = visitor.acts
        try await work()
        staffActs += visitor.acts - before
    }

    /// A badge and its PIN.
    func logOn(_ person: (badge: String, pin: String)) async throws {
        try await staff {
            try visitor.scan(person.badge)
            try await see("staff-pin")
            try await visitor.type(person.pin)
            let typed = try await visitor.see("the PIN's dots") { screen in
                screen.blocks.contains {
                    if case .entry(let entry) = $0 { entry.shown.count == person.pin.count } else { false }
                }
            }
            try record.keep(typed)
            try await visitor.press(.enter)
        }
    }

    /// Back to the first screen, whatever is shown. Not an act of the story.
    func home() async throws {
        try await staff {
            for _ in 0..<8 where visitor.screen?.name != "welcome" {
                let before = visitor.screen?.name
                try await visitor.press(.back)
                try await visitor.see("another screen") { $0.name != before || $0.name == "welcome" }
            }
        }
        // Whoever leaves waits for the papers at the printer; when the next one comes too soon, they are held.
        for _ in 0..<150 {
            let jobs = try await ward.admin.jobs()
            if !jobs.contains(where: { ["queued", "submitting"].contains($0.state) }) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw RigError("papers are not handed over after 15 s")
    }

    /// Whether a text stands in any block of a screen.
    static func shows(_ screen: Screen, _ text: String) -> Bool {
        if screen.heading.contains(text) || screen.place.contains(text) { return true }
        return screen.blocks.contains { block in
            switch block {
            case .text(let words, _): words.contains(text)
            case .facts(let facts): facts.contains { $0.value.contains(text) || $0.label.contains(text) }
            case .table(let table): table.rows.contains { $0.contains { $0.contains(text) } }
            case .entry(let entry): entry.shown.contains(text)
            case .progress(let label, _, _): label.contains(text)
            case .alarms(let list): list.rows.contains { $0.place.contains(text) || $0.kind.contains(text) }
            case .gap: false
            }
        }
    }
}
