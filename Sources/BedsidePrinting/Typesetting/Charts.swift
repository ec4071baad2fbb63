// Bar charts as marks.

extension Typesetter {
    /// Legend, scale, bars with their sums above, labels beneath; all in one brick.
    func brick(of chart: BarChart, width: Double) throws(PrintingError) -> Brick {
        let total = points(chart.height)
        let line = size(.tiny) * 1.4
        let left = points(8)
        let plot = Box(x: left, y: line * 2.2, width: width - left, height: total - line * 3.4)
        guard plot.width > 0, plot.height > 0 else {
            throw PrintingError(.doesNotFit, "A chart of \(Int(width)) by \(Int(total)) points has no room for bars.")
        }
        let top = scaleTop(chart.bars.map(\.total).max() ?? 0)
        var marks = try legend(chart.series, at: left)
        for step in 0...top.steps {
            let value = step * top.step
            let y = plot.y + plot.height * (1 - Double(value) / Double(top.steps * top.step))
            marks.append(
                .line(x1: plot.x, x2: plot.x + plot.width, y: y, thickness: step == 0 ? 0.8 : 0.25, isDashed: step > 0))
            marks += try label("\(value)", x: 0, y: y - line / 2, width: left - 3, .trailing)
        }
        let unit = plot.height / Double(top.steps * top.step)
        let slot = plot.width / Double(max(chart.bars.count, 1))
        for (index, bar) in chart.bars.enumerated() {
            let x = plot.x + slot * Double(index)
            var y = plot.y + plot.height
            for (count, series) in zip(bar.counts, chart.series) where count > 0 {
                let height = Double(count) * unit
                y -= height
                let thickness = min(slot * 0.66, points(9))
                marks.append(
                    .patterned(
                        Box(x: x + (slot - thickness) / 2, y: y, width: thickness, height: height), series.pattern))
            }
            if bar.total > 0 {
                // A rule of the scale never runs through a number.
                let ground = min(slot, size(.tiny) * 0.62 * Double("\(bar.total)".utf8.count) + 2)
                marks.append(
                    .fill(Box(x: x + (slot - ground) / 2, y: y - line, width: ground, height: line - 0.8), grey: 1))
                marks += try label("\(bar.total)", x: x, y: y - line, width: slot, .centre)
            }
            marks += try label(bar.label, x: x, y: plot.y + plot.height + 1.5, width: slot, .centre)
        }
        return Brick(height: total, gapAbove: points(1), marks: marks)
    }

    private func legend(_ series: [BarChart.Series], at left: Double) throws(PrintingError) -> [Mark] {
        var marks: [Mark] = []
        var x = left
        let side = size(.tiny) * 0.9
        for one in series {
            let width = size(.tiny) * one.name.unicodeScalars.reduce(0.0) { $0 + ($1.value < 0x2E80 ? 0.62 : 1) }
            marks.append(.patterned(Box(x: x, y: side * 0.3, width: side * 1.6, height: side), one.pattern))
            marks += try label(one.name, x: x + side * 2, y: 0, width: width + side, .leading)
            x += side * 3.4 + width
        }
        return marks
    }

    private func label(
        _ text: String, x: Double, y: Double, width: Double, _ alignment: Alignment
    ) throws(PrintingError) -> [Mark] {
        let text = SetText(text, size: size(.tiny), width: width, alignment: alignment)
        _ = try height(of: text)
        return [.text(text, x: x, y: y)]
    }

    /// At most five steps of 1, 2 or 5 times a power of ten, never none.
    private func scaleTop(_ highest: Int) -> (step: Int, steps: Int) {
        var (step, index) = (1, 0)
        while step * 5 < highest {
            step = index % 3 == 1 ? step / 2 * 5 : step * 2
            index += 1
        }
        return (step, max((highest + step - 1) / step, 1))
    }
}
