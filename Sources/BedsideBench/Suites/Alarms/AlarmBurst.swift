import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation

/// Every source of a large house calls within one second: none may be lost, and the last must be seen soon.
struct AlarmBurst {
    let places: DemoWard.Places
    let raises: Int

    private static let patience = Duration.seconds(60)
    /// Of the second: what comes at once.
    private static let step = Duration.milliseconds(10)

    func run() async throws -> [Figure] {
        let verbs = WardFrame.Command.raises
        let beds = (raises + verbs.count - 1) / verbs.count
        // Each bed has a source for each verb; neighbours in time are different beds.
        let frames = verbs.flatMap { verb in (1...beds).map { WardFrame.bytes(verb, bed: $0) } }.prefix(raises)
        return try await AlarmWard.with(places, beds: beds, screens: 1) { ward in
            let base = ward.base
            let began = ContinuousClock.now
            async let sent = Self.send(Array(frames), on: base)
            let (shown, open) = try await watch(ward, until: began + Self.patience)
            let sending = Int((try await sent - began).milliseconds)
            let seen = open.compactMap { shown[$0] }
            let last = seen.max().map { ($0 - began).milliseconds / 1000 } ?? .nan
            return [
                Figure(
                    "burst_lost", Double(raises - seen.count), "raises",
                    note: "of \(raises) sources, \(open.count) open on the board"),
                Figure(
                    "burst_last_shown_s", last, "s",
                    note: "since the first; sent in \(sending) ms, \(try ward.journalKiB()) KiB of journal"),
            ]
        }
    }

    /// When each alarm was named to the screen for the first time, and which alarms of the burst are open, once all of them
    /// were named.
    private func watch(
        _ ward: AlarmWard, until deadline: ContinuousClock.Instant
    ) async throws -> (shown: [String: ContinuousClock.Instant], open: Set<String>) {
        var shown: [String: ContinuousClock.Instant] = [:]
        var goal = raises
        while true {
            while shown.count < goal, ContinuousClock.now < deadline {
                let sight = try await ward.screens[0].next("the burst")
                for alarm in sight.message.raised where shown[alarm] == nil { shown[alarm] = sight.readAt }
            }
            let open = Set(try await ward.openCalls().map(\.id))
            // A technical alarm may have been named too: it is none of the burst's.
            let missing = open.count { shown[$0] == nil }
            if missing == 0 || ContinuousClock.now >= deadline { return (shown, open) }
            goal = shown.count + missing
        }
    }

    /// Spread over one second in small steps, as the line takes them. Returns when the last was taken.
    private static func send(_ frames: [[UInt8]], on line: PtyScanner) async throws -> ContinuousClock.Instant {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<ContinuousClock.Instant, any Error>) in
            // A thread of its own: a full line blocks its writer.
            Thread.detachNewThread {
                done.resume(
                    with: Result {
                        let began = ContinuousClock.now
                        let steps = 100
                        for number in 0..<steps {
                            let part = frames[(frames.count * number / steps)..<(frames.count * (number + 1) / steps)]
                            if !part.isEmpty { try line.send(Array(part.joined())) }
                            let rest = (began + step * (number + 1) - .now).milliseconds
                            if number + 1 < steps, rest > 0 { Thread.sleep(forTimeInterval: rest / 1000) }
                        }
                        return .now
                    })
            }
        }
    }
}
