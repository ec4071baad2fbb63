import BedsideDomain
import CPosix
import Crypto
import Foundation
import Glibc

/// Who may see the fleet page from other machines: lines of `user:password` in a file of mode 0600.
struct Credentials: Sendable, Redacted {
    /// SHA-256 of `user:password`: all of one length, so that comparing tells nothing by its time.
    private let known: [[UInt8]]

    /// Throws ``CentralServerError`` `credentialsRefused`.
    init(file: String) throws {
        let attributes: [FileAttributeKey: Any]
        let text: String
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: file)
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw CentralServerError(
                .credentialsRefused, "The file \(file) cannot be read.", cause: error)
        }
        guard let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 == 0
        else {
            throw CentralServerError(.credentialsRefused, "Others may read \(file); make its mode 0600.")
        }
        try self.init(lines: text.split(whereSeparator: \.isNewline).map(String.init))
    }

    /// Throws ``CentralServerError`` `credentialsRefused` unless each line is `user:password` with 12 bytes of password.
    init(lines: [String]) throws {
        guard !lines.isEmpty,
            lines.allSatisfy({ line in
                line.firstIndex(of: ":").map { $0 > line.startIndex && line[$0...].utf8.count > 12 }
                    ?? false
            })
        else {
            throw CentralServerError(
                .credentialsRefused,
                "The credentials file needs lines of user:password, each password of 12 bytes or more.")
        }
        known = lines.map { Array(SHA256.hash(data: Data($0.utf8))) }
    }

    /// - Parameter authorization: the request's header.
    func allows(_ authorization: String?) -> Bool {
        guard let authorization, authorization.utf8.count <= 1024,
            authorization.lowercased().hasPrefix("basic "),
            let given = Data(base64Encoded: String(authorization.dropFirst(6)))
        else { return false }
        let hash = Array(SHA256.hash(data: given))
        // All are compared, whichever is right.
        return known.reduce(false) { found, one in
            let differs = zip(one, hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            return found || differs == 0
        }
    }
}
