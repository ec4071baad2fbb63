import BedsideDomain
import BedsideSync
import BedsideWire

extension Simulation {
    /// The longest that a terminal waits for an answer beyond the wait that it asked for.
    private static let patience: Duration = .seconds(30)

    func send(_ request: SimRequest, from index: Int) {
        let kiosk = kiosks[index]
        guard now >= kiosk.cutUntil else {
            answer(index, request, .failed(.unreachable("cut off")), after: dice.duration(upTo: 3))
            return
        }
        if weather.lostRequest < .max, dice.once(in: weather.lostRequest) {
            count("lost request")
            answer(index, request, .failed(.late), after: Self.patience)
            return
        }
        let letter = Letter(
            kiosk: index, run: kiosk.run, request: request, certificate: kiosk.certificate, sent: now, isCopy: false)
        queue.push(.arrive(letter), at: now + dice.duration(upTo: weather.delay))
        if weather.duplicated < .max, dice.once(in: weather.duplicated) {
            count("duplicate")
            // Perhaps long after: behind later requests.
            let copy = Letter(
                kiosk: index, run: kiosk.run, request: request, certificate: kiosk.certificate, sent: now, isCopy: true)
            queue.push(.arrive(copy), at: now + dice.duration(upTo: dice.once(in: 2) ? 3 : 200))
        }
    }

    func arrive(_ letter: Letter) async {
        let answer = await answer(to: letter)
        // The central store waits with a long poll as long as there is nothing.
        if let wait = wait(letter.request, answer), now + .seconds(2) < letter.sent + wait, now >= busyUntil {
            if !letter.isCopy { queue.push(.arrive(letter), at: now + .seconds(2)) }
            return
        }
        guard !letter.isCopy, kiosks[letter.kiosk].run == letter.run else { return }
        let late = max(.zero, letter.sent + Self.patience + (wait(letter.request, answer) ?? .zero) - now)
        if now < kiosks[letter.kiosk].cutUntil || (weather.lostAnswer < .max && dice.once(in: weather.lostAnswer)) {
            count("lost answer")
            self.answer(letter.kiosk, letter.request, .failed(.late), after: late)
        } else if weather.cut < .max, dice.once(in: weather.cut) {
            count("cut")
            self.answer(letter.kiosk, letter.request, .failed(.cut("")), after: dice.duration(upTo: weather.delay))
        } else if weather.truncated < .max, dice.once(in: weather.truncated) {
            count("truncated")
            self.answer(letter.kiosk, letter.request, .failed(.garbled("")), after: dice.duration(upTo: weather.delay))
        } else {
            self.answer(letter.kiosk, letter.request, answer, after: dice.duration(upTo: weather.delay))
        }
    }

    private func answer(_ index: Int, _ request: SimRequest, _ answer: SimAnswer, after delay: Duration) {
        queue.push(.answer(kiosk: index, run: kiosks[index].run, request, answer), at: now + delay)
    }

    private func answer(to letter: Letter) async -> SimAnswer {
        guard now >= busyUntil else {
            count("busy")
            return .failed(.refused(SyncRefusal(.busy, ""), status: 503, retryAfter: retryAfter))
        }
        if weather.truncated < .max, dice.once(in: weather.truncated) {
            return .failed(.refused(SyncRefusal(.malformed, ""), status: 400, retryAfter: nil))
        }
        let line = await central.line(for: kiosks[letter.kiosk].name, certificate: letter.certificate)
        do throws(LineError) {
            switch letter.request {
            case .up(let request): return .up(try await line.up(request))
            case .down(let cursor, _): return .down(try await line.down(after: cursor, wait: 0))
            case .snapshot:
                let snapshot = try await line.snapshot()
                do { return .snapshot(try RowList.all(snapshot.rows), snapshot.cursor) } catch {
                    return .failed(.cut(""))
                }
            case .take(let encounter, _):
                let answer = try await line.take(encounter, wait: 0)
                note(encounter, "held for \(kiosks[letter.kiosk].name.text): \(answer.hold.description.prefix(4))")
                return .take(answer)
            case .post(let hold):
                try await line.post(hold)
                for encounter in kiosks[letter.kiosk].takes.keys {
                    note(encounter, "\(kiosks[letter.kiosk].name.text) posted \(hold.description.prefix(4))")
                }
                return .posted
            }
        } catch {
            count("refused \(error.code?.rawValue ?? "-")")
            return .failed(error)
        }
    }

    private func wait(_ request: SimRequest, _ answer: SimAnswer) -> Duration? {
        switch (request, answer) {
        case (.down(let cursor, let wait), .down(let answer)) where answer.cursor == cursor: .seconds(wait)
        case (.take(_, let wait), .failed(let error)) where error.code == .stayInUse: .seconds(wait)
        default: nil
        }
    }

    func hear(_ answer: SimAnswer, to request: SimRequest, at index: Int) async {
        switch (request, answer) {
        case (.up(let sent), .up(let answer)):
            checkAck(answer, of: sent, at: index)
            await handle(.up(.answered(answer, ownHead: kiosks[index].disk.hash(at: answer.ack))), of: index)
        case (.up, .failed(let error)): await handle(.up(.failed(error)), of: index)
        case (.down, .down(let answer)): await handle(.down(.answered(answer)), of: index)
        case (.down, .failed(let error)), (.snapshot, .failed(let error)):
            await handle(.down(.failed(error)), of: index)
        case (.snapshot, .snapshot(let rows, let cursor)):
            count("snapshot")
            let copy = wall(index)
            _ = kiosks[index].disk.replace(rows, cursor: cursor, wall: copy)
            await handle(.down(.replaced(cursor)), of: index)
        case (.take(let encounter, _), .take(let answer)): await handle(.take(encounter, .answered(answer)), of: index)
        case (.take(let encounter, _), .failed(let error)): await handle(.take(encounter, .failed(error)), of: index)
        case (.post(let hold), .posted), (.post(let hold), .failed):
            guard let encounter = kiosks[index].takes.first(where: { $0.value.isAbout(hold) })?.key else { return }
            if case .failed(let error) = answer {
                await handle(.take(encounter, .failed(error)), of: index)
            } else {
                await handle(.take(encounter, .posted), of: index)
            }
        default: violated("an answer to another request")
        }
    }
}

extension StayTake {
    func isAbout(_ hold: OperationID) -> Bool {
        if case .posting(let held) = phase { held.hold == hold } else { false }
    }
}
