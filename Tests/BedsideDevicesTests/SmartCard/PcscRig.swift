import CPosix
import Foundation
import Glibc
import Synchronization

@testable import BedsideDevices

/// A real pcscd of the tests' own, with the virtual reader of vsmartcard (Debian: pcscd, vsmartcard-vpcd): two slots.
///
/// It gets its socket as systemd would hand it over, so that it disturbs no other pcscd; only one test may use it at a
/// time, because libpcsclite reads the socket's name once in a process.
final class PcscRig {
    /// False when the packages are not there or pcscd may not run.
    static let isAvailable =
        unsafe access("/usr/sbin/pcscd", X_OK) == 0 && access(driver, R_OK) == 0 && geteuid() == 0
    private static let driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
    private static let socketPath: String = {
        let path = NSTemporaryDirectory() + "bedside-pcscd-\(getpid()).comm"
        _ = unsafe setenv("PCSCLITE_CSOCK_NAME", path, 1)
        return path
    }()

    /// Of slot 0; slot 1 has the next.
    let port: UInt16
    private let folder: Folder
    private var listener: Int32 = -1
    private var process: Int32 = -1

    init() throws {
        _ = Self.socketPath
        folder = try Folder()
        port = UInt16.random(in: 20_000...29_998)
        let reader = """
            FRIENDLYNAME "Bedside Test"
            DEVICENAME /dev/null:0x\(String(port, radix: 16, uppercase: true))
            LIBPATH \(Self.driver)
            CHANNELID 0x\(String(port, radix: 16, uppercase: true))
            """
        try Data(reader.utf8).write(to: URL(fileURLWithPath: folder.path + "/vpcd"))
    }

    deinit { kill() }

    func start() throws {
        _ = unsafe unlink(Self.socketPath)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            for (index, byte) in Self.socketPath.utf8.enumerated() where index < 107 { unsafe bytes[index] = byte }
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(listener, $0, length) }
        }
        guard bound == 0, listen(listener, 8) == 0 else { throw CocoaError(.fileWriteUnknown) }
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        // The socket as descriptor 3, and the process id that systemd would name.
        let script =
            "exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec /usr/sbin/pcscd -f -c '\(folder.path)'"
        process = spawn(["/bin/sh", "-c", script], input: listener, log: folder.path + "/log")
        guard process > 0 else { throw CocoaError(.executableLoad) }
    }

    /// As a crash: nothing is said to anybody.
    func kill() {
        if process > 0 {
            _ = Glibc.kill(process, SIGKILL)
            _ = waitpid(process, nil, 0)
        }
        process = -1
        if listener >= 0 { _ = close(listener) }
        listener = -1
        _ = unsafe unlink(Self.socketPath)
    }
}

private func spawn(_ arguments: [String], input: Int32, log: String) -> Int32 {
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = unsafe [strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), nil]
    defer {
        unsafe (pointers + environment).forEach { unsafe free($0) }
    }
    return unsafe bedside_spawn_session(arguments[0], &pointers, &environment, log, input)
}
