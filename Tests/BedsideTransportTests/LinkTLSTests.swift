import BedsideDomain
import BedsideTransport
import NIOCore
import NIOPosix
import NIOSSL
import Testing

/// Two ends of a ward link on loopback: who gets through the handshake.
@Suite struct LinkTLSTests {
    static let now = Timestamp(milliseconds: 1_790_000_000_000)
    static let hospital = HospitalID(trusted: "H1")

    /// One end: a terminal of a ward, with a clock.
    struct End {
        var name = "T-1"
        var ward = "W3"
        var hospital = LinkTLSTests.hospital
        var clock: Timestamp? = LinkTLSTests.now

        func tls(_ issuer: Authority, trusts: Authority) throws -> LinkTLS {
            let key = TrustKey()
            let certified = CertifiedName.terminal(
                TerminalName(trusted: name), ward: WardID(trusted: ward), hospital: hospital)
            let issued = try issuer.issue(certified, request: key.request(for: name), at: LinkTLSTests.now)
            let clock = clock
            return try LinkTLS(
                authority: trusts.certificate, identity: TLSIdentity(certificatePEM: issued.pem, key: key),
                ward: WardID(trusted: ward), hospital: hospital, now: { clock })
        }
    }

    /// Who the server sees; throws when the handshake does not come to an end.
    private func meet(
        _ server: LinkTLS, _ client: LinkTLS, expecting: String = "T-2"
    ) async throws -> (seen: String, found: String) {
        let group = MultiThreadedEventLoopGroup.singleton
        let seen = group.any().makePromise(of: TerminalName.self)
        let listener = try await ServerBootstrap(group: group).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    server.serverHandler(), AfterHandshake(tls: server, promise: seen),
                ])
            }
        }.bind(host: "127.0.0.1", port: 0).get()
        let found = group.any().makePromise(of: TerminalName.self)
        let port = try #require(listener.localAddress?.port)
        let line = try await ClientBootstrap(group: group).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    client.clientHandler(to: TerminalName(trusted: expecting)),
                    AfterHandshake(tls: client, promise: found),
                ])
            }
        }.connect(host: "127.0.0.1", port: port).get()
        defer {
            line.close(promise: nil)
            listener.close(promise: nil)
        }
        let peer = try await found.futureResult.get()
        return (try await seen.futureResult.get().text, peer.text)
    }

    @Test func twoOfOneWardMeet() async throws {
        let authority = try Authority.make(label: "Hospital", at: Self.now)
        let server = try End(name: "T-2").tls(authority, trusts: authority)
        let client = try End().tls(authority, trusts: authority)
        let met = try await meet(server, client)
        #expect(met.seen == "T-1" && met.found == "T-2")
    }

    @Test(arguments: [
        End(name: "T-3"), End(name: "T-2", ward: "W4"), End(name: "T-2", hospital: HospitalID(trusted: "H2")),
    ])
    func strangersOfTheSameAuthorityAreRefused(other: End) async throws {
        let authority = try Authority.make(label: "Hospital", at: Self.now)
        let stranger = try other.tls(authority, trusts: authority)
        let ours = try End().tls(authority, trusts: authority)
        await #expect(throws: (any Error).self) { try await meet(stranger, ours) }
        guard other.ward != "W3" || other.hospital != Self.hospital else { return }
        await #expect(throws: (any Error).self) { try await meet(ours, stranger, expecting: "T-1") }
    }

    @Test func anotherAuthorityIsRefusedByBoth() async throws {
        let authority = try Authority.make(label: "Hospital", at: Self.now)
        let stranger = try Authority.make(label: "Hospital", at: Self.now)
        let ours = try End().tls(authority, trusts: authority)
        let server = try End(name: "T-2").tls(stranger, trusts: authority)
        let client = try End(name: "T-2").tls(stranger, trusts: authority)
        await #expect(throws: (any Error).self) { try await meet(server, ours) }
        await #expect(throws: (any Error).self) { try await meet(ours, client, expecting: "T-1") }
    }

    @Test func clocksDoNotSilenceAWard() async throws {
        let authority = try Authority.make(label: "Hospital", at: Self.now)
        // The central store has been away for a hundred days; one clock is not trusted at all.
        let server = try End(name: "T-2", clock: Self.now.adding(days: 100)).tls(authority, trusts: authority)
        let client = try End(clock: nil).tls(authority, trusts: authority)
        #expect(try await meet(server, client).seen == "T-1")
        let late = try End(name: "T-2", clock: Self.now.adding(days: 121)).tls(authority, trusts: authority)
        await #expect(throws: (any Error).self) { try await meet(late, client) }
    }
}

/// Tells who is at the other end once the handshake is done, or that it never was.
private final class AfterHandshake: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let tls: LinkTLS
    let promise: EventLoopPromise<TerminalName>

    init(tls: LinkTLS, promise: EventLoopPromise<TerminalName>) {
        self.tls = tls
        self.promise = promise
    }

    /// TLS keeps it until the handshake is done.
    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [1])), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        tls.peer(of: context.channel).cascade(to: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { promise.fail(ChannelError.eof) }
}
