/// Swift source with its comments and the text of its string literals blanked, so that rules look at code only. Line
/// numbers stay; code inside an interpolation stays code.
struct SourceCode {
    /// Lines of code, 0-based.
    let lines: [String]

    init(_ text: String) {
        var scanner = Scanner(Array(text.utf8))
        scanner.code(untilParenthesis: false)
        lines = String(decoding: scanner.output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private struct Scanner {
        private let input: [UInt8]
        private var position = 0
        private(set) var output: [UInt8] = []

        init(_ input: [UInt8]) { self.input = input }

        mutating func code(untilParenthesis: Bool) {
            var depth = 0
            while position < input.count {
                if starts("//") {
                    while position < input.count, input[position] != UInt8(ascii: "\n") { blank() }
                } else if starts("/*") {
                    blockComment()
                } else if let pounds = literalPounds() {
                    string(pounds: pounds)
                } else {
                    if input[position] == UInt8(ascii: "(") { depth += 1 }
                    if input[position] == UInt8(ascii: ")") {
                        depth -= 1
                        if untilParenthesis, depth < 0 { return }
                    }
                    keep()
                }
            }
        }

        /// Block comments nest in Swift.
        private mutating func blockComment() {
            var depth = 0
            repeat {
                if starts("/*") {
                    depth += 1
                    blank()
                } else if starts("*/") {
                    depth -= 1
                    blank()
                }
                blank()
            } while depth > 0 && position < input.count
        }

        /// How many `#` stand before a quote here; nil when no literal begins.
        private func literalPounds() -> Int? {
            var ahead = position
            while ahead < input.count, input[ahead] == UInt8(ascii: "#") { ahead += 1 }
            return ahead < input.count && input[ahead] == UInt8(ascii: "\"") ? ahead - position : nil
        }

        private mutating func string(pounds: Int) {
            let fence = String(repeating: "#", count: pounds)
            let opening = position + pounds
            let isLong =
                input.count >= opening + 3 && input[opening..<opening + 3].allSatisfy { $0 == UInt8(ascii: "\"") }
            let quote = isLong ? "\"\"\"" : "\""
            for _ in 0..<pounds + quote.utf8.count { keep() }
            while position < input.count, !starts(quote + fence) {
                if starts("\\" + fence + "(") {
                    for _ in 0..<pounds + 2 { keep() }
                    code(untilParenthesis: true)
                } else {
                    if starts("\\" + fence) { for _ in 0..<pounds + 1 { blank() } }
                    blank()
                }
            }
            for _ in 0..<quote.utf8.count + pounds { keep() }
        }

        private func starts(_ text: String) -> Bool {
            input.count >= position + text.utf8.count
                && input[position..<position + text.utf8.count].elementsEqual(text.utf8)
        }

        private mutating func keep() {
            guard position < input.count else { return }
            output.append(input[position])
            position += 1
        }

        private mutating func blank() {
            guard position < input.count else { return }
            output.append(input[position] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
            position += 1
        }
    }
}

extension String {
    /// Where a word stands by itself: not as part of a longer name, nor as a member.
    func containsWord(_ word: String) -> Bool {
        var rest = self[...]
        while let found = rest.firstRange(of: word) {
            let before = found.lowerBound == startIndex ? " " : self[index(before: found.lowerBound)]
            let after = found.upperBound == endIndex ? " " : self[found.upperBound]
            let isStart = !before.isNameCharacter && before != "." && before != "`"
            let isEnd = !(word.last?.isNameCharacter ?? false) || !after.isNameCharacter
            if isStart, isEnd { return true }
            rest = self[found.upperBound...]
        }
        return false
    }
}

extension Character {
    fileprivate var isNameCharacter: Bool { isLetter || isNumber || self == "_" }
}
