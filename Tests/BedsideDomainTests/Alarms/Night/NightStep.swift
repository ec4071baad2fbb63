import BedsideDomain

/// One thing that happens in a night. It names sources, not episodes, so that it keeps its meaning when a shrunk night
/// leaves out what came before.
enum NightStep: Hashable, Sendable {
    /// Time passes; every deadline is rung on time.
    case wait(Int64)
    /// Time passes up to the next deadline and so much past it; nobody rings.
    case stallToDue(Int64)
    /// A deadline may be due.
    case ring
    case press(AlarmSource, Int)
    case level(AlarmSource, Bool)
    /// Goes on and off so many times, a millisecond apart; it ends as it began.
    case flicker(AlarmSource, Int)
    case cancel(AlarmPlace)
    case fault(AlarmSource, Bool)
    /// So many different faults at once.
    case storm(Int)
    case act(Verb, AlarmSource, nurse: StaffID, isAtBed: Bool)
    case attendAll(AlarmPlace, nurse: StaffID, isAtBed: Bool)
    case pause(nurse: StaffID)
    case join(WardScreenName)
    /// It has drawn everything up to so many revisions before the newest.
    case confirm(WardScreenName, behind: UInt64)
    case leave(WardScreenName)
    case probe
    /// The wall clock is set forward or back.
    case setClock(Int64)
    /// The process dies when so many records of the last event are on disk, and starts again.
    case crash(written: Int, isNewBoot: Bool, down: Int64, clockOff: Int64)

    enum Verb: String, Hashable, Sendable, CaseIterable {
        case accept, reject, attend, leave, shelve, unshelve
        case outOfService = "out-of-service"
    }
}

extension NightStep: CustomStringConvertible {
    var description: String {
        switch self {
        case .wait(let time): "+\(seconds(time))"
        case .stallToDue(let past): "nobody rings until \(past) ms past the next deadline"
        case .ring: "ring"
        case .press(let source, let count): "press \(name(source))" + (count == 1 ? "" : " x\(count)")
        case .level(let source, let isOn): "\(isOn ? "on" : "off") \(name(source))"
        case .flicker(let source, let times): "\(name(source)) flickers \(times) times"
        case .cancel(let place): "cancel key \(place.label)"
        case .fault(let source, let isPresent): "\(isPresent ? "fault" : "mended") \(name(source))"
        case .storm(let count): "\(count) faults at once"
        case .act(let verb, let source, let nurse, let isAtBed):
            "\(nurse.text) \(verb.rawValue) \(name(source))\(isAtBed ? " at the bed" : "")"
        case .attendAll(let place, let nurse, let isAtBed):
            "\(nurse.text) attends all of \(place.label)\(isAtBed ? " at the bed" : " from afar")"
        case .pause(let nurse): "\(nurse.text) pauses the sound"
        case .join(let screen): "screen \(screen) joins"
        case .confirm(let screen, let behind): "screen \(screen) confirms" + (behind == 0 ? "" : ", \(behind) behind")
        case .leave(let screen): "screen \(screen) leaves"
        case .probe: "probe"
        case .setClock(let step): "the clock is set by \(seconds(step))"
        case .crash(let written, let isNewBoot, let down, let clockOff):
            "crash with \(written) records of it written; \(isNewBoot ? "the machine" : "the process") starts again after "
                + seconds(down) + (clockOff == 0 ? "" : ", the clock off by \(seconds(clockOff))")
        }
    }

    private func name(_ source: AlarmSource) -> String {
        "\(source.kind.word) \(source.place.label) (\(source.origin))"
    }

    private func seconds(_ time: Int64) -> String { time % 1000 == 0 ? "\(time / 1000) s" : "\(time) ms" }
}
