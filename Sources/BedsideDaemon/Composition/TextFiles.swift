import BedsideDomain
import BedsideKiosk
import BedsidePrinting
import BedsideScreen
import Foundation

/// The screen texts, one file for each language, checked whole at start.
enum TextFiles {
    /// Throws ``DaemonError`` `textsRefused`, naming the file and what is wrong.
    static func load(folder: String) throws -> Texts {
        var files: [Language: [UInt8]] = [:]
        for language in Language.allCases {
            let path = "\(folder)/texts.\(language.rawValue).json"
            guard let data = FileManager.default.contents(atPath: path), data.count < 1 << 20 else {
                throw DaemonError(
                    .textsRefused, "The screen texts \(path) cannot be read; check `assets` and the rights.")
            }
            files[language] = Array(data)
        }
        return try Texts(json: files)
    }
}

/// A QR code for a patient's phone; nil when the text is too long for a screen.
@Sendable func codeMatrix(_ text: String) -> CodeMatrix? {
    do {
        let code = try QRMatrix(Array(text.utf8))
        return CodeMatrix(side: code.side, modules: code.modules, caption: "")
    } catch {
        return nil
    }
}

/// A secret from a credentials file (systemd's LoadCredential); never from the environment or the configuration.
enum CredentialFile {
    /// Empty for an empty path. Throws ``DaemonError`` `credentialUnreadable`.
    static func read(_ path: String) throws -> String {
        guard !path.isEmpty else { return "" }
        guard let data = FileManager.default.contents(atPath: path), (1...4096).contains(data.count) else {
            throw DaemonError(.credentialUnreadable, "The credentials file \(path) cannot be read or is above 4 KiB.")
        }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
