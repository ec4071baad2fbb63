import BedsideDomain
import Testing

/// When a page waits for a person's word, and the timer for a printer that says nothing.
@Suite("Holding pages back")
struct PrintHoldTests {
    private static let rule = HoldRule(patience: .seconds(600), waitsForPatient: true)
    private static let open = HoldRule(patience: .seconds(600), waitsForPatient: false)

    @Test(
        "a queued page goes out, or is held and why",
        arguments: [
            (rule, 0, true, nil), (rule, 0, false, .absent), (rule, 600, true, nil), (rule, 601, true, .backlog),
            (rule, 601, false, .backlog), (open, 0, false, nil), (open, 601, false, .backlog), (rule, -5, true, nil),
        ] as [(HoldRule, Int, Bool, PrintHold?)])
    func hold(rule: HoldRule, waited: Int, isAttended: Bool, expected: PrintHold?) {
        #expect(rule.hold(waited: .seconds(waited), isAttended: isAttended) == expected)
    }

    @Test("only a page that was never handed over is held or handed over")
    func moves() {
        let job = PrinterJob(number: 7, uuid: "urn:a")
        let staff = StaffID(trusted: "GH1")
        let states: [(PrintState, PrintMove, PrintMove, PrintMove)] = [
            (.queued, .handOver, .hold(.backlog), .wait),
            (.submitting, .look(nil), .look(nil), .look(nil)),
            (.submitted(job), .look(job), .look(job), .look(job)),
            (.held(.absent), .rest, .rest, .rest),
            (.printed(at: Sample.noon), .rest, .rest, .rest),
            (.refused(.rejected), .rest, .rest, .rest),
            (.unknown(.forgotten), .rest, .rest, .rest),
            (.decided(.dropped, by: staff, at: Sample.noon), .rest, .rest, .rest),
        ]
        for (state, free, held, behind) in states {
            #expect(state.move(hold: nil, isHeldUp: false) == free, "\(state)")
            #expect(state.move(hold: .backlog, isHeldUp: false) == held, "\(state)")
            #expect(state.move(hold: nil, isHeldUp: true) == behind, "\(state)")
        }
    }

    @Test("nothing that was handed over is ever queued or held again, and what has ended stays so")
    func steps() {
        let job = PrinterJob(number: 7, uuid: "urn:a")
        let decided = PrintState.decided(.dropped, by: StaffID(trusted: "GH1"), at: Sample.noon)
        let handed: [PrintState] = [
            .submitting, .submitted(job), .unknown(.cutOff), .printed(at: Sample.noon), decided,
        ]
        for state in handed {
            for next in [PrintState.queued, .held(.backlog), .held(.absent)] { #expect(!state.mayBecome(next)) }
        }
        for state in [PrintState.printed(at: Sample.noon), .refused(.rejected), decided] {
            for next in handed { #expect(!state.mayBecome(next)) }
        }
        #expect(PrintState.held(.absent).mayBecome(.queued) && PrintState.held(.backlog).mayBecome(decided))
        // A held page cannot be printed without being queued, nor be "printed after all": it never left.
        #expect(!PrintState.held(.absent).mayBecome(.submitting))
        #expect(
            !PrintState.held(.absent).mayBecome(
                .decided(.printedAfterAll, by: StaffID(trusted: "GH1"), at: Sample.noon)))
    }

    @Test("a connection that does not come about is a printer that is off, within three seconds")
    func connecting() {
        var timer = ConnectingTimer()
        let job = PrintJobID(trusted: "J1")
        #expect(timer.read([.connecting], of: job, at: .seconds(10)) == [.connecting])
        #expect(timer.read([.connecting], of: job, at: .seconds(11)) == [.connecting])
        #expect(timer.read([.connecting, .tonerLow], of: job, at: .seconds(12)) == [.offline, .tonerLow])
        // Another page has a time of its own; one that went on begins anew.
        #expect(timer.read([.connecting], of: PrintJobID(trusted: "J2"), at: .seconds(12)) == [.connecting])
        #expect(timer.read([], of: job, at: .seconds(13)) == [])
        #expect(timer.read([.connecting], of: job, at: .seconds(14)) == [.connecting])
        timer.forget(job)
        #expect(timer.read([.connecting], of: job, at: .seconds(60)) == [.connecting])
    }
}
