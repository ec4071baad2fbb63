import BedsideDomain
import BedsideStore
import Testing

/// Each broken file is refused with the place and the rule, and never with the value.
@Suite struct BrokenImportTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let place: String
        let rule: String
        let bend: @Sendable (inout JSONValue) -> Void
        var testDescription: String { place }

        init(_ place: String, _ rule: String, _ bend: @escaping @Sendable (inout JSONValue) -> Void) {
            self.place = place
            self.rule = rule
            self.bend = bend
        }
    }

    static let cases: [Case] = [
        Case("format", "bedside-import") { $0["format"] = "his-export" },
        Case("version", "from 1 to 1") { $0["version"] = 2 },
        Case("surprise", "no such key") { $0["surprise"] = 1 },
        Case("charges[1].amout_fen", "no such key") { $0["charges"][1]["amout_fen"] = 1 },
        Case("beds[0].(a key that is no plain word)", "no such key") { $0["beds"][0]["\u{1B}[2J"] = 1 },
        Case("charges[2].amount_fen", "must be there") { document in
            guard case .object(var charge) = document["charges"][2] else { return }
            charge["amount_fen"] = nil
            document["charges"][2] = .object(charge)
        },
        Case("charges[2].amount_fen", "another type") { $0["charges"][2]["amount_fen"] = "135.00" },
        Case("charges[1].amount_fen", "rounded half away from zero") { $0["charges"][1]["amount_fen"] = 832 },
        Case("charges[1].quantity", "at most four places") { $0["charges"][1]["quantity"] = "2.50001" },
        Case("charges[1].unit_price_fen", "differs from the price") {
            $0["charges"][1]["unit_price_fen"] = 334
            $0["charges"][1]["amount_fen"] = 835
        },
        Case("charges[0].item", "no such item") { $0["charges"][0]["item"] = "A9" },
        Case("charges[0].encounter", "No admission order") { $0["charges"][0]["encounter"] = "WD20261120000174" },
        Case("charges[4].reverses", "exactly when the quantity is negative") {
            $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A1", "-1", 2000, -2000))
        },
        Case("charges[4].reverses", "no such charge") {
            $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A1", "-1", 2000, -2000, reverses: "F99"))
        },
        Case("charges[4].reverses", "same stay") {
            $0["charges"].append(TestWard.charge("F9", "WD20261120000256", "A1", "-1", 2000, -2000, reverses: "F1"))
        },
        Case("charges[4].quantity", "more than was charged") {
            $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A1", "-2", 2000, -4000, reverses: "F1"))
        },
        Case("charges[1].charged_at", "moment like") { $0["charges"][1]["charged_at"] = "2026-11-21 09:10" },
        Case("charges[1].day", "date YYYY-MM-DD") { $0["charges"][1]["day"] = "2026-02-30" },
        Case("wards[0].name", "control") { $0["wards"][0]["name"] = "\u{1B}[31mred" },
        Case("wards[0].name", "1 to 100") { $0["wards"][0]["name"] = .text(String(repeating: "病", count: 101)) },
        Case("beds[1].ward", "No ward") { $0["beds"][1]["ward"] = "W9" },
        Case("beds[1].label", "Another bed") { $0["beds"][1]["label"] = "1" },
        Case("staff[0].id", "Luhn") { $0["staff"][0]["id"] = "GH1000018" },
        Case("staff[0].role", "nurse, cashier, technician") { $0["staff"][0]["role"] = "doctor" },
        Case("staff[1].pin_hash", "scrypt$N$8$p$salt$hash") { $0["staff"][1]["pin_hash"] = "1357" },
        Case("staff[1].pin_hash", "16384") {
            $0["staff"][1]["pin_hash"] = .text(TestWard.pinHash.replacing("16384", with: "1024"))
        },
        Case("price_lists[0].items[1].pinyin", "a-z") { $0["price_lists"][0]["items"][1]["pinyin"] = "氧气" },
        Case("price_lists[0].items[1].id", "same id") { $0["price_lists"][0]["items"][1]["id"] = "A1" },
        Case("admission_orders[0].id", "Luhn") { $0["admission_orders"][0]["id"] = "RY20261120000174" },
        Case("admission_orders[0].encounter", "wristband") { $0["admission_orders"][0]["encounter"] = "WD1" },
        Case("admission_orders[1].encounter", "Another slip") {
            $0["admission_orders"][1]["encounter"] = "WD20261120000173"
        },
        Case("admission_orders[0].patient", "17th digit") { $0["admission_orders"][0]["patient"]["sex"] = "female" },
        Case("admission_orders[0].patient", "check character") {
            $0["admission_orders"][0]["patient"]["identity_number"] = "110101199003070012"
        },
        Case("admission_orders[0].bed", "no bed") { $0["admission_orders"][0]["bed"] = "W1-99" },
        Case("admission_orders[0].patient", "insurance credential") {
            $0["admission_orders"][0]["insurance_credential"] = ""
        },
        Case("insurance_results[0].total_fen", "fund + account + cash") {
            $0["insurance_results"][0]["cash_fen"] = 6334
        },
        Case("insurance_results[0].encounter", "pays alone") {
            $0["insurance_results"][0]["encounter"] = "WD20261120000256"
        },
        Case("discharges[0].certificate.outcome", "must be there") { document in
            document["discharges"][0]["certificate"] = [
                "diagnosis": "肺炎", "advice": "休息", "doctor": "周", "discharged_on": "2026-11-22",
            ]
        },
        Case("discharges[0].medicines[0].days", "from 1 to 366") { $0["discharges"][0]["medicines"][0]["days"] = 0 },
        Case("reports[0].specimen", "Luhn") { $0["reports"][0]["specimen"] = "BB26112001017" },
        Case("reports[0].pdf_base64", "must be a PDF") { $0["reports"][0]["pdf_base64"] = "aGVsbG8gd29ybGQ=" },
        Case("reports[0].pdf_base64", "base 64") { $0["reports"][0]["pdf_base64"] = "%%%" },
        Case("reports[0].pdf_base64", "bring its page") { $0["reports"][0]["pdf_base64"] = nil },
        Case("reports[0].released_at", "when it was released") { $0["reports"][0]["released_at"] = nil },
        Case("reports[1].supersedes", "same stay") {
            $0["reports"].append(TestWard.report("BG2", "amended", supersedes: "BG9"))
        },
        Case("reports[1].specimen", "Another stay") {
            $0["reports"].append(TestWard.report("BG2", "final"))
            $0["reports"][1]["encounter"] = "WD20261120000256"
        },
        Case("dispute_answers[0].charge", "no such charge") {
            $0["dispute_answers"] = [
                ["encounter": "WD20261120000173", "charge": "F4", "answered_at": "2026-11-21T11:30:00+08:00"]
            ]
        },
    ]

    @Test(arguments: cases)
    func isRefused(_ broken: Case) async throws {
        let ward = try await TestWard(nil)
        let error = await #expect(throws: StoreError.self) { try await ward.importing(broken.bend) }
        #expect(error?.code == .importRefused)
        #expect(error?.place == broken.place)
        #expect(error?.sentence.contains(broken.rule) == true, "\(error?.sentence ?? "")")
        #expect(try await ward.store.counts().beds == 0)
        let told = "\(error?.description ?? "")"
        for value in ["\u{1B}", "张明华", "110101199003070011", "135.00"] { #expect(!told.contains(value)) }
    }

    /// What has shipped may not be rewritten by a second file.
    static let rewrites: [Case] = [
        Case("charges[0].id", "never changes") { $0["charges"][0]["order_reference"] = "YZ2" },
        Case("price_lists[0].items[0]", "never changes") { $0["price_lists"][0]["items"][0]["price_fen"] = 1 },
        Case("price_lists[0].effective", "another day") { $0["price_lists"][0]["effective"] = "2026-01-02" },
        Case("insurance_results[0].id", "never changes") {
            $0["insurance_results"][0]["fund_fen"] = 9001
            $0["insurance_results"][0]["cash_fen"] = 6332
        },
        Case("reports[0].pdf_base64", "never changes") { $0["reports"][0]["pdf_base64"] = "JVBERi0xLjUK" },
        Case("reports[0].status", "only be withdrawn") { $0["reports"][0]["status"] = "reviewing" },
        Case("reports[0].id", "about never changes") { $0["reports"][0]["title"] = "尿常规" },
        Case("beds[0].ward", "another ward") {
            $0["wards"].append(["id": "W2", "name": "二病区"])
            $0["beds"][0]["ward"] = "W2"
        },
        Case("admission_orders[0].id", "was used") { $0["admission_orders"][0]["deposit_fen"] = 1 },
        Case("admission_orders[1].encounter", "keeps its stay") {
            $0["admission_orders"][1]["encounter"] = "WD20261121000313"
            $0["charges"][3]["encounter"] = "WD20261120000173"
        },
    ]

    @Test(arguments: rewrites)
    func isNotRewritten(_ broken: Case) async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let error = await #expect(throws: StoreError.self) { try await ward.importing(broken.bend) }
        #expect(error?.place == broken.place)
        #expect(error?.sentence.contains(broken.rule) == true, "\(error?.sentence ?? "")")
    }

    @Test(arguments: ["", "{", "[]", "null", "{\"format\":", "\u{FEFF}{}", "{\"format\":\"bedside-import\"}"])
    func noJSONOfOursIsRefused(_ text: String) async throws {
        let ward = try await TestWard(nil)
        let error = await #expect(throws: StoreError.self) {
            try await ward.store.importDocument(Array(text.utf8), at: TestWard.start)
        }
        #expect(error?.code == .importRefused)
    }

    @Test func bytesThatAreNoTextAreRefused() async throws {
        let ward = try await TestWard(nil)
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x00], [UInt8](repeating: 0x5B, count: 100_000)] {
            let error = await #expect(throws: StoreError.self) {
                try await ward.store.importDocument(bytes, at: TestWard.start)
            }
            #expect(error?.code == .importRefused)
        }
    }
}
