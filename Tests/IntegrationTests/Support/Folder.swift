import Foundation

/// A folder of one test, gone afterwards whatever happens. Short, because sockets lie in it; below /var/tmp, because
/// cupsd's user must reach it.
func withFolder<Value>(_ work: (String) async throws -> Value) async throws -> Value {
    let path = "/var/tmp/bedside-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await work(path)) } catch { outcome = .failure(error) }
    try FileManager.default.removeItem(atPath: path)
    return try outcome.get()
}

/// Text of a file; empty when it cannot be read.
func text(of path: String) -> String { String(decoding: bytes(of: path), as: UTF8.self) }

/// Bytes of a file; empty when it cannot be read.
func bytes(of path: String) -> Data { FileManager.default.contents(atPath: path) ?? Data() }
