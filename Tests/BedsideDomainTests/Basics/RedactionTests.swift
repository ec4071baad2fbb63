import BedsideDomain
import Testing

/// Nothing of a patient shows by accident: not in interpolation, not in a reflection, not in a dump.
@Suite("Redaction")
struct RedactionTests {
    @Test("private values and identifiers, alone and deep inside others")
    func hidden() throws {
        expectHidden(Sensitive("张大明"), ["张大明"])
        expectHidden([Sensitive("张大明")], ["张大明"])
        expectHidden(Optional(Sensitive("张大明")), ["张大明"])
        expectHidden(["key": Sensitive(4711)], ["4711"])
        expectHidden(Sample.encounter, ["WD0000017"])
        expectHidden([Sample.encounter], ["WD0000017"])
        expectHidden(try PhoneNumber("13800000078"), ["13800000078"])
        expectHidden(try ScanText(Array("WD0000017".utf8)), ["WD0000017"])
        expectHidden(try ResidentNumber("110101199003070011", today: Sample.today), ["110101199003070011", "1990"])
    }

    @Test("a patient, an order, a stay, a paper's head")
    func people() {
        let secrets = [
            "张大明", "110101199003070011", "13800000078", "李红", "朝阳", "青霉素", "心绞痛", "I20", "1990", "WD0000017",
        ]
        expectHidden(Sample.patient(), secrets)
        expectHidden(Sample.order(), secrets)
        expectHidden(
            Encounter(
                id: Sample.encounter, order: Sample.order(), patient: Sample.patient(), admittedAt: Sample.noon,
                state: .inWard), secrets)
        expectHidden(
            PaperHead(
                hospital: "医院", ward: "三病区", bed: "12", name: Sensitive("张大明"), sex: .male, age: 33,
                encounter: Sample.encounter, admittedOn: Sample.today, madeAt: Sample.noon, clock: .china),
            secrets + ["33"])
    }

    @Test("every kind of credential")
    func credentials() throws {
        let reader = CredentialReader()
        let codes = [
            reader.code("RY", digits: "0000017"), reader.code("WD", digits: "0000017"),
            reader.code("GH", digits: "0000017"), reader.code("BB", digits: "0000017"),
            reader.code("JF", digits: "0000017"), "110101199003070011", "6212345678901234567",
            "1234567890123456789012345678",
        ]
        for code in codes {
            for context in ScanContext.allCases {
                let scan = try ScanText(Array(code.utf8))
                expectHidden(reader.read(scan, context: context, today: Sample.today), [code])
            }
        }
    }

    @Test("an error's sentence never holds what was refused")
    func errors() {
        let secret = "110101199003070012"
        do {
            _ = try ResidentNumber(secret, today: Sample.today)
            Issue.record("the wrong number was taken")
        } catch { expectHidden(error, [secret, "19900307"]) }
        do {
            _ = try EncounterID("geheim Nr 17")
            Issue.record("the wrong identifier was taken")
        } catch { expectHidden(error, ["geheim"]) }
    }

    private func expectHidden<Value>(
        _ value: Value, _ secrets: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var dumped = ""
        dump(value, to: &dumped)
        for shown in ["\(value)", String(describing: value), String(reflecting: value), dumped] {
            for secret in secrets {
                #expect(!shown.contains(secret), "\(secret) shows", sourceLocation: sourceLocation)
            }
        }
    }
}
