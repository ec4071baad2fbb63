import Foundation
import Testing

/// Reads a PDF back with the programs that a printer's owner has: poppler's tools and zbar.
struct PaperReader {
    let file: String

    /// Writes the bytes into a folder of their own.
    init(_ pdf: [UInt8]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bedside-paper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = folder.appending(path: "paper.pdf").path
        try Data(pdf).write(to: URL(filePath: file))
    }

    func remove() throws {
        try FileManager.default.removeItem(atPath: URL(filePath: file).deletingLastPathComponent().path)
    }

    /// The text, laid out as on the page; pages end with a form feed.
    func text() throws -> String { try run(["pdftotext", "-layout", file, "-"]) }

    func pages() throws -> [String] {
        try text().split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// What `pdfinfo` says, by its labels.
    func info(_ label: String) throws -> String {
        for line in try run(["pdfinfo", "-isodates", file]).split(separator: "\n") where line.hasPrefix(label + ":") {
            return line.dropFirst(label.count + 1).trimmingCharacters(in: .whitespaces)
        }
        return ""
    }

    /// Codes that zbar finds on the pages at 150 dpi, as `CODE-128:…` and `QR-Code:…`.
    func codes() throws -> Set<String> {
        let picture = file + "-picture"
        _ = try run(["pdftoppm", "-r", "150", "-gray", "-png", file, picture])
        var codes: Set<String> = []
        let folder = URL(filePath: file).deletingLastPathComponent()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".png") {
            let found = try run(["zbarimg", "-q", folder.appending(path: name).path], allowed: [0, 4])
            codes.formUnion(found.split(separator: "\n").map(String.init))
        }
        return codes
    }

    /// Grey values of a page at a resolution, row by row.
    func picture(page: Int = 1, dpi: Int) throws -> (width: Int, height: Int, grey: [UInt8]) {
        let picture = file + "-\(dpi)"
        _ = try run([
            "pdftoppm", "-r", "\(dpi)", "-gray", "-f", "\(page)", "-l", "\(page)", "-singlefile", file, picture,
        ])
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: picture + ".pgm")))
        let head = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: true)
        let size = String(decoding: head[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        return (size[0], size[1], Array(head[3]))
    }

    private func run(_ arguments: [String], allowed: Set<Int32> = [0]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(
            allowed.contains(process.terminationStatus), "\(arguments[0]) ended with \(process.terminationStatus)")
        return String(decoding: output, as: UTF8.self)
    }
}
