import BedsideDomain
import BedsideScreen
import Testing

@testable import BedsideKiosk

/// The small parts beneath the flow.
@Suite struct PagesTests {
    @Test func pagesCoverEveryRowOnce() {
        for count in 0...30 {
            for size in 1...9 {
                var pages = Pages()
                var seen: [Int] = []
                for _ in 0..<pages.pages(size, count: count) {
                    seen += pages.rows(size, count: count)
                    pages.turn(size, count: count)
                }
                #expect(seen == Array(0..<count), "\(count) rows, \(size) a page")
                #expect(pages.place == 0)
            }
        }
    }

    @Test func aPlaceOutlivesAShorterList() {
        var pages = Pages()
        pages.step(25, count: 30)
        #expect(pages.rows(7, count: 30) == 21..<28)
        #expect(pages.rows(7, count: 3) == 0..<3)
        #expect(pages.selected(7, count: 3) == 2)
        #expect(pages.selected(7, count: 0) == nil)
        let beyond = pages.point(9, 7, count: 30)
        #expect(!beyond)
        let within = pages.point(2, 7, count: 30)
        #expect(within)
        #expect(pages.place == 23)
    }

    @Test func textIsCutByCellsNotByCharacters() {
        #expect(Cells.clip("肺炎", to: 4) == "肺炎")
        #expect(Cells.clip("肺炎肺炎", to: 6) == "肺炎…")
        #expect(Cells.clip("pneumonia", to: 6) == "pneum…")
        #expect(Cells.width(of: "12床 a") == 6)
    }

    @Test func valuesAreNeverReadAsTemplates() {
        #expect(Template.fill("{item}，{amount} 元", with: [.item: "{amount}", .amount: "1.00"]) == "{amount}，1.00 元")
        #expect(Template.placeholders(of: "{amount} {total}") == [.amount, .total])
        #expect(Template.placeholders(of: "{amount") == nil)
        #expect(Template.placeholders(of: "amount}") == nil)
    }

    @Test func aFieldTakesOnlyWhatItMay() {
        var field = Field(limit: 3)
        for key in [Key.digit(1), .letter("a"), .digit(2), .digit(3), .digit(4)] { field.take(key) }
        #expect(field.text == "123")
        #expect(!"\(field)".contains("123"), "a dump does not show what was typed")
        for _ in 0..<5 { field.take(.backspace) }
        #expect(field.isEmpty)
    }
}
