/// The answer to `POST /v1/store/copy`.
package struct StoreCopyMessage: Codable, Sendable, Hashable {
    package let path: String
    package let bytes: Int64

    package init(path: String, bytes: Int64) {
        self.path = path
        self.bytes = bytes
    }
}
