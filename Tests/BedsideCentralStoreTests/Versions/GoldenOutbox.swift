import BedsideDomain
import BedsideWire
import Crypto
import Foundation
import Testing

@testable import BedsideCentralStore

/// An outbox as a version of the terminal wrote it and sent it: a file that never changes once that version has shipped.
///
/// The first line is the stream, each other one an event in its wire form, with its signature.
struct GoldenOutbox: Sendable, CustomTestStringConvertible {
    /// Counts the forms, from 1; the newest is the one of today.
    let number: Int
    let stream: OutboxStream
    var events: [OutboxEvent]
    /// SHA-256 of the file, its beginning.
    var digest = ""

    var testDescription: String { "outbox-\(number)" }

    /// With which all of them are signed.
    static func key() throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 9, count: 32))
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")

    /// Every one, the oldest first.
    static func all() throws -> [GoldenOutbox] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap { name in
            guard let number = name.firstMatch(of: /^outbox-([0-9]+)\.jsonl$/).flatMap({ Int($0.1) }) else {
                return nil
            }
            let bytes = try Data(contentsOf: folder.appending(path: name))
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            guard let first = lines.first else { return nil }
            return GoldenOutbox(
                number: number, stream: try JSONDecoder().decode(OutboxStream.self, from: Data(first)),
                events: try lines.dropFirst().map { try JSONDecoder().decode(OutboxEvent.self, from: Data($0)) },
                digest: String(hexText(SHA256.hash(data: bytes)).prefix(16)))
        }.sorted { $0.number < $1.number }
    }

    /// What the terminal of today writes, as the file of form `number`.
    static func today(_ number: Int) async throws -> GoldenOutbox {
        let path = NSTemporaryDirectory() + "bedside-golden-\(UUID().uuidString).sqlite"
        defer { Centre.remove(path) }
        let (stream, events) = try await GoldenStory.events(at: path)
        var golden = GoldenOutbox(number: number, stream: stream, events: events)
        try golden.sign()
        return golden
    }

    /// As the uplink does before it sends.
    mutating func sign() throws {
        let key = try Self.key()
        for (index, hash) in zip(events.indices, hashes()) where OutboxEvent.isSigned(events[index].kind) {
            events[index].signature = try key.signature(for: OutboxEvent.signedBytes(hash)).base64EncodedString()
        }
    }

    /// Of each event.
    func hashes() -> [EventHash] {
        var previous = stream.root
        return events.map { event in
            previous =
                EventHash(SHA256.hash(data: ChainBytes.link(after: previous.bytes, event.parts))) ?? previous
            return previous
        }
    }

    /// The terminal that sends it.
    func terminal() throws -> TestTerminal {
        var terminal = TestTerminal(GoldenStory.terminal.text, ward: GoldenStory.ward)
        terminal.key = try Self.key()
        terminal.stream = stream
        terminal.events = events
        terminal.hashes = hashes()
        return terminal
    }

    /// Writes the file; where it went.
    func write(into folder: URL) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A machine's run and its uptime say nothing of the form.
        let events = events.map { event in
            OutboxEvent(
                seq: event.seq, operation: event.operation, kind: event.kind, version: event.version, body: event.body,
                wall: event.wall, monotonic: event.seq * 1000,
                boot: BootID([UInt8](repeating: 8, count: 16)) ?? event.boot, offset: event.offset,
                signature: event.signature)
        }
        var bytes = try encoder.encode(stream) + Data("\n".utf8)
        for event in events { bytes += try encoder.encode(event) + Data("\n".utf8) }
        let file = folder.appending(path: "outbox-\(number).jsonl")
        try bytes.write(to: file)
        return file.path
    }
}

extension Centre {
    /// Sends all events from one on, as a terminal would; what was held. The hold of ``GoldenStory`` is posted before the
    /// event that needs it.
    func take(_ terminal: TestTerminal, from: Int64? = nil) async throws -> [UpAnswer.Held] {
        var from = from ?? terminal.stream.first
        var held: [UpAnswer.Held] = []
        while from <= terminal.stream.last {
            let taken = terminal.events.first { $0.seq >= from && $0.kind == "stay.taken" }
            if taken?.seq == from { try await postHold() }
            let most = taken.map { max(Int($0.seq - from), 1) } ?? 100
            let answer = try await up(terminal, from: from, most: min(most, 50))
            held += answer.held
            guard answer.ack >= from else { return held }
            from = answer.ack + 1
        }
        return held
    }

    private func postHold() async throws {
        guard let hold = GoldenStory.hold else { return }
        let stay = EncounterID(trusted: "WD20261120000256")
        try await store.database.write { transaction in
            guard try transaction.hold(hold, in: Self.hospital) == nil,
                try transaction.stayRow(stay, in: Self.hospital) != nil
            else { return }
            try transaction.hold(stay, for: GoldenStory.terminal, in: Self.hospital, id: hold, at: Self.noon)
        }
        _ = try await store.post(hold: hold, by: GoldenStory.terminal, of: Self.hospital, at: Self.noon)
    }
}
