import Glibc

/// A system call that failed, with its number read at once on the same thread.
struct SystemCallError: Error, CustomStringConvertible {
    let call: String
    let number: Int32

    var description: String { unsafe "\(call): \(String(cString: strerror(number))) (errno \(number))" }
}

/// The result of a shim that returns -errno, or the error it means.
func checked(_ result: Int32, _ call: String) throws(SystemCallError) -> Int32 {
    guard result >= 0 else { throw SystemCallError(call: call, number: -result) }
    return result
}
