import BedsideScreen
import BedsideTerminal
import Testing

struct GridTests {
    private static let small = Viewport(columns: 20, rows: 6)

    @Test func writingOverHalfOfAWideCharacterBlanksTheOther() {
        var grid = Grid(viewport: Self.small)
        grid.write(Text("床位床"), column: 0, row: 0, style: .body)
        grid.write(Text("x"), column: 1, row: 0, style: .body)
        grid.write(Text("y"), column: 4, row: 0, style: .body)
        #expect(grid.plainText.split(separator: "\n", omittingEmptySubsequences: false).first == " x位y")
        Self.expectWhole(grid)
    }

    @Test func aWideCharacterThatDoesNotFitIsLeftOut() {
        var grid = Grid(viewport: Self.small)
        #expect(grid.write(Text("a床"), column: 18, row: 1, style: .body) == 19)
        #expect(grid.write(Text("床位"), column: 0, row: 2, style: .body, limit: 3) == 2)
        #expect(grid.write(Text("x"), column: 0, row: 6, style: .body) == 0)
        #expect(grid.write(Text("x"), column: 20, row: 0, style: .body) == 20)
        Self.expectWhole(grid)
    }

    @Test func randomWritesNeverLeaveHalfACharacter() {
        var dice = Dice(1)
        var grid = Grid(viewport: Self.small)
        for _ in 0..<20000 {
            if dice.often(0.2) {
                grid.fill(
                    Rectangle(
                        column: dice.below(24) - 2, row: dice.below(8) - 1, columns: dice.below(12), rows: dice.below(4)
                    ),
                    style: .bar)
            } else {
                let text = String((0..<dice.below(6)).map { _ in dice.often(0.5) ? "床" : "a" })
                grid.write(Text(text), column: dice.below(22), row: dice.below(7), style: .key, limit: dice.below(9))
            }
        }
        Self.expectWhole(grid)
    }

    @Test func plainTextIsTrimmedAndShowsCodes() {
        var grid = Grid(viewport: Self.small)
        grid.write(Text("床 1"), column: 1, row: 0, style: .body)
        grid.fill(Rectangle(column: 0, row: 1, columns: 2, rows: 1), style: .codeDark)
        grid.fill(Rectangle(column: 2, row: 1, columns: 1, rows: 1), style: .codeDark, glyph: "▀")
        grid.fill(Rectangle(column: 3, row: 1, columns: 1, rows: 1), style: .codeLight, glyph: "▀")
        #expect(grid.plainText == " 床 1\n██▄▀\n\n\n\n\n")
    }

    /// Each wide character has its right half, and each right half its character.
    static func expectWhole(_ grid: Grid, _ comment: String = "") {
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let cell = grid[column, row]
                let followed = column + 1 < grid.columns && grid[column + 1, row].isRightHalf
                #expect(cell.isWide == followed, "\(column), \(row) \(comment)")
                if column == 0 { #expect(!cell.isRightHalf) }
            }
        }
    }
}
