import BedsideDomain
import BedsideScreen

/// What nurses see and do at one ward screen, as a pure state machine: an event and the time go in, what must be done
/// comes out, and the screen can be drawn at any moment.
///
/// It shows the board in the board's order and decides nothing about an alarm: every act goes to the alarm table, which
/// may refuse it. An act is only ever sent with somebody whose badge or PIN was right within the last minute.
package struct WardFlow: Sendable {
    let settings: WardSettings
    let texts: Texts

    var board: ShownBoard?
    var printers: [PrinterFault] = []
    var page = WardPage.alarms
    var cursor = WardCursor()
    var question: WardQuestion?
    var actor: WardActor?
    /// Asked and not answered, oldest first.
    var checks: [WardCheck] = []
    var acts: [WardOrder] = []
    var message: WardMessage?
    var language: Language
    var viewport = Viewport.standard
    /// One stroke must not answer two questions.
    var strokes = Strokes()
    /// When somebody last did something here.
    var touched: Duration = .zero
    var lastMoment: KioskMoment?

    package init(settings: WardSettings, texts: Texts) {
        self.settings = settings
        self.texts = texts
        language = settings.firstLanguage
    }

    /// The revision of the board that ``screen(at:)`` shows; 0 before the first.
    package var revision: UInt64 { board?.board.revision ?? 0 }

    /// Takes one event. The effects are to be done in their order.
    package mutating func handle(_ event: WardEvent, at moment: KioskMoment) -> [WardEffect] {
        lastMoment = moment
        let now = moment.monotonic
        // First the time: a key that comes after the minute must not act in somebody's name.
        passTime(now)
        switch event {
        case .board(let board, let names): take(ShownBoard(board, names: names, at: now))
        case .printers(let faults): printers = faults
        case .key(let key): return press(key, now)
        case .badge(let badge): return scanned(badge, now)
        case .foreignScan:
            touched = now
            say(Saying(.wardScanText), isTrouble: true, now)
        case .staff(let member): return verified(member, now)
        case .pinRefused(let tries): refused(Saying(.pinRefused, .count(max(tries, 0))), now)
        case .lockedOut(let seconds): refused(Saying(.pinLocked, .count((max(seconds, 1) + 59) / 60)), now)
        case .unknownBadge: refused(Saying(.wardUnknownBadge), now)
        case .done: finished(nil, now)
        case .refused(let refusal): finished(Saying(.of(refusal)), now)
        case .problem: wentWrong(now)
        case .resized(let viewport): self.viewport = viewport
        case .tick: break
        }
        return []
    }

    /// The monotonic moment at which it wants a `tick`: ages move every second while an alarm is open; otherwise the age
    /// of the proof every five. Before the first event it is zero: at once.
    package var deadline: Duration? {
        guard let now = lastMoment?.monotonic else { return .zero }
        let isBusy = board?.board.rows.isEmpty == false || actor != nil || question != nil || message != nil
        let step: Int64 = isBusy || (board?.board.pausedFor ?? 0) > 0 ? 1000 : 5000
        return .milliseconds((now.milliseconds / step + 1) * step)
    }

    func words(_ moment: KioskMoment) -> Words {
        Words(texts: texts, language: language, clock: settings.clock, today: settings.clock.day(of: moment.wall))
    }
}

/// The lists of a ward screen.
enum WardPage: Sendable, Hashable {
    case alarms
    /// Shelved and out of service.
    case held
    /// Faults of inputs, printers and screens.
    case faults
}
