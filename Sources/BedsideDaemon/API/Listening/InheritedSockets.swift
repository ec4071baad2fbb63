import CPosix
import Foundation
import Glibc

/// The sockets that systemd hands over (sd_listen_fds(3)): `LISTEN_PID`, `LISTEN_FDS`, and `LISTEN_FDNAMES` with the
/// units' `FileDescriptorName=`.
struct InheritedSockets: Sendable {
    /// Descriptors begin here by convention.
    static let first: Int32 = 3
    private static let most = 16
    let descriptors: [LocalSocket: Int32]

    /// Throws ``DaemonError`` `socketRefused` for a hand-over that is not of our units.
    ///
    /// - Parameter isListening: whether a descriptor is a unix socket that listens; by default the kernel is asked.
    init(
        environment: [String: String] = ProcessInfo.processInfo.environment, process: Int32 = getpid(),
        isListening: (Int32) -> Bool = { bedside_inherit_listener($0) == 0 }
    ) throws(DaemonError) {
        // Meant for another process, such as a wrapper's.
        guard let count = environment["LISTEN_FDS"], environment["LISTEN_PID"] == String(process) else {
            descriptors = [:]
            return
        }
        guard let count = Int(count), (0...Self.most).contains(count) else {
            throw DaemonError(
                .socketRefused, "LISTEN_FDS is not a number of 0 to \(Self.most); look at the socket units.")
        }
        let names = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
        var found: [LocalSocket: Int32] = [:]
        for index in 0..<count {
            let name = index < names.count ? String(names[index]) : ""
            guard let socket = LocalSocket(rawValue: name), found[socket] == nil else {
                throw DaemonError(
                    .socketRefused,
                    "Socket \(index + 1) of systemd's is not named kiosk, ward or admin, or is there twice; set "
                        + "FileDescriptorName= in its unit.")
            }
            let descriptor = Self.first + Int32(index)
            guard isListening(descriptor) else {
                throw DaemonError(
                    .socketRefused,
                    "systemd's socket \(name) is no listening unix socket; its unit needs ListenStream= and no Accept=."
                )
            }
            found[socket] = descriptor
        }
        descriptors = found
    }

    func listener(_ socket: LocalSocket, in folder: String) -> LocalListener {
        descriptors[socket].map { .inherited(descriptor: $0) } ?? .own(path: "\(folder)/\(socket.file)")
    }
}
