/// How many pages a PDF of our own making has, for the figures of paper used.
package enum PageCount {
    private static let pages = Array("/Type /Pages".utf8)
    private static let count = Array("/Count ".utf8)
    /// A longer number is none.
    private static let mostDigits = 5

    /// Cairo writes one page tree, uncompressed. Nil for a PDF that has none to be read so.
    package static func of(pdf: [UInt8]) -> Int? {
        guard let tree = position(of: pages, in: pdf[...]),
            let found = position(of: count, in: pdf[tree...])
        else { return nil }
        let digits = pdf[found...].dropFirst(count.count).prefix { (0x30...0x39).contains($0) }
        guard (1...mostDigits).contains(digits.count) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func position(of needle: [UInt8], in hay: ArraySlice<UInt8>) -> Int? {
        guard hay.count >= needle.count else { return nil }
        return (hay.startIndex...(hay.endIndex - needle.count)).first { start in
            hay[start] == needle[0] && hay[start..<(start + needle.count)].elementsEqual(needle)
        }
    }
}
