import BedsideWire
import Foundation
import Glibc
import Synchronization

/// `ward.sock` as a test wants it: keeps what was posted, and streams what it is told to.
final class FakeDaemon: Sendable {
    struct Post: Sendable, Equatable {
        let path: String
        let body: String
    }

    private struct State {
        var posts: [Post] = []
        var streams: [Int32] = []
        var opened: [String] = []
        /// Answers to confirmations wait while this is set.
        var holdsConfirms = false
        var isTaken = false
        var isClosed = false
    }

    let path: String
    private let listener: Int32
    private let state = Mutex(State())

    init() {
        path = FileManager.default.temporaryDirectory.appending(path: "ward-\(UUID().uuidString.prefix(8)).sock").path
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        listen(listener, 16)
        Thread { [self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                Thread { [self] in serve(connection) }.start()
            }
        }.start()
    }

    var posts: [Post] { state.withLock { $0.posts } }
    var opened: [String] { state.withLock { $0.opened } }
    var confirmed: [String] { posts.filter { $0.path.hasPrefix(WardPath.confirm) }.map(\.body) }
    func holdConfirms(_ holds: Bool) { state.withLock { $0.holdsConfirms = holds } }

    /// Refuses streams from now on, as when another terminal has the name.
    func refuseStreams() { state.withLock { $0.isTaken = true } }

    func push(_ message: WardScreenMessage) throws {
        let event = ServerSentEvents.event(try JSONEncoder().encode(message))
        for stream in state.withLock({ $0.streams }) {
            Self.write(Array("\(String(event.count, radix: 16))\r\n".utf8) + event + Array("\r\n".utf8), to: stream)
        }
    }

    /// Every stream breaks off in the middle.
    func hangUp() {
        let streams = state.withLock { state in
            defer { state.streams = [] }
            return state.streams
        }
        for stream in streams { shutdown(stream, Int32(SHUT_RDWR)) }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        hangUp()
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        _ = unsafe unlink(path)
    }

    private func serve(_ connection: Int32) {
        var bytes: [UInt8] = []
        while let request = Self.request(from: connection, &bytes) {
            if request.path.hasPrefix(WardPath.screens), state.withLock({ $0.isTaken }) {
                let body = #"{"code":"screen-taken","sentence":"desk is shown elsewhere"}"#
                let head = "HTTP/1.1 409 Conflict\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
                Self.write(Array((head + body).utf8), to: connection)
                continue
            }
            if request.path.hasPrefix(WardPath.screens) {
                Self.write(
                    Array(
                        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n".utf8
                    ), to: connection)
                state.withLock { state in
                    state.streams.append(connection)
                    state.opened.append(request.path)
                }
                continue
            }
            state.withLock { $0.posts.append(Post(path: request.path, body: request.body)) }
            while request.path.hasPrefix(WardPath.confirm), state.withLock({ $0.holdsConfirms && !$0.isClosed }) {
                usleep(5000)
            }
            Self.write(Array("HTTP/1.1 204 No Content\r\n\r\n".utf8), to: connection)
        }
        state.withLock { $0.streams.removeAll { $0 == connection } }
        Glibc.close(connection)
    }

    private static func request(from connection: Int32, _ bytes: inout [UInt8]) -> (path: String, body: String)? {
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = text[..<end.lowerBound]
                let length =
                    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                let start = text[..<end.upperBound].utf8.count
                if bytes.count >= start + length {
                    let body = String(decoding: bytes[start..<start + length], as: UTF8.self)
                    bytes.removeFirst(start + length)
                    let words = head.split(separator: " ")
                    return (words.count > 1 ? String(words[1]) : "", body)
                }
            }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(connection, $0.baseAddress, $0.count) }
            if count <= 0 { return nil }
            bytes += buffer.prefix(count)
        }
    }

    private static func write(_ bytes: [UInt8], to connection: Int32) {
        _ = unsafe bytes.withUnsafeBytes { unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
}
