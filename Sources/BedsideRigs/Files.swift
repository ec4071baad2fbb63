import CPosix
import Glibc

// The few file operations that a rig needs, without Foundation.

/// Makes a folder and its parents. Throws ``RigError``.
func makeFolder(_ path: String) throws(RigError) {
    var made = ""
    for part in path.split(separator: "/") {
        made += "/" + part
        if unsafe mkdir(made, 0o755) != 0, errno != EEXIST { throw RigError("mkdir \(made): errno \(errno)") }
    }
}

/// Writes a whole file beside its place and moves it there, so that a reader never sees half of it. Throws ``RigError``.
func writeFile(_ path: String, _ text: String, executable: Bool = false) throws(RigError) {
    let beside = path + ".new"
    let descriptor = unsafe bedside_open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, executable ? 0o755 : 0o644)
    guard descriptor >= 0 else { throw RigError("write \(path): errno \(-descriptor)") }
    let bytes = Array(text.utf8)
    let written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    guard written == bytes.count, unsafe rename(beside, path) == 0 else {
        throw RigError("write \(path): errno \(errno)")
    }
}

/// A whole file as text; nil when there is none.
func readFile(_ path: String) -> String? {
    let descriptor = unsafe bedside_open(path, O_RDONLY | O_CLOEXEC, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer[..<count]
    }
}

/// Names in a folder, sorted; empty when there is none.
func names(in path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { tuple in
            unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}

func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
