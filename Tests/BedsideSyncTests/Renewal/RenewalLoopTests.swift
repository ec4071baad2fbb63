import BedsideDomain
import BedsideTransport
import BedsideWire
import Synchronization
import Testing

@testable import BedsideSync

/// A renewed certificate is on the disk, then in use, and the old connections end.
@Suite struct RenewalLoopTests {
    @Test(.timeLimit(.minutes(1))) func aDueCertificateIsRenewedKeptAndUsed() async throws {
        let rig = try await ContextRig()
        let before = try #require(try rig.folder.load())
        rig.hear(days: 26)
        rig.line.answers.withLock { $0.renew = Self.issuing(rig, days: 26) }
        let lines = MadeLines()
        let loop = Task { await RenewalLoop(context: rig.context, folder: rig.folder, lines: lines).run() }
        for await _ in lines.signal { break }
        // What was begun comes to its end.
        loop.cancel()
        await loop.value
        let after = try #require(try rig.folder.load())
        #expect(after.certificate.notAfter > before.certificate.notAfter.adding(days: 25))
        // For the same key, and of the same enrolment.
        #expect(after.enrolment == before.enrolment)
        #expect(lines.made.map(\.identity.certificate.pem) == [after.certificate.pem])
        let new = try #require(lines.made.first)
        #expect(rig.context.line.current as? AnsweredLine === new.line)
        #expect(rig.line.count == 1 && !rig.line.isClosed)
        #expect(rig.context.gauge.with { $0.health(at: .zero).certificateDays } == 30)
    }

    /// Requests that are under way keep the line that they began with; it is closed one renewal later.
    @Test(.timeLimit(.minutes(1))) func theLineBeforeTheLastIsClosed() async throws {
        let rig = try await ContextRig()
        rig.hear(days: 26)
        rig.line.answers.withLock { $0.renew = Self.issuing(rig, days: 26) }
        let lines = MadeLines { $0.answers.withLock { $0.renew = Self.issuing(rig, days: 27) } }
        let loop = Task { await RenewalLoop(context: rig.context, folder: rig.folder, lines: lines).run() }
        var made = 0
        for await _ in lines.signal {
            made += 1
            guard made < 2 else { break }
            // The central store refuses the one of now, to somebody else of this terminal.
            rig.context.renewal.ring(.refused)
        }
        loop.cancel()
        await loop.value
        #expect(rig.line.isClosed)
        #expect(lines.made.map(\.line.isClosed) == [false, false])
        #expect(rig.context.line.current as? AnsweredLine === lines.made.last?.line)
        #expect(try rig.folder.load()?.certificate.pem == lines.made.last?.identity.certificate.pem)
    }

    /// An answer that cannot be used changes nothing: neither the disk nor the line.
    @Test(.timeLimit(.minutes(1)), arguments: ["K2", "garbage", ""])
    func anAnswerThatIsNotForThisTerminalIsNotKept(_ word: String) async throws {
        let rig = try await ContextRig()
        let before = try #require(try rig.folder.load())
        rig.hear(days: 26)
        let issue = Self.issuing(rig, days: 26)
        rig.line.answers.withLock {
            $0.renew = { request in
                issue(request).map { answer in
                    EnrolAnswer(
                        hospital: answer.hospital, hospitalName: answer.hospitalName, ward: answer.ward,
                        terminal: word == "K2" ? TerminalName(trusted: word) : answer.terminal,
                        certificate: word == "K2" ? answer.certificate : word, authority: answer.authority,
                        serverTime: answer.serverTime)
                }
            }
        }
        let lines = MadeLines()
        let loop = Task { await RenewalLoop(context: rig.context, folder: rig.folder, lines: lines).run() }
        for await _ in rig.line.requests { break }
        loop.cancel()
        await loop.value
        #expect(try rig.folder.load()?.certificate.pem == before.certificate.pem)
        #expect(lines.made.isEmpty)
        #expect(rig.context.line.current as? AnsweredLine === rig.line)
        #expect(rig.line.count == 1)
    }

    @Test(.timeLimit(.minutes(1))) func aRevokedTerminalSaysSo() async throws {
        let rig = try await ContextRig()
        rig.hear(days: 26)
        rig.line.answers.withLock { $0.renew = { _ in .failure(Sample.refusal(.revoked, status: 403)) } }
        let loop = Task { await RenewalLoop(context: rig.context, folder: rig.folder, lines: MadeLines()).run() }
        for await _ in rig.line.requests { break }
        loop.cancel()
        await loop.value
        #expect(rig.context.gauge.with { $0.health(at: .zero).standing } == .revoked)
    }

    /// The central store's side, on some day after the enrolment.
    private static func issuing(_ rig: ContextRig, days: Int64)
        -> @Sendable (RenewRequest) -> Result<
            EnrolAnswer, LineError
        >
    {
        let (authority, enrolment) = (rig.enrolment.authority, rig.context.identity.enrolment)
        return { request in
            do {
                let now = EnrolmentRig.now.adding(days: days)
                let certificate = try authority.issue(
                    .terminal(enrolment.terminal, ward: enrolment.ward, hospital: enrolment.hospital),
                    request: request.request, at: now)
                return .success(
                    EnrolAnswer(
                        hospital: enrolment.hospital, hospitalName: enrolment.hospitalName, ward: enrolment.ward,
                        terminal: enrolment.terminal, certificate: certificate.pem,
                        authority: authority.certificate.pem, serverTime: now.milliseconds))
            } catch { return .failure(.garbled("\(error)")) }
        }
    }
}

/// Counts the lines that were made and for whom.
private final class MadeLines: LineMaker {
    struct Made: Sendable {
        let identity: TerminalIdentity
        let line: AnsweredLine
    }
    private let list = Mutex<[Made]>([])
    private let prepare: @Sendable (AnsweredLine) -> Void
    let (signal, bell) = AsyncStream<Void>.makeStream()

    init(_ prepare: @escaping @Sendable (AnsweredLine) -> Void = { _ in }) { self.prepare = prepare }

    var made: [Made] { list.withLock { $0 } }

    func line(for identity: TerminalIdentity, now: @escaping @Sendable () -> Timestamp?) -> any ClosableLine {
        let line = AnsweredLine()
        prepare(line)
        list.withLock { $0.append(Made(identity: identity, line: line)) }
        bell.yield()
        return line
    }

    func enrolmentLine(to address: CentralAddress) -> any EnrolmentLine { HTTPEnrolmentLine(address) }
}
