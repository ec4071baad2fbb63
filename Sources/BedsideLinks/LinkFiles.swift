import BedsideDomain
import Foundation

/// Where certificate and key of a terminal's links are, when they do not come from its enrolment.
package struct LinkFiles: Sendable, Hashable {
    package let authority: String
    package let certificate: String
    package let key: String

    package init(authority: String, certificate: String, key: String) {
        self.authority = authority
        self.certificate = certificate
        self.key = key
    }

    /// A certificate is public; it is a few KiB.
    static func read(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 65_536 else {
            throw LinkError(.fileUnreadable, "The certificate \(path) cannot be read or is above 64 KiB.")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
