import BedsideDomain
import Testing

@Suite("Resident numbers (GB 11643)")
struct ResidentNumberTests {
    static let valid: [(String, ResidentNumber.Holder, String, Sex)] = [
        ("110101202311012176", .mainland, "2023-11-01", .male),
        ("110101199003070011", .mainland, "1990-03-07", .male),
        ("11010119900307002X", .mainland, "1990-03-07", .female),
        ("110101200002290034", .mainland, "2000-02-29", .male),
        ("110101194910010108", .mainland, "1949-10-01", .female),
        ("370000198808081238", .mainland, "1988-08-08", .male),
    ]

    @Test("the reference vectors", arguments: valid)
    func vectors(text: String, holder: ResidentNumber.Holder, birth: String, sex: Sex) throws {
        let number = try ResidentNumber(text, today: Sample.today)
        #expect(number.text.value == text)
        #expect(number.holder == holder)
        #expect(number.birthDate.text == birth)
        #expect(number.sex == sex)
    }

    @Test("every other digit in any one place is refused", arguments: valid.map(\.0))
    func oneWrongDigit(text: String) {
        for place in 0..<18 {
            for other in "0123456789X" where other != Array(text)[place] {
                var changed = Array(text)
                changed[place] = other
                expectRule(.invalidIdentity) { () throws(DomainError) in
                    _ = try ResidentNumber(String(changed), today: Sample.today)
                }
            }
        }
    }

    @Test("two neighbours exchanged are refused", arguments: valid.map(\.0))
    func exchanged(text: String) {
        for place in 0..<17 {
            var changed = Array(text)
            changed.swapAt(place, place + 1)
            if String(changed) == text { continue }
            expectRule(.invalidIdentity) { () throws(DomainError) in
                _ = try ResidentNumber(String(changed), today: Sample.today)
            }
        }
    }

    @Test(
        "whose number it is shows in its region",
        arguments: [
            ("810000", .hongKong), ("820000", .macau), ("830000", .taiwan), ("911124", .foreignResident),
            ("990001", .foreignResident), ("710000", .mainland), ("659001", .mainland),
        ] as [(String, ResidentNumber.Holder)])
    func holders(region: String, holder: ResidentNumber.Holder) throws {
        let number = try ResidentNumber(made(region + "19881231" + "124"), today: Sample.today)
        #expect(number.holder == holder)
        #expect(number.sex == .female)
    }

    @Test(
        "no such region",
        arguments: ["000000", "100101", "160000", "200000", "250000", "380000", "660000", "800000", "840000"])
    func regions(region: String) {
        expectRule(.invalidIdentity) { () throws(DomainError) in
            _ = try ResidentNumber(made(region + "19881231" + "124"), today: Sample.today)
        }
    }

    @Test(
        "no such birth date, or one still to come",
        arguments: ["20230229", "19900431", "19901301", "19900100", "18491231", "20240306", "99990101", "00000000"])
    func birthDates(date: String) {
        expectRule(.invalidIdentity) { () throws(DomainError) in
            _ = try ResidentNumber(made("110101" + date + "124"), today: Sample.today)
        }
    }

    @Test("born today is not in the future")
    func bornToday() throws {
        #expect(try ResidentNumber(made("11010120240305124"), today: Sample.today).birthDate == Sample.today)
    }

    @Test("a small x is the same number")
    func lowerCase() throws {
        let number = try ResidentNumber("11010119900307002x", today: Sample.today)
        #expect(number.text.value == "11010119900307002X")
        #expect(try number == ResidentNumber("11010119900307002X", today: Sample.today))
    }

    @Test(
        "other shapes",
        arguments: [
            "", "1", "110101900307001", "1101011990030700110", "11010119900307001", "X10101199003070011",
            "１１０１０１１９９００３０７００１１", "110101199003070011 ", "11010119900307001\u{0}", "11010119900307-011",
        ])
    func shapes(text: String) {
        expectRule(.invalidIdentity) { () throws(DomainError) in
            _ = try ResidentNumber(text, today: Sample.today)
        }
    }

    @Test("random numbers: the sequence's parity is the sex, the date is the date", arguments: 0..<100)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let birth = CivilDate(daysSince1970: Int(random.int(-25_000...Int64(Sample.today.daysSince1970))))
        let sequence = random.digits(3)
        let text = made("110101" + birth.text.filter { $0 != "-" } + sequence)
        let number = try ResidentNumber(text, today: Sample.today)
        #expect(number.birthDate == birth)
        #expect((number.sex == .male) == "13579".contains(sequence.suffix(1)))
    }
}

/// A number with its check character, by the definition of ISO 7064 MOD 11-2 (Horner's scheme), not by the weights.
func made(_ digits: String) -> String {
    let remainder = digits.reduce(0) { ($0 + ($1.wholeNumberValue ?? 0)) * 2 % 11 }
    return digits + Array("0123456789X").map(String.init)[(12 - remainder) % 11]
}
