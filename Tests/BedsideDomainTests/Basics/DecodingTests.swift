import BedsideDomain
import Foundation
import Testing

/// What comes from outside as JSON keeps the same rules as what is made inside.
@Suite("Decoding")
struct DecodingTests {
    @Test("values survive a round trip")
    func roundTrip() throws {
        try expectSame(Money(fen: -123))
        try expectSame(Quantity(tenThousandths: 12_345))
        try expectSame(Sample.today)
        try expectSame(Sample.noon)
        try expectSame(Sample.encounter)
        try expectSame(try PhoneNumber("13800000078"))
        try expectSame(Sample.order())
        try expectSame(Sample.facts())
    }

    @Test("amounts, quantities, days, moments, identifiers and phones beyond their rules are refused")
    func refused() {
        expectRefusal(Money.self, "1000000000001")
        expectRefusal(Money.self, "-9223372036854775808")
        expectRefusal(Money.self, "1.5")
        expectRefusal(Quantity.self, "9223372036854775807")
        expectRefusal(CivilDate.self, "\"2024-02-30\"")
        expectRefusal(Timestamp.self, "9223372036854775807")
        expectRefusal(Timestamp.self, "-9223372036854775808")
        expectRefusal(EncounterID.self, "\"\"")
        expectRefusal(EncounterID.self, "\"WD 1\"")
        expectRefusal(EncounterID.self, "\"WD1'; DROP TABLE ledger; --\"")
        expectRefusal(PhoneNumber.self, "\"12345678901\"")
    }

    @Test("an insurance result that does not add up is refused also when it is read")
    func insurance() throws {
        expectRefusal(InsuranceResult.self, #"{"id":"I1","total":100,"fund":50,"account":20,"cash":29}"#)
        try expectSame(Sample.insurance(fund: 50, account: 20, cash: 30))
    }

    private func expectSame<Value: Codable & Equatable>(_ value: Value) throws {
        let data = try JSONEncoder().encode([value])
        #expect(try JSONDecoder().decode([Value].self, from: data) == [value])
    }

    private func expectRefusal<Value: Decodable>(_ type: Value.Type, _ json: String) {
        #expect(throws: (any Error).self, "\(type) \(json)") {
            try JSONDecoder().decode([Value].self, from: Data("[\(json)]".utf8))
        }
    }
}
