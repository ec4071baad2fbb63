import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire

/// A ward where nobody calls: as many inputs as a terminal takes, contact modules polled ten times a second and wireless
/// bases that say now and then that they are there, and a ward screen that confirms.
struct AlarmIdle {
    let places: DemoWard.Places

    /// Contacts of the wired modules together.
    private static let contacts = 104
    private static let contactsAModule = 8
    /// Wireless bases beside the ward's own; with it and the modules as many inputs as are allowed.
    private static let bases = 18
    private static let bedsABase = 8
    private static let modules = contacts / contactsAModule
    private static let seconds = 30

    func run() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let modules = try ModbusModules(paths: (1...Self.modules).map { "\(folder.path)/module-\($0)" })
        let bases = try (1...Self.bases).map { try PtyScanner(path: "\(folder.path)/base-\($0)") }
        let outcome: Result<[Figure], any Error>
        do { outcome = .success(try await rest(folder.path, modules, bases)) } catch { outcome = .failure(error) }
        try await modules.end()
        return try outcome.get()
    }

    private func rest(_ folder: String, _ modules: ModbusModules, _ bases: [PtyScanner]) async throws -> [Figure] {
        let inputs = Self.inputs(in: folder)
        return try await AlarmWard.with(places, beds: Self.bedsABase, screens: 1, moreInputs: inputs) { ward in
            let lines = bases + [ward.base]
            try Self.sayThere(lines)
            let state = try await Self.present(ward)
            guard let pid = ward.daemon.pid else { throw RigError("bedsided has ended") }
            let (polled, began, before) = (modules.answers, ContinuousClock.now, Machine.cpuMilliseconds(pid))
            for _ in 0..<3 {
                // A real wait: idleness is what is measured here.
                try await Task.sleep(for: .seconds(Self.seconds / 3))
                try Self.sayThere(lines)
            }
            let spent = Machine.cpuMilliseconds(pid) - before
            let took = (ContinuousClock.now - began).milliseconds
            let polls = Double(modules.answers - polled) / took * 1000
            let points = Self.contacts + lines.count * Self.bedsABase * 7
            return [
                Figure(
                    "idle_cpu_percent", spent / took * 100, "%",
                    note: "of one core in \(Self.seconds) s; \(state.inputs.count) inputs, \(points) points, "
                        + "\(Int(polls)) polls a second, 1 screen")
            ]
        }
    }

    private static func sayThere(_ lines: [PtyScanner]) throws {
        for line in lines { try line.send(WardFrame.bytes(.state, bed: 1)) }
    }

    /// Once every input is seen.
    private static func present(_ ward: AlarmWard) async throws -> OpenAlarmsMessage {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            let state = try await ward.admin.openAlarms()
            let absent = state.inputs.filter { $0.state != "present" }
            if absent.isEmpty { return state }
            guard ContinuousClock.now < deadline else {
                throw RigError("the input \(absent[0].name) is \(absent[0].state)")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func inputs(in folder: String) -> String {
        let wired = (1...modules).map { module in
            let points = (0..<contactsAModule).map {
                "        - {bed: \"\(module * contactsAModule + $0)\", input: \($0), contact: normally-open}\n"
            }
            return "    - name: module-\(module)\n      kind: modbus\n      path: \(folder)/module-\(module)\n"
                + "      points:\n" + points.joined()
        }
        let wireless = (1...bases).map { base in
            AlarmWard.wirelessBase("base-\(base)", path: "\(folder)/base-\(base)", beds: 1...bedsABase)
        }
        return (wired + wireless).joined()
    }
}
