import BedsideDomain
import BedsideLinks
import BedsideRigs
import BedsideTransport
import Testing

/// Terminals of one ward on loopback, a cable between each two.
struct LinkWard {
    let benches: [LinkBench]
    let cables: [[Int]: Cable]
    let authority: Authority

    static let names = ["desk", "k-1", "k-2"]

    /// - Parameter screens: which terminals have a screen.
    init(screens: [Bool] = [true, true, false]) throws {
        authority = try Authority.make(label: "test", at: LinkBench.now.wall)
        let ports = try Self.names.map { _ in try freePort() }
        var cables: [[Int]: Cable] = [:]
        var benches: [LinkBench] = []
        for left in ports.indices {
            for right in ports.indices where left < right { cables[[left, right]] = try Cable(to: ports[right]) }
        }
        for (index, name) in Self.names.enumerated() {
            let peers = Self.names.indices.filter { $0 != index }.map { other in
                LinkPeer(
                    name: TerminalName(trusted: Self.names[other]),
                    address: cables[[index, other]].flatMap { LinkAddress("127.0.0.1:\($0.port)") })
            }
            benches.append(
                try LinkBench(
                    name, port: ports[index], peers: peers, tls: try Self.tls(name, by: authority),
                    hasScreen: screens[index]))
        }
        self.benches = benches
        self.cables = cables
    }

    static func tls(_ name: String, ward: String = "w-7", by authority: Authority) throws -> LinkTLS {
        let key = TrustKey()
        let certified = CertifiedName.terminal(
            TerminalName(trusted: name), ward: WardID(trusted: ward), hospital: HospitalID(trusted: "h"))
        let issued = try authority.issue(certified, request: key.request(for: name), at: LinkBench.now.wall)
        return try LinkTLS(
            authority: authority.certificate, identity: TLSIdentity(certificatePEM: issued.pem, key: key),
            ward: WardID(trusted: ward), hospital: HospitalID(trusted: "h"), now: { LinkBench.now.wall })
    }

    static func with(screens: [Bool] = [true, true, false], _ work: (LinkWard) async throws -> Void) async throws {
        let ward = try LinkWard(screens: screens)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await work(ward)) } catch { outcome = .failure(error) }
        for bench in ward.benches { await bench.end() }
        for cable in ward.cables.values { cable.end() }
        try outcome.get()
    }

    /// Returns once something is so; it must become so by itself within a bound. Looks are counted, not the clock: other
    /// tests of the same process may hold all threads for a while.
    func until(
        _ what: Comment, within seconds: Int = 12, location: SourceLocation = #_sourceLocation, _ isSo: () -> Bool
    ) async throws {
        for _ in 0..<(seconds * 100) {
            if isSo() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record(what, sourceLocation: location)
    }
}
