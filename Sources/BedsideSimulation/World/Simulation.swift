import BedsideDomain
import BedsideSync
import BedsideWire

/// Terminals, network and central store in one process on a virtual clock: everything follows from the seed.
final class Simulation {
    enum Job {
        case happening(kiosk: Int, run: Int, Happening)
        case arrive(Letter)
        case answer(kiosk: Int, run: Int, SimRequest, SimAnswer)
        case trouble
    }

    struct Letter {
        let kiosk: Int
        let run: Int
        let request: SimRequest
        let certificate: Int
        let sent: Duration
        /// A copy that the network made: nobody hears its answer.
        let isCopy: Bool
    }

    let seed: UInt64
    let central: any CentralUnderTest
    var dice: Dice
    var pace = SyncPace()
    var weather = SimWeather()
    var queue = EventQueue<Job>()
    var now: Duration = .zero
    var kiosks: [SimKiosk] = []
    var images: [Int: MemoryStore] = [:]
    /// The central store answers 503 until then.
    var busyUntil: Duration = .zero
    var retryAfter: Duration?
    var restores = 0
    var hasBackup = false
    var counter = 0
    var isCalm = false
    var steps = 0

    // What must be true.
    var violations: [String] = []
    var acknowledged: Set<EventHash> = []
    var payments: [OperationID: Int64] = [:]
    /// Stays that a copied disk thought to keep: who keeps them is for a person to say.
    var tainted: Set<EncounterID> = []
    /// How often something happened, so that a test sees that it happened at all.
    var seen: [String: Int] = [:]

    init(seed: UInt64, central: any CentralUnderTest) {
        self.seed = seed
        self.central = central
        dice = Dice(seed: seed)
    }

    /// What happened to each stay, for whoever reads a failure.
    var story: [String: [String]] = [:]

    func note(_ encounter: EncounterID, _ what: @autoclosure () -> String) {
        story[encounter.text, default: []].append("\(now): \(what())")
    }

    func count(_ what: String) { seen[what, default: 0] += 1 }

    func violated(_ what: String) {
        if violations.count < 20 { violations.append("\(now): \(what)") }
    }

    /// Makes the ward and lets time pass: a storm, then calm until everything agrees or the patience is over.
    func run(kiosks count: Int, storm: Duration) async throws {
        for number in 0..<count {
            let name = TerminalName(trusted: "K\(number)")
            let ward = WardID(trusted: number % 3 == 2 ? "W2" : "W1")
            var disk = MemoryStore(name, dice: &dice)
            let stream = disk.nextStream()
            let certificate = try await central.enrol(name, ward: ward, stream: stream)
            disk.adopt(stream)
            kiosks.append(SimKiosk(name, ward: ward, disk: disk, certificate: certificate, pace: pace))
            start(number)
        }
        queue.push(.trouble, at: .seconds(10))
        try await pass(until: storm)
        await calm()
        let deadline = now + .seconds(6 * 3600)
        while now < deadline, violations.isEmpty {
            for index in kiosks.indices where kiosks[index].isOn && kiosks[index].isStopped { try await enrol(index) }
            try await pass(until: now + .seconds(120))
            if await disagreements().isEmpty { break }
        }
        for disagreement in await disagreements() { violated("not healed: \(disagreement)") }
        await checkBooks()
    }

    func pass(until end: Duration) async throws {
        // Something is always due: every terminal acts again and again.
        queue.push(.happening(kiosk: -1, run: 0, .act), at: end)
        while let (at, job) = queue.pop() {
            now = max(now, at)
            await central.advance(to: now)
            steps += 1
            // Tests in real time run beside this one.
            if steps % 64 == 0 { await Task.yield() }
            switch job {
            case .happening(-1, _, _): return
            case .happening(let kiosk, let run, let happening):
                guard kiosks[kiosk].run == run, kiosks[kiosk].isOn else { continue }
                await handle(happening, of: kiosk)
            case .arrive(let letter): await arrive(letter)
            case .answer(let kiosk, let run, let request, let answer):
                guard kiosks[kiosk].run == run, kiosks[kiosk].isOn else { continue }
                await hear(answer, to: request, at: kiosk)
            case .trouble: try await trouble()
            }
            if !violations.isEmpty { return }
        }
    }

    func start(_ index: Int) {
        tell(index, .up(.started))
        tell(index, .down(.started))
        tell(index, .act, after: dice.duration(upTo: 20))
    }

    func tell(_ index: Int, _ happening: Happening, after delay: Duration = .zero) {
        queue.push(.happening(kiosk: index, run: kiosks[index].run, happening), at: now + delay)
    }

    func crash(_ index: Int) {
        count("crash")
        kiosks[index].restart(pace)
        start(index)
    }

    var wall: (Int) -> Timestamp {
        { [self] in
            Timestamp(milliseconds: 1_800_000_000_000 + now.components.seconds * 1000 + kiosks[$0].wallError)
        }
    }

    private func calm() async {
        isCalm = true
        weather = .fair
        busyUntil = .zero
        for index in kiosks.indices {
            kiosks[index].cutUntil = .zero
            // The copy is taken away.
            if kiosks[index].isClone { kiosks[index].isOn = false }
        }
        await forgetTheUnknowable()
    }
}
