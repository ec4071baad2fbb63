import BedsideDomain
package import BedsideScreen

/// Drawing.
extension WardFlow {
    /// What is to be seen at a moment. Nothing is changed by looking.
    package func screen(at moment: KioskMoment) -> Screen {
        let words = words(moment)
        guard let board else { return starting(words, moment) }
        let picture = WardPicture(flow: self, shown: board, words: words, now: moment.monotonic)
        var screen = question.map(picture.asking) ?? picture.list(page)
        screen.clock = settings.clock.time(of: moment.wall)
        screen.place = Cells.clip(
            place(picture, at: moment.monotonic), to: viewport.columns - Cells.width(of: screen.clock) - 6)
        screen.remaining = picture.status.proof
        if picture.status.isUnproven { screen.tone = .caution }
        return screen
    }

    /// Before the first board nothing is known, and that is said as loudly as can be.
    private func starting(_ words: Words, _ moment: KioskMoment) -> Screen {
        Screen(
            name: "ward-start", place: Cells.clip(settings.ward, to: viewport.columns - 12),
            clock: settings.clock.time(of: moment.wall), tone: .caution, heading: words(.wardStartHeading),
            blocks: [.text(words(.wardStartText), emphasis: .caution)], remaining: words(.wardUnproven))
    }

    /// Where this is, how much is open where there is no heading, and who acts.
    private func place(_ picture: WardPicture, at now: Duration) -> String {
        var parts: [String] = []
        if picture.room.isWall {
            if let board, !board.rows.isEmpty {
                parts.append(picture.words(.wardWallOpen, .count(board.open), .number("\(board.rows.count)")))
            } else {
                parts.append(settings.ward)
            }
        } else {
            parts = [settings.ward, settings.screen.text]
        }
        if let actor {
            let left = max(Int((actor.until - now).milliseconds / 1000), 0)
            let name = Cells.clip(actor.member.name, to: 12)
            if picture.room.isWall { parts = [] }
            parts.append(picture.words(.wardActor, .item(name), .seconds(left)))
        }
        return parts.joined(separator: "  ")
    }

    /// The pages of a list as they are just now.
    func pages(of page: WardPage) -> WardPages {
        let count = rows(of: page).count
        guard let board, let moment = lastMoment else { return WardPages(count: count, room: 1) }
        let picture = WardPicture(flow: self, shown: board, words: words(moment), now: moment.monotonic)
        return WardPages(count: count, room: picture.listRoom(page))
    }
}
