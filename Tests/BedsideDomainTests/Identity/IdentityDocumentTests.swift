import BedsideDomain
import Testing

@Suite("Identity documents")
struct IdentityDocumentTests {
    @Test(
        "forms that are taken",
        arguments: [
            (.resident, "11010119900307002x", "11010119900307002X"), (.hongKongMacauPermit, "H12345678", "H12345678"),
            (.hongKongMacauPermit, "m1234567890", "M1234567890"), (.taiwanPermit, "12345678", "12345678"),
            (.taiwanPermit, "1234567890", "1234567890"), (.foreignResidentOld, "usa123456789012", "USA123456789012"),
            (.passport, "E12345678", "E12345678"), (.passport, "g1234", "G1234"),
            (.passport, "ABCDEFGHIJ12345", "ABCDEFGHIJ12345"), (.none, "", ""), (.none, "whatever", ""),
        ] as [(IdentityDocument.Kind, String, String)])
    func taken(kind: IdentityDocument.Kind, text: String, number: String) throws {
        let document = try IdentityDocument(kind: kind, number: text, today: Sample.today)
        #expect(document.kind == kind)
        #expect(document.number.value == number)
    }

    @Test(
        "forms that are refused",
        arguments: [
            (.resident, "110101199003070012"), (.hongKongMacauPermit, ""), (.hongKongMacauPermit, "H1234567"),
            (.hongKongMacauPermit, "H123456789"), (.hongKongMacauPermit, "T12345678"),
            (.hongKongMacauPermit, "H1234567A"), (.hongKongMacauPermit, "123456789"), (.taiwanPermit, "1234567"),
            (.taiwanPermit, "123456789"), (.taiwanPermit, "1234567A"), (.taiwanPermit, "１２３４５６７８"),
            (.foreignResidentOld, "US1234567890123"), (.foreignResidentOld, "USA12345678901"),
            (.foreignResidentOld, "USA1234567890123"), (.passport, "E123"), (.passport, "E123456789012345"),
            (.passport, "E12-34567"), (.passport, "护照12345"), (.passport, ""),
            // Upper case of these is ASCII, the document's number is not.
            (.passport, "ß123456"), (.passport, "ı123456"), (.passport, "ﬀ12345"),
            (.foreignResidentOld, "Uß123456789012"),
        ] as [(IdentityDocument.Kind, String)])
    func refused(kind: IdentityDocument.Kind, text: String) {
        expectRule(.invalidIdentity) { () throws(DomainError) in
            _ = try IdentityDocument(kind: kind, number: text, today: Sample.today)
        }
    }

    @Test("a form's sex and birth date must be the number's")
    func agreement() throws {
        let document = try IdentityDocument(kind: .resident, number: "110101199003070011", today: Sample.today)
        let birth = Sample.day("1990-03-07")
        try document.requireAgreement(sex: .male, birthDate: birth)
        expectRule(.invalidIdentity) { () throws(DomainError) in
            try document.requireAgreement(sex: .female, birthDate: birth)
        }
        expectRule(.invalidIdentity) { () throws(DomainError) in
            try document.requireAgreement(sex: .male, birthDate: birth.adding(days: 1))
        }
        let passport = try IdentityDocument(kind: .passport, number: "E12345678", today: Sample.today)
        try passport.requireAgreement(sex: .female, birthDate: birth)
    }
}

@Suite("Phone numbers")
struct PhoneNumberTests {
    @Test(
        "taken", arguments: ["13000000000", "19999999999", "01065880000", "1234567", "999999999999999", "21234567890"])
    func taken(text: String) throws {
        #expect(try PhoneNumber(text).text.value == text)
    }

    @Test(
        "refused",
        arguments: [
            "", "123456", "1234567890123456", "12345678901", "10000000000", "138 0000 0000", "+8613800000000",
            "１３８００００００００",
        ])
    func refused(text: String) {
        expectRule(.invalidPhone) { () throws(DomainError) in _ = try PhoneNumber(text) }
    }
}

@Suite("Masks")
struct NameMaskTests {
    @Test(
        "names",
        arguments: [
            ("张明", "张*"), ("张大明", "张*明"), ("欧阳小明", "欧**明"), ("张", "张*"), ("", ""), (" ", ""),
            ("Anna Smith", "A*** S****"), ("A", "A*"), ("买买提·艾力", "买****力"),
        ])
    func names(name: String, mask: String) {
        #expect(masked(name: name) == mask)
    }

    @Test(
        "numbers",
        arguments: [
            ("13812345678", "138******78"), ("110101199003070011", "110*************11"), ("123456", "******"),
            ("1234567", "123**67"), ("", ""),
        ])
    func numbers(number: String, mask: String) {
        #expect(masked(number: number) == mask)
    }

    @Test("no name of two or more characters is shown whole", arguments: 0..<50)
    func neverWhole(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let length = Int(random.int(2...6))
        let name = (0..<length).map { _ in random.pick(Array("张王李赵欧阳大小明红")).description }.joined()
        let mask = masked(name: name)
        #expect(mask != name && mask.contains("*") && mask.count == name.count)
    }
}
