import BedsideDomain
import BedsideTransport
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import BedsideCentral

/// Connections that take their time, and those that say too much.
@Suite(.serialized) struct SlowLineTests {
    @Test func thePaceIsARule() {
        let start = NIODeadline.uptimeNanoseconds(0)
        var pace = ConnectionPace(.init(), at: start)
        #expect(pace.deadline == start + .seconds(15))
        pace.headCame(at: start + .seconds(1))
        #expect(pace.deadline == start + .seconds(31))
        let (whole, more) = (pace.bodyCame(16 << 20), pace.bodyCame(1))
        #expect(whole && !more)
        pace.requestEnded()
        // A long poll may take its time.
        #expect(pace.deadline == nil)
        pace.writable(false, at: start + .seconds(40))
        #expect(pace.deadline == start + .seconds(100))
        pace.writable(true, at: start + .seconds(41))
        #expect(pace.deadline == nil)
        pace.answerEnded(at: start + .seconds(42))
        #expect(pace.deadline == start + .seconds(132))
        pace.headCame(at: start + .seconds(50))
        let again = pace.bodyCame(16 << 20)
        #expect(again)
    }

    /// Plain bytes to the TLS port, a handshake that never ends: closed by the guard's own time.
    @Test func whoNeverSaysAnythingIsClosed() async throws {
        var pace = ConnectionPace.Limits()
        pace.head = .milliseconds(300)
        try await CentralRig.with(pace: pace) { rig in
            let began = ContinuousClock().now
            let line = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: rig.started.port).get()
            try await line.closeFuture.get()
            #expect(ContinuousClock().now - began < .seconds(10))
        }
    }

    @Test func tokensComeBackWithTime() {
        let start = ContinuousClock().now
        var bucket = TokenBucket(rate: 2, burst: 3, at: start)
        let first = (0..<3).map { _ in bucket.take(at: start) }
        #expect(first == [nil, nil, nil])
        #expect(bucket.take(at: start) == 0.5)
        #expect(bucket.take(at: start + .milliseconds(500)) == nil)
        #expect(bucket.take(at: start + .milliseconds(500)) != nil)
        // A clock that stands or goes back gives nothing.
        #expect(bucket.take(at: start) != nil)
        let again = (0..<3).map { _ in bucket.take(at: start + .seconds(60)) }
        #expect(again == [nil, nil, nil])
        #expect(bucket.take(at: start + .seconds(60)) != nil)
    }

    @Test func admissionIsBoundedAndGivenBack() async throws {
        var limits = Admission.Limits()
        limits.uploadsAtOnce = 1
        limits.bodyBytes = 100
        let admission = Admission(limits)
        let now = ContinuousClock().now
        let (one, other) = (HospitalID(trusted: "H1"), HospitalID(trusted: "H2"))
        let _: Void = try await admission.upload(of: one, bytes: 60, at: now) {
            await #expect(throws: CentralRefusal.self) { try await admission.upload(of: other, bytes: 1, at: now) {} }
        }
        await #expect(throws: CentralRefusal.self) { try await admission.upload(of: one, bytes: 101, at: now) {} }
        try await admission.upload(of: one, bytes: 100, at: now) {}
        #expect(admission.figures.uploads == 0 && admission.figures.refused == 2)
    }
}
