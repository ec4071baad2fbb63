/// The smallest part of a paper that stays whole: a line, a table row, a code. Points.
struct Brick: Sendable, Hashable {
    var height: Double
    /// Blank height above it; vanishes at the head of a page.
    var gapAbove: Double = 0
    var keepsWithNext = false
    /// The table head to set again above it when it comes first on a page.
    var head: Int?
    var marks: [Mark]
}

/// All bricks of a paper, in order, with the table heads that they may need.
struct Wall: Sendable, Hashable {
    var bricks: [Brick] = []
    var heads: [Brick] = []

    /// The bricks as one block that can't be broken: its height and marks.
    func merged() -> (height: Double, marks: [Mark]) {
        var y = 0.0
        var marks: [Mark] = []
        for (index, brick) in bricks.enumerated() {
            if index > 0 { y += brick.gapAbove }
            marks += brick.marks.map { $0.moved(x: 0, y: y) }
            y += brick.height
        }
        return (y, marks)
    }
}
