import BedsideDomain

/// The texts in the language that is spoken now, with dates and amounts as people write them.
struct Words: Sendable {
    let texts: Texts
    let language: Language
    let clock: HospitalClock
    let today: CivilDate

    func callAsFunction(_ key: TextKey, _ fillings: Filling...) -> String { say(key, fillings) }
    func callAsFunction(_ saying: Saying) -> String { say(saying.key, saying.fillings) }

    /// The same text in the other language, for the first screen.
    func other(_ key: TextKey) -> String { texts.template(key, language.other) }

    /// `1,234.50 元`.
    func money(_ amount: Money) -> String { self(.amountYuan, .amount(amount)) }

    /// `11月22日`.
    func date(_ day: CivilDate) -> String { self(.dateDay, .month(.month(day.month)), .number("\(day.day)")) }

    /// `今天 14:05`, or `11月22日 14:05`.
    func moment(_ moment: Timestamp) -> String {
        let day = clock.day(of: moment)
        let time = clock.time(of: moment)
        return day == today ? self(.dateToday, .time(time)) : self(.dateTime, .date(date(day)), .time(time))
    }

    private func say(_ key: TextKey, _ fillings: [Filling]) -> String {
        let template = texts.template(key, language)
        guard !fillings.isEmpty else { return template }
        var values: [Placeholder: String] = [:]
        for filling in fillings { values[filling.place] = value(filling) }
        return Template.fill(template, with: values)
    }

    private func value(_ filling: Filling) -> String {
        switch filling {
        case .amount(let money), .total(let money), .from(let money), .to(let money): money.grouped
        case .count(let number), .page(let number), .pages(let number), .seconds(let number): String(number)
        case .day(let day): date(day)
        case .moment(let time): moment(time)
        case .kind(let key), .month(let key), .name(let key): self(key)
        case .item(let text), .bed(let text), .code(let text), .number(let text), .date(let text), .time(let text): text
        }
    }
}

extension TextKey {
    /// - Parameter number: 1 to 12, as every ``CivilDate`` has it.
    static func month(_ number: Int) -> TextKey {
        let months: [TextKey] = [
            .month1, .month2, .month3, .month4, .month5, .month6, .month7, .month8, .month9, .month10, .month11,
            .month12,
        ]
        return months[min(max(number, 1), 12) - 1]
    }
}
