import BedsideDomain

/// The names of the places that a text may have.
package enum Placeholder: String, Sendable, Hashable, CaseIterable {
    case amount, bed, code, count, date, day, from, item, kind, moment, month, number, page, pages, seconds, time, to
    case total
}

/// A value for a place of a text, typed, so that an amount is never written where a count is meant.
enum Filling: Sendable, Hashable {
    case amount(Money)
    case total(Money)
    case from(Money)
    case to(Money)
    case count(Int)
    case page(Int)
    case pages(Int)
    case seconds(Int)
    case day(CivilDate)
    case moment(Timestamp)
    case kind(TextKey)
    case month(TextKey)
    /// A thing that has a text of its own, where its name stands in for an item.
    case name(TextKey)
    /// Text from outside, already short enough for its place.
    case item(String)
    case bed(String)
    case code(String)
    case number(String)
    case date(String)
    case time(String)

    var place: Placeholder {
        switch self {
        case .amount: .amount
        case .total: .total
        case .from: .from
        case .to: .to
        case .count: .count
        case .page: .page
        case .pages: .pages
        case .seconds: .seconds
        case .day: .day
        case .moment: .moment
        case .kind: .kind
        case .month: .month
        case .item, .name: .item
        case .bed: .bed
        case .code: .code
        case .number: .number
        case .date: .date
        case .time: .time
        }
    }
}

/// A text and what fills it, before a language is chosen: the language key can change a notice that stands already.
struct Saying: Sendable, Hashable {
    let key: TextKey
    let fillings: [Filling]

    init(_ key: TextKey, _ fillings: Filling...) {
        self.key = key
        self.fillings = fillings
    }
}
