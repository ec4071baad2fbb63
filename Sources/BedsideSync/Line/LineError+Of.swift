import AsyncHTTPClient
import BedsideTransport
import NIOCore
import NIOSSL

extension LineError {
    /// Runs a request within a time and says of whatever it throws what it means here.
    static func of<Value: Sendable>(
        within limit: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws(LineError) -> Value {
        do {
            return try await withThrowingTaskGroup(of: Value?.self) { group in
                group.addTask { try await work() }
                group.addTask {
                    try await Task.sleep(for: limit)
                    return nil
                }
                defer { group.cancelAll() }
                guard let first = try await group.next(), let value = first else { throw LineError.late }
                return value
            }
        } catch {
            throw LineError(meaning: error)
        }
    }

    /// What is not known counts as cut: the central store may have acted.
    private init(meaning error: any Error) {
        switch error {
        case let error as LineError: self = error
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: self = .unreachable("time-out")
            case .readTimeout, .writeTimeout, .deadlineExceeded: self = .late
            case .invalidURL, .emptyHost, .emptyScheme, .cancelled, .alreadyShutdown: self = .own("\(error)")
            default: self = .cut("\(error)")
            }
        case let error as TransportError:
            switch error.code {
            case .packedMalformed, .packedTooLarge: self = .garbled(error.codeText)
            default: self = .untrusted(error.codeText)
            }
        case let error as NIOSSLError: self = Self.handshake("\(error)")
        case is NIOTooManyBytesError: self = .garbled("too large")
        case is DecodingError: self = .garbled("not the message")
        case is CancellationError: self = .own("cancelled")
        case let error as SyncError: self = .own(error.codeText)
        case let error as IOError: self = .unreachable("errno \(error.errnoCode)")
        default:
            let type = "\(type(of: error))"
            // NIOPosix, which has this type, is no neighbour of this room.
            self = type == "NIOConnectionError" ? .unreachable("no connection") : .cut(type)
        }
    }

    private static func handshake(_ text: String) -> LineError {
        text.contains("uncleanShutdown") ? .cut("tls") : .unreachable("tls")
    }
}
