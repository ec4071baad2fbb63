import BedsideDomain

/// What goes to the report worker and comes back: lengths and bytes, nothing to parse.
enum ReportFrame {
    /// The request: five texts and the PDF, each behind its length in four bytes, most significant first.
    static func request(_ sheet: ReportSheet, at time: Timestamp) -> [UInt8] {
        let texts = [sheet.title, sheet.owner, sheet.origin, sheet.banner ?? "", String(time.milliseconds)]
        return texts.map { Array($0.utf8) }.reduce(into: []) { $0 += piece($1) } + piece(sheet.pdf)
    }

    /// Throws ``PrintingError`` `reportUnreadable` for bytes that no ``request(_:at:)`` made.
    static func read(request bytes: [UInt8]) throws(PrintingError) -> (ReportSheet, Timestamp) {
        var position = 0
        var pieces: [ArraySlice<UInt8>] = []
        while pieces.count < 6 {
            guard position + 4 <= bytes.count else { throw cut }
            let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            position += 4
            guard position + length <= bytes.count else { throw cut }
            pieces.append(bytes[position..<position + length])
            position += length
        }
        let texts = pieces.prefix(5).map { String(decoding: $0, as: UTF8.self) }
        guard let time = Int64(texts[4]) else { throw cut }
        let sheet = ReportSheet(
            title: texts[0], pdf: Array(pieces[5]), owner: texts[1], origin: texts[2],
            banner: texts[3].isEmpty ? nil : texts[3])
        return (sheet, Timestamp(milliseconds: time))
    }

    /// The answer: `+` and the PDF, or `-`, the error's code, a line feed and its sentence.
    static func answer(_ result: Result<[UInt8], PrintingError>) -> [UInt8] {
        switch result {
        case .success(let pdf): [0x2B] + pdf
        case .failure(let error): [0x2D] + Array("\(error.codeText)\n\(error.sentence)".utf8)
        }
    }

    /// Throws the worker's error, or `reportUnreadable` when the worker died before it could answer.
    static func read(answer bytes: [UInt8]) throws(PrintingError) -> [UInt8] {
        switch bytes.first {
        case 0x2B: return Array(bytes.dropFirst())
        case 0x2D:
            let parts = String(decoding: bytes.dropFirst(), as: UTF8.self).split(separator: "\n", maxSplits: 1)
            let code = parts.first.flatMap { PrintingError.Code(rawValue: String($0)) }
            throw PrintingError(code ?? .reportUnreadable, parts.count > 1 ? String(parts[1]) : "")
        default:
            throw PrintingError(
                .reportUnreadable,
                "The report's PDF made the drawing program fail; ask the laboratory to send it again.")
        }
    }

    private static func piece(_ bytes: [UInt8]) -> [UInt8] {
        let length = UInt32(bytes.count)
        return [
            UInt8(length >> 24 & 0xFF), UInt8(length >> 16 & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF),
        ]
            + bytes
    }

    private static let cut = PrintingError(.reportUnreadable, "The report worker's request was cut off.")
}
