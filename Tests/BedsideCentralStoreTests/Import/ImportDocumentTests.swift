import BedsideDomain
import Testing

@testable import BedsideCentralStore

@Suite("The import document at the centre")
struct ImportDocumentTests {
    private func document(_ sections: String) -> [UInt8] {
        Array("{\"format\":\"bedside-import\",\"version\":1,\(sections)}".utf8)
    }

    private func sentence(_ bytes: [UInt8]) -> String {
        do {
            _ = try CentralDocument(bytes)
            return "taken"
        } catch {
            #expect(error.code == .importRefused)
            return error.sentence
        }
    }

    @Test("the same entry is the same text, however it was written")
    func canonical() throws {
        let plain = document(#""beds":[{"id":"B1","ward":"W1","label":"1床"}]"#)
        let other = document(
            #" "beds" : [ { "label" : "\u0031\u5e8a" , "ward":"W1",  "id":"B1" } ] , "wards" : null , "comment": "x""#)
        let first = try #require(CentralDocument(plain).entries[.beds]?.first)
        let second = try #require(CentralDocument(other).entries[.beds]?.first)
        #expect(first.text == #"{"id":"B1","label":"1床","ward":"W1"}"#)
        #expect(second.text == first.text && second["ward"] == "W1" && second.key == "B1")
    }

    @Test("a null is as if it were not there, and the page is not in the text")
    func page() throws {
        let bytes = document(
            #""reports":[{"id":"R","encounter":"E","specimen":"S","title":"\"a\\b\"","status":"final","reporter":"a","reviewer":"b","withheld":false,"supersedes":null,"released_at":"2026-11-20T08:30+08:00","pdf_base64":"JVBERi0xLjQK"}]"#
        )
        let entry = try #require(CentralDocument(bytes).entries[.reports]?.first)
        #expect(entry.page == Array("%PDF-1.4\n".utf8))
        #expect(
            entry.text
                == #"{"encounter":"E","id":"R","released_at":"2026-11-20T08:30+08:00","reporter":"a","reviewer":"b","specimen":"S","status":"final","title":"\"a\\b\"","withheld":false}"#
        )
    }

    @Test("a pair of surrogates is one sign; half of one is no JSON")
    func surrogates() throws {
        let entry = try #require(
            CentralDocument(document(#""wards":[{"id":"W","name":"\ud83d\ude00"}]"#)).entries[.wards]?.first)
        #expect(entry.text == #"{"id":"W","name":"😀"}"#)
        for half in [#"\ud83d"#, #"\ude00"#, #"\ud83dx"#, #"\ud83d\u0041"#, #"\uD8"#, #"\u+123"#, #"\x"#] {
            #expect(sentence(document("\"wards\":[{\"id\":\"W\",\"name\":\"\(half)\"}]")).contains("not JSON"))
        }
    }

    @Test(
        "a refusal names the place and the rule, never the value",
        arguments: [
            (
                #""beds":[{"id":"B","ward":"W","label":"1"},{"id":"a secret","ward":"W","label":"1"}]"#,
                "beds[1].id: It must be 1 to 64"
            ),
            (#""beds":[{"id":"B","ward":"W"}]"#, "beds[0].label: This key must be there."),
            (#""beds":[{"id":"B","ward":"W","label":"1","secret":1}]"#, "beds[0].secret: The format has no such key."),
            (#""beds":[{"id":"B","id":"B","ward":"W","label":"1"}]"#, "beds[0].id: This key is there twice."),
            (#""beds":[{"id":1,"ward":"W","label":"1"}]"#, "beds[0].id: It has another type"),
            (#""beds":[{"id":"B","ward":"W","label":""}]"#, "beds[0].label: It must be 1 to 20 characters long."),
            (#""beds":[{"id":"B","ward":"W","label":"a\u200bb"}]"#, "beds[0].label: It must be one line"),
            (#""beds":[{"id":"B","ward":"W","label":"a\u0000"}]"#, "beds[0].label: It must be one line"),
            (#""beds":{}"#, "beds: It has another type"), (#""beds":[7]"#, "beds[0]: It has another type"),
            (#""sheets":[]"#, "sheets: The format has no such key."),
            (#""a key with secret":[]"#, "(a key that is no plain word): The format"),
            (#""wards":[],"wards":[]"#, "wards: This key is there twice."),
            (
                #""price_lists":[{"number":1,"effective":"2026-01-01","items":[]}]"#,
                "price_lists[0].items: It must have at least 1"
            ),
            (
                #""price_lists":[{"number":0,"effective":"2026-01-01","items":[]}]"#,
                "price_lists[0].number: It must be a whole number from 1"
            ),
            (
                #""price_lists":[{"number":1.5,"effective":"2026-01-01","items":[]}]"#,
                "price_lists[0].number: It has another type"
            ),
            (
                #""price_lists":[{"number":1,"effective":"2026-02-30","items":[]}]"#,
                "price_lists[0].effective: It must be a date"
            ),
            (
                #""price_lists":[{"number":1,"effective":"2026-01-01","items":[{"id":"A","name":"x","pinyin":"x","unit":"u","price_fen":-1,"category":"bed","insurance_class":"A","national_code":""}]}]"#,
                "price_lists[0].items[0].price_fen: It must be a whole number from 0"
            ),
            (
                #""moves":[{"encounter":"E","ward":"W","bed":"B","at":"2026-11-20 08:30"}]"#,
                "moves[0].at: It must be a moment"
            ),
            (#""wards":[{"id":"W","name":"x"}"#, "wards: It is not JSON"),
            (#""wards":[{"id":"W","name":"x"},]"#, "wards[1]: It has another type"),
            (#""wards":[{"id":"W","name":tru}]"#, "wards[0].name: It has another type"),
        ])
    func refusals(sections: String, expected: String) {
        let sentence = sentence(document(sections))
        #expect(sentence.hasPrefix(expected), "\(sentence)")
        #expect(sentence.hasSuffix(" Nothing of the file was imported.") && !sentence.contains("a secret"))
    }

    @Test(
        "what is no document at all is refused",
        arguments: [
            "", "[]", "{", "{}", "{\"format\":\"x\"}", "nul", "{\"version\":2}",
            "{\"format\":\"bedside-import\",\"version\":1}x",
        ])
    func noDocument(text: String) { #expect(sentence(Array(text.utf8)).hasSuffix("Nothing of the file was imported.")) }

    @Test("every cut of a document is refused and none is a crash")
    func cut() {
        let bytes = document(#""wards":[{"id":"W","name":"\u5e8a名"}],"staff":null"#)
        #expect(sentence(bytes) == "taken")
        for length in 0..<bytes.count { #expect(sentence(Array(bytes[..<length])) != "taken") }
    }
}
