import BedsideDomain
import Crypto
import Foundation
import GRDB

/// The links of the audit log and the outbox.
enum Chain {
    /// SHA-256 of ``ChainBytes``: the central store computes the same from the event.
    static func link(after previous: [UInt8], _ parts: [[UInt8]]) -> [UInt8] {
        Array(SHA256.hash(data: ChainBytes.link(after: previous, parts)))
    }

    /// What the first link hangs on.
    static func root(epoch: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: epoch)) }

    /// The first 16 bytes of a SHA-256: the same business fact has the same number for ever.
    static func operation(_ kind: String, _ key: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("bedside-operation-1\n\(kind)\n\(key)".utf8)).prefix(16))
    }
}

extension Transaction {
    /// The random number of this file.
    func epoch() throws -> [UInt8] {
        guard let epoch = try Data.fetchOne(db, sql: "SELECT epoch FROM meta") else {
            throw StoreError.damaged("it has no epoch")
        }
        return Array(epoch)
    }
}
