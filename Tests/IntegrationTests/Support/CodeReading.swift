import Foundation
import Testing

/// What a code reader finds on a PDF's first page.
func codesOn(_ file: String) async throws -> [String] {
    try await withFolder { folder in
        let drawn = try await run(["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", file, "\(folder)/page"])
        #expect(drawn.status == 0, "\(drawn.complaint)")
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".png") }
        let page = try #require(pages.first)
        return try await run(["zbarimg", "--quiet", "--raw", "\(folder)/\(page)"]).lines
    }
}
