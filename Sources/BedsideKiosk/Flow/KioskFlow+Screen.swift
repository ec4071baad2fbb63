import BedsideDomain
package import BedsideScreen

/// Drawing.
extension KioskFlow {
    /// What is to be seen at a moment. Nothing is changed by looking.
    package func screen(at moment: KioskMoment) -> Screen {
        let words = words(moment)
        let draft = draft(moment, words)
        let clock = settings.clock.time(of: moment.wall)
        var screen = Screen(
            name: draft.name, place: Cells.clip(place(words), to: viewport.columns - clock.count - 4), clock: clock,
            tone: draft.tone, heading: Cells.clip(draft.heading, to: 2 * (Room(viewport: viewport).width - 6)),
            blocks: draft.blocks, choices: draft.choices, choiceStyle: draft.style, actions: actions(draft, words),
            code: draft.code, wipes: wipes)
        if !ownsArrowsNow, focus < screen.choices.count { screen.choices[focus].isSelected = true }
        if case .ending(let seconds, let means) = timeLeft(at: moment.monotonic) {
            screen.tone = draft.tone.warned
            screen.remaining = words(means == .key ? .remainingKey : .remainingScan, .seconds(seconds))
        }
        return screen
    }

    private func draft(_ moment: KioskMoment, _ words: Words) -> Draft {
        if let overlay { return overlay.draft(words) }
        if let pending, pending.isShown(at: moment.monotonic) { return pending.draft(words, at: moment.monotonic) }
        return steps.top.draft(context(moment))
    }

    private var ownsArrowsNow: Bool { overlay == nil && (steps.top.habits.ownsArrows || steps.top.habits.types) }

    /// Ward, bed and masked name; before anybody is known the hospital and the ward.
    private func place(_ words: Words) -> String {
        switch session?.person ?? .nobody {
        case .nobody: return "\(settings.hospital)  \(settings.ward)"
        case .staff: return settings.ward
        case .arriving(let order): return place(order, order.patient, words)
        case .patient(let encounter), .visitor(let encounter): return place(encounter.order, encounter.patient, words)
        }
    }

    private func place(_ order: AdmissionOrder, _ patient: Patient, _ words: Words) -> String {
        let bed = words(.placeBed, .bed(Cells.clip(order.bedLabel, to: 8)))
        return "\(Cells.clip(order.wardName, to: 24))  \(bed)  \(Cells.clip(patient.maskedName, to: 20))"
    }

    private func actions(_ draft: Draft, _ words: Words) -> [Action] {
        var actions = draft.actions
        let isTyping = overlay == nil && pending == nil && steps.top.habits.types
        if isTyping {
            actions.append(Action(.enter, label: "Enter", title: words(.actionConfirm)))
            actions.append(Action(.backspace, label: "←", title: words(.actionDelete)))
        }
        if let back = draft.back { actions.append(Action(.back, label: isTyping ? "Esc" : "0", title: words(back))) }
        actions.append(Action(.language, label: "*", title: words(.actionLanguage)))
        actions.append(Action(.call, label: "+", title: words(.actionCall)))
        return actions
    }
}
