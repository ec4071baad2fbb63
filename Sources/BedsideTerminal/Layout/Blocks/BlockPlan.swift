import BedsideScreen

/// A block measured for the column's width.
enum BlockPlan {
    case paragraph(Paragraph)
    case facts(FactsPlan)
    case table(TablePlan)
    case entry(EntryPlan)
    case progress(ProgressPlan)
    case alarms(AlarmsPlan)
    case gap

    init(_ block: Block, width: Int) {
        switch block {
        case .text(let text, let emphasis): self = .paragraph(Paragraph(text, emphasis, width: width))
        case .facts(let facts): self = .facts(FactsPlan(facts, width: width))
        case .table(let table): self = .table(TablePlan(table, width: width))
        case .entry(let entry): self = .entry(EntryPlan(entry, width: width))
        case .progress(let label, let done, let total):
            self = .progress(ProgressPlan(label: label, done: done, total: total, width: width))
        case .alarms(let list): self = .alarms(AlarmsPlan(list, width: width))
        case .gap: self = .gap
        }
    }

    var isGap: Bool { if case .gap = self { true } else { false } }

    /// Rows that it takes; a gap's are counted by the page.
    func rows(_ comfort: Comfort) -> Int {
        switch self {
        case .paragraph(let plan): plan.rows
        case .facts(let plan): plan.rows(comfort)
        case .table(let plan): plan.rows
        case .entry(let plan): plan.rows(comfort)
        case .progress(let plan): plan.rows
        case .alarms(let plan): plan.rows(comfort)
        case .gap: 0
        }
    }

    func draw(in area: Rectangle, comfort: Comfort, name: String, on canvas: inout Canvas) {
        switch self {
        case .paragraph(let plan): plan.draw(in: area, name: name, on: &canvas)
        case .facts(let plan): plan.draw(in: area, comfort: comfort, name: name, on: &canvas)
        case .table(let plan): plan.draw(in: area, name: name, on: &canvas)
        case .entry(let plan): plan.draw(in: area, comfort: comfort, name: name, on: &canvas)
        case .progress(let plan): plan.draw(in: area, name: name, on: &canvas)
        case .alarms(let plan): plan.draw(in: area, size: comfort.alarmSize, name: name, on: &canvas)
        case .gap: break
        }
    }
}
