import BedsideTransport
import Foundation

/// The bytes within a PEM text.
func der(_ pem: String) -> [UInt8] {
    let body = pem.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined()
    return Data(base64Encoded: body).map(Array.init) ?? []
}

func pem(_ der: [UInt8]) -> String {
    let body = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN CERTIFICATE REQUEST-----\n\(body)\n-----END CERTIFICATE REQUEST-----\n"
}

/// The code that some work is refused with; nil when it is not.
func code(_ work: () throws -> Void) -> TransportError.Code? {
    do {
        try work()
        return nil
    } catch let error as TransportError {
        return error.code
    } catch {
        return nil
    }
}

/// A folder that goes with the test.
final class ScratchFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "bedside-transport-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { return }
    }
}
