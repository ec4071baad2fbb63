import BedsideRigs
import Glibc

/// A ward's network in namespaces of the kernel: one for each terminal, and one with a bridge for each pair of them, whose
/// ports are the cables that can be pulled.
struct WardNet {
    let terminals: Int
    private let tag: String

    /// Makes it, works with it, and takes it apart. Throws ``RigError`` where namespaces cannot be made: a machine without
    /// them proves nothing here, and says so.
    static func with(_ terminals: Int, _ work: (WardNet) async throws -> Void) async throws {
        let net = WardNet(terminals: terminals, tag: "bs\(getpid() % 100_000)")
        let outcome: Result<Void, any Error>
        do {
            try await net.make()
            outcome = .success(try await work(net))
        } catch { outcome = .failure(error) }
        for space in net.spaces { _ = try await run(["ip", "netns", "del", space]) }
        try outcome.get()
    }

    func space(_ terminal: Int) -> String { "\(tag)t\(terminal)" }

    /// Of a terminal on its cable to another.
    func address(_ terminal: Int, to other: Int) -> String { "10.77.\(number(terminal, other)).\(terminal + 1)" }

    var pairs: [[Int]] {
        (0..<terminals).flatMap { left in (0..<terminals).filter { $0 > left }.map { [left, $0] } }
    }

    /// Nobody is told: the ends still have their addresses, and what they send is lost.
    func pull(_ pair: [Int]) async throws { try await cable(pair, "down") }
    func plug(_ pair: [Int]) async throws { try await cable(pair, "up") }

    private var spaces: [String] { (0..<terminals).map(space) + [hub] }
    private var hub: String { "\(tag)hub" }
    private func number(_ left: Int, _ right: Int) -> Int { min(left, right) * 10 + max(left, right) }

    private func cable(_ pair: [Int], _ state: String) async throws {
        for terminal in pair {
            try await must(["ip", "-n", hub, "link", "set", port(terminal, number(pair[0], pair[1])), state])
        }
    }

    private func port(_ terminal: Int, _ number: Int) -> String { "p\(number)t\(terminal)" }

    private func make() async throws {
        for space in spaces {
            try await must(["ip", "netns", "add", space])
            try await must(["ip", "-n", space, "link", "set", "lo", "up"])
        }
        for pair in pairs {
            let number = number(pair[0], pair[1])
            try await must(["ip", "-n", hub, "link", "add", "b\(number)", "type", "bridge", "forward_delay", "0"])
            try await must(["ip", "-n", hub, "link", "set", "b\(number)", "up"])
            for (terminal, other) in [(pair[0], pair[1]), (pair[1], pair[0])] {
                let (port, own) = (port(terminal, number), "e\(number)")
                try await must([
                    "ip", "-n", hub, "link", "add", port, "type", "veth", "peer", "name", own, "netns", space(terminal),
                ])
                try await must(["ip", "-n", hub, "link", "set", port, "master", "b\(number)", "up"])
                try await must([
                    "ip", "-n", space(terminal), "addr", "add", "\(address(terminal, to: other))/24", "dev", own,
                ])
                try await must(["ip", "-n", space(terminal), "link", "set", own, "up"])
            }
        }
    }

    private func must(_ command: [String]) async throws {
        let ran = try await run(command)
        guard ran.status == 0 else {
            throw RigError(
                "\(command.joined(separator: " ")): \(ran.complaint) (this test needs root, iproute2 and a kernel with "
                    + "network namespaces, veth and bridges; on a machine without them it proves nothing)")
        }
    }
}
