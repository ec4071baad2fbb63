import CPosix
import Glibc

/// Files of the system as text, and what stands behind a path.
enum SmallFile {
    /// Nil when it cannot be read or has more than 1 MiB.
    static func text(_ path: String) -> String? {
        let number = unsafe bedside_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
        guard number >= 0 else { return nil }
        defer { close(number) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while all.count <= 1 << 20 {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe bedside_read(number, $0.baseAddress, $0.count) }
            guard count > 0 else { return count == 0 ? String(decoding: all, as: UTF8.self) : nil }
            all += buffer.prefix(count)
        }
        return nil
    }

    /// A value of one line, such as those of sysfs.
    static func word(_ path: String) -> String? {
        text(path)?.split(separator: "\n").first.map(String.init)
    }

    /// Names in a folder, sorted; none when it is not there.
    static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func facts(_ path: String) -> FileFact {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            return FileFact(path: path, state: errno == ENOENT || errno == ENOTDIR ? .missing : .hidden)
        }
        return FileFact(
            path: path,
            state: .there(
                mode: status.st_mode & 0o7777, owner: user(status.st_uid) ?? "\(status.st_uid)",
                group: group(status.st_gid) ?? "\(status.st_gid)"))
    }

    private static func user(_ number: UInt32) -> String? {
        guard let entry = unsafe getpwuid(number), let name = unsafe entry.pointee.pw_name else { return nil }
        return unsafe String(cString: name)
    }

    private static func group(_ number: UInt32) -> String? {
        guard let entry = unsafe getgrgid(number), let name = unsafe entry.pointee.gr_name else { return nil }
        return unsafe String(cString: name)
    }
}
