import BedsideDomain
import BedsideKiosk
import BedsideScreen
import Foundation
import Testing

/// The catalogues: whole, in the right language, in words that help.
@Suite struct TextsTests {
    static let catalogues: [Language: [String: String]] = {
        let assets = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "assets")
        var catalogues: [Language: [String: String]] = [:]
        for language in Language.allCases {
            do {
                let bytes = try Data(contentsOf: assets.appending(path: "texts.\(language.rawValue).json"))
                catalogues[language] = try JSONDecoder().decode([String: String].self, from: bytes)
            } catch { Issue.record("\(language.rawValue): \(error)") }
        }
        return catalogues
    }()

    static let chinese = catalogues[.chinese] ?? [:]
    static let english = catalogues[.english] ?? [:]

    @Test func bothCataloguesLoad() throws {
        _ = try Texts(catalogues: Self.catalogues)
        #expect(Self.chinese.count == TextKey.allCases.count)
    }

    @Test func aMissingAnEmptyAndAnUnknownTextAreRefused() {
        #expect(refusal { $0[TextKey.homeBill.rawValue] = nil } == .missingText)
        #expect(refusal { $0[TextKey.homeBill.rawValue] = "" } == .missingText)
        #expect(refusal { $0["noSuchText"] = "好" } == .unknownText)
    }

    @Test(arguments: ["没有数", "{amount} {count}", "{amont}", "{amount", "amount}"])
    func wrongPlaceholdersAreRefused(_ text: String) {
        #expect(refusal { $0[TextKey.depositHeading.rawValue] = text } == .wrongPlaceholders)
    }

    @Test func aMissingCatalogueAndBrokenJSONAreRefused() {
        #expect(throws: TextsError.self) { try Texts(catalogues: [.chinese: Self.chinese]) }
        #expect(throws: TextsError.self) { try Texts(json: [.chinese: [0x7B], .english: []]) }
    }

    /// How a terminal stands to the central store is the staff's affair: the words for it are on the staff's page alone.
    @Test func patientsReadNothingOfTheCentralStore() throws {
        for (key, text) in Self.chinese.merging(Self.english, uniquingKeysWith: +) where !key.hasPrefix("central") {
            for word in ["中心", "同步", "传送", "central", "sync", "upload"] where text.lowercased().contains(word) {
                Issue.record("\(key) says \(word): \(text)")
            }
        }
        let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
        for file in try FileManager.default.contentsOfDirectory(atPath: golden.path)
        where file.hasSuffix(".txt") && !file.hasPrefix("staff") {
            let screen = try String(contentsOf: golden.appending(path: file), encoding: .utf8)
            #expect(!screen.contains("中心") && !screen.contains("central store"), "\(file)")
        }
    }

    /// 服务禁语: nothing that blames, shrugs or frightens; and no computer's words.
    @Test func noForbiddenPhrase() {
        let chinese = [
            "不知道", "你怎么", "怎么不", "怎么搞", "失败", "错误", "非法", "无效", "不行！", "急什么", "没办法", "不归我", "不关我",
            "自己看", "自己去", "快点", "规定就是", "不能用手", "拒绝", "警告", "异常", "超时", "系统", "服务器", "数据库", "网络",
            "操作员", "用户", "欢迎再来", "欢迎下次", "床号", "！",
        ]
        let english = [
            "error", "invalid", "unsuccessful", "fail", "illegal", "forbidden", "denied", "wrong pin", "abort", "fatal",
            "timeout", "timed out", "exception", "system", "server", "database", "network", "user ",
            "please try again!",
            "you must", "!", "welcome back", "see you again",
        ]
        for (key, text) in Self.chinese {
            for phrase in chinese where text.contains(phrase) { Issue.record("\(key) says \(phrase): \(text)") }
        }
        for (key, text) in Self.english {
            for phrase in english where text.lowercased().contains(phrase) {
                Issue.record("\(key) says \(phrase): \(text)")
            }
        }
    }

    /// The language key's own name is the one text in the other language; `xcg` shows what is typed.
    @Test func noUntranslatedText() {
        let latinInChinese = ["English", "xcg"]
        for (key, text) in Self.chinese {
            let words = Self.withoutPlaceholders(text).split { !($0.isASCII && $0.isLetter) }.map(String.init)
            for word in words where !latinInChinese.contains(word) { Issue.record("\(key) says \(word): \(text)") }
        }
        let chineseInEnglish = [TextKey.actionLanguage.rawValue, TextKey.priceHint.rawValue]
        for (key, text) in Self.english where !chineseInEnglish.contains(key) {
            let strange = text.unicodeScalars.filter { $0.value > 0x7F && $0 != "¥" }
            #expect(strange.isEmpty, "\(key): \(text)")
        }
        for (key, text) in Self.english {
            let same = Self.chinese[key] == text
            #expect(!same, "\(key) is the same in both languages: \(text)")
        }
    }

    /// 请 and 您: the patient is asked, not ordered, and never called 你.
    @Test func chineseIsPolite() {
        for (key, text) in Self.chinese { #expect(!text.contains("你"), "\(key): \(text)") }
    }

    @Test func textsAreShortEnoughForTheirPlace() {
        for (key, chinese) in Self.chinese {
            let english = Self.english[key] ?? ""
            let limit: (chinese: Int, english: Int) =
                switch key {
                case _ where key.hasSuffix("Heading"): (20, 44)
                case _ where key.hasPrefix("consent") && key.hasSuffix("Text"): (90, 200)
                case _ where key.hasSuffix("Text") || key.hasSuffix("Next") || key.hasPrefix("reason"): (45, 130)
                case _ where key.hasPrefix("scan"): (45, 110)
                case _ where key.hasPrefix("action"): (7, 12)
                case _ where key.hasPrefix("remaining"): (20, 36)
                default: (45, 90)
                }
            #expect(Self.withoutPlaceholders(chinese).count <= limit.chinese, "\(key): \(chinese)")
            #expect(Self.withoutPlaceholders(english).count <= limit.english, "\(key): \(english)")
        }
    }

    @Test func noCharacterWhoseWidthFontsDisagreeAbout() {
        for (key, text) in Self.chinese {
            let isFullWidth = text.unicodeScalars.contains {
                (0xFF10...0xFF19).contains($0.value) || (0xFF21...0xFF5A).contains($0.value)
            }
            #expect(!isFullWidth, "\(key): \(text)")
            #expect(!text.contains { "“”‘’…—①②③".contains($0) }, "\(key): \(text)")
        }
    }

    private func refusal(_ change: (inout [String: String]) -> Void) -> TextsError.Code? {
        var chinese = Self.chinese
        change(&chinese)
        do {
            _ = try Texts(catalogues: [.chinese: chinese, .english: Self.english])
            return nil
        } catch { return error.code }
    }

    private static func withoutPlaceholders(_ text: String) -> String {
        var kept = ""
        var isInside = false
        for character in text {
            if character == "{" { isInside = true }
            if !isInside { kept.append(character) }
            if character == "}" { isInside = false }
        }
        return kept
    }
}
