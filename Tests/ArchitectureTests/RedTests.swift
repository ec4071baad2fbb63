import Testing

/// Each rule goes red on a bad sample and stays green on a good one.
@Suite("The rules themselves")
struct RedTests {
    @Test(
        "imports outside of the table are found in every spelling",
        arguments: [
            ("BedsideKiosk", "import GRDB", "GRDB"), ("BedsideKiosk", "package import BedsideStore", "BedsideStore"),
            ("BedsideDomain", "import Foundation", "Foundation"),
            ("BedsideDomain", "  @preconcurrency import Glibc", "Glibc"),
            ("BedsideDomain", "import struct Foundation.Date", "Foundation"),
            ("BedsideCommands", "internal import BedsideDaemon", "BedsideDaemon"),
            ("BedsideTerminal", "import BedsideScreen; import BedsideWire", "BedsideWire"),
            ("BedsideStore", "@_spi(X) private import BedsideDevices.Scan", "BedsideDevices"),
            ("bedside", "/* why */ import BedsideStore", "BedsideStore"),
        ])
    func imports(room: String, line: String, module: String) {
        let violations = importViolations(sample("\n// import UIKit\n\(line)\n", room: room))
        #expect(violations.map(\.line) == [3])
        #expect(violations.first?.rule.hasPrefix("import of \(module); \(room) may import ") == true)
        #expect(violations.first?.path == "Sources/\(room)/Some/File.swift")
    }

    @Test("what the table names, comments and texts are no violation")
    func allowedImports() {
        let text =
            "package import BedsideDomain\nimport BedsideScreen\nimport Synchronization\n// import GRDB\nlet a = \"import GRDB\"\n"
        #expect(importViolations(sample(text, room: "BedsideKiosk")).isEmpty)
        #expect(importViolations(ProjectFile(path: "Tests/X/Y.swift", text: "import GRDB")).isEmpty)
    }

    @Test("a folder that is in no row is found")
    func unknownRoom() {
        #expect(importViolations(sample("", room: "BedsideMisc")).count == 1)
    }

    @Test(
        "forbidden words in code",
        arguments: [
            "public struct A {}", "open class A {}", "let a = try! b()", "let a = try? b()", "let a = b as! C",
            "guard let a else { fatalError(\"\") }", "preconditionFailure(\"x\")", "print(a)", "debugPrint(a)",
            "let a = \"\\(print(\"x\"))\"", "@_exported import BedsideDomain",
            "if a{print (a)}".replacing(" (", with: "("),
        ])
    func words(line: String) {
        #expect(wordViolations(sample("let ok = 1\n\(line)\n")).map(\.line) == [2])
    }

    @Test(
        "the same words as parts of names, members, comments and texts",
        arguments: [
            "let publicKey = 1", "let isopen = open_", "// try! is forbidden",
            "/* print(a) /* fatalError( */ public */",
            "let a = \"public print( try? \"", "let a = #\"a \" print( \"#",
            "let a = \"\"\"\n print(a) \"public\" \n\"\"\"",
            "file.print(a)", "footprint(a)", "let a = \"\\\" print(a)\"", "func print(a) {}", "case print(A)",
            "try await print(a)", "let open = isOpen", "do { try run() } catch { return }",
        ])
    func harmless(text: String) {
        #expect(wordViolations(sample(text)) == [])
    }

    @Test("rooms that talk to people may print; nobody else")
    func talkers() {
        #expect(wordViolations(sample("print(a)", room: "BedsideCommands")).isEmpty)
        #expect(wordViolations(sample("print(a)", room: "BedsideRigs")).count == 1)
    }

    @Test("unchecked promises need a comment on the line or above it")
    func promises() {
        #expect(uncheckedViolations(sample("\nfinal class A: @unchecked Sendable {}")).map(\.line) == [2])
        #expect(uncheckedViolations(sample("let a = 1 // why\n\nnonisolated(unsafe) var b = 1")).map(\.line) == [3])
        #expect(uncheckedViolations(sample("// one thread only\nnonisolated(unsafe) var b = 1")).isEmpty)
        #expect(uncheckedViolations(sample("final class A: @unchecked Sendable {} // locked by `lock`")).isEmpty)
        #expect(uncheckedViolations(sample("// about @unchecked Sendable")).isEmpty)
    }

    @Test("lengths")
    func lengths() {
        let line = "let a = 1\n"
        #expect(lengthViolations(sample(String(repeating: line, count: 300))).isEmpty)
        #expect(lengthViolations(sample(String(repeating: line, count: 301))).count == 1)
        #expect(lengthViolations(sample(String(repeating: line, count: 30), room: "bedsided")).isEmpty)
        #expect(lengthViolations(sample(String(repeating: line, count: 31), room: "bedsided")).count == 1)
        #expect(
            lengthViolations(ProjectFile(path: "assets/big.json", text: String(repeating: line, count: 999))).isEmpty)
    }

    @Test("remnants in any text")
    func remnants() {
        for remnant in ["// TO" + "DO later", "path: /wo" + "rk/main", "cd /tmp/pl" + "an"] {
            #expect(remnantViolations(ProjectFile(path: "assets/x.sh", text: "\n\(remnant)\n")).map(\.line) == [2])
        }
    }

    @Test("strangers at the top level")
    func topLevel() {
        #expect(
            topLevelViolations([".ci", ".git", "Package.swift", "README.md", "Sources", "Tests", "assets", "systemd"])
                .isEmpty)
        #expect(topLevelViolations(["docs", "Makefile", "Package.swift"]).map(\.path) == ["docs", "Makefile"])
    }

    @Test("rooms: a missing one, a stranger, a lost guard, a fat C module, a second file in a program")
    func rooms() throws {
        let good = try Project.sources()
        let baseline = roomViolations(good).count
        func found(_ files: [ProjectFile]) -> Int { roomViolations(files).count - baseline }
        #expect(found(good.filter { $0.room != "BedsideWire" }) == 1)
        #expect(found(good + [ProjectFile(path: "Sources/CUdev/helper.swift", text: "")]) == 1)
        #expect(found(good + [ProjectFile(path: "Sources/bedsided/More.swift", text: "")]) == 1)
        #expect(found(good.filter { $0.path != "Sources/BedsideDomain/Basics/Settings.swift" }) == 1)
        let weak = ProjectFile(path: "Sources/BedsideDomain/Basics/Settings.swift", text: "#error(\"\")")
        #expect(found(good.filter { $0.path != weak.path } + [weak]) == 1)
        #expect(found(good + [ProjectFile(path: "Sources/BedsideMisc/A.swift", text: "")]) >= 1)
    }

    private func sample(_ text: String, room: String = "BedsideDomain") -> ProjectFile {
        ProjectFile(path: "Sources/\(room)/Some/File.swift", text: text)
    }
}
