import Foundation

/// A folder of one test, gone afterwards.
func withFolder<Value>(_ work: (String) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bedside-daemon-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await work(folder)) } catch { outcome = .failure(error) }
    try FileManager.default.removeItem(atPath: folder)
    return try outcome.get()
}
