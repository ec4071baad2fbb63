import BedsideDomain
import Foundation

/// A report's page out of its base 64: a PDF of at most 8 MiB.
func pageBytes(_ text: String) throws(ImportFault) -> [UInt8] {
    guard let data = Data(base64Encoded: text), data.count <= SyncLimits.blob else {
        throw ImportFault("It must be base 64 of at most \(SyncLimits.blob) bytes.")
    }
    let bytes = Array(data)
    guard bytes.starts(with: Array("%PDF-".utf8)), bytes.count >= 8 else { throw ImportFault("It must be a PDF file.") }
    return bytes
}
