import BedsideDomain
import Testing

/// The whole table of states and observations. A row: the state, then what it becomes after each observation.
@Suite("The print ledger's states")
struct PrintStateTests {
    private static let job = PrinterJob(number: 7, uuid: "urn:a")
    /// The same number given again by a cupsd that forgot.
    private static let stranger = PrinterJob(number: 7, uuid: "urn:b")
    /// The same job under another number.
    private static let renumbered = PrinterJob(number: 8, uuid: "urn:a")
    private static let now = Sample.noon
    private static let decided = PrintState.decided(.dropped, by: StaffID(trusted: "GH1"), at: now)

    private static let observations: [PrintObservation] = [
        .onItsWay(job, []), .onItsWay(job, [.mediaJam]), .onItsWay(renumbered, []), .onItsWay(stranger, []),
        .completed(job), .completed(renumbered), .completed(stranger), .cancelled(job), .aborted(job), .notKnown,
        .noAnswer,
    ]

    private static let table: [(PrintState, [PrintState])] = [
        (
            .submitting,
            [
                .submitted(job), .submitted(job), .submitted(renumbered), .submitted(stranger), .printed(at: now),
                .printed(at: now), .printed(at: now), .unknown(.cancelledAtPrinter), .unknown(.aborted),
                .unknown(.cutOff), .submitting,
            ]
        ),
        (
            .submitted(job),
            [
                .submitted(job), .submitted(job), .submitted(renumbered), .unknown(.forgotten), .printed(at: now),
                .printed(at: now), .unknown(.forgotten), .unknown(.cancelledAtPrinter), .unknown(.aborted),
                .unknown(.forgotten), .submitted(job),
            ]
        ),
    ]

    @Test("what an observation makes of an open job", arguments: table)
    func open(state: PrintState, becomes: [PrintState]) {
        #expect(becomes.count == Self.observations.count)
        for (observation, expected) in zip(Self.observations, becomes) {
            #expect(state.after(observation, at: Self.now) == expected, "\(state) after \(observation)")
        }
    }

    @Test(
        "a job that was never handed over, that ended, or that staff decided takes no observation",
        arguments: [
            .queued, .printed(at: now), .refused(.cannotReach), .unknown(.cutOff), decided,
        ] as [PrintState], observations)
    func settled(state: PrintState, observation: PrintObservation) {
        #expect(state.after(observation, at: Self.now.adding(seconds: 5)) == state)
    }

    @Test("no observation ever leads back to a state from which a page is sent")
    func neverSentAgain() {
        for state in [
            PrintState.submitting, .submitted(Self.job), .unknown(.aborted), .printed(at: Self.now), Self.decided,
        ] {
            for observation in Self.observations {
                #expect(state.after(observation, at: Self.now) != .queued)
            }
        }
    }

    @Test("which are open, and their words")
    func words() {
        let states: [(PrintState, Bool, String)] = [
            (.queued, true, "queued"), (.submitting, true, "submitting"), (.submitted(Self.job), true, "submitted"),
            (.printed(at: Self.now), false, "printed"), (.refused(.rejected), false, "refused"),
            (.unknown(.aborted), false, "unknown"), (Self.decided, false, "dropped"),
        ]
        for (state, isOpen, word) in states {
            #expect(state.isOpen == isOpen)
            #expect(state.word == word)
        }
    }
}
