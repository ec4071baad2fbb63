import BedsideDomain
import CPosix
import Glibc

/// Makes way for a unix socket: only a stale socket of ours is removed, never another file, and never one that answers.
enum SocketGuard {
    /// Throws ``DaemonError`` `socketInUse` when another daemon answers there, `socketRefused` when it is no socket.
    static func clear(_ path: String) throws(DaemonError) {
        switch unsafe bedside_socket_state(path) {
        case 0: return
        case 1:
            guard unsafe unlink(path) == 0 else {
                throw DaemonError(
                    .socketRefused, "The old socket \(path) cannot be removed; check the folder's rights.")
            }
        case 2:
            throw DaemonError(.socketInUse, "Another bedsided answers at \(path); stop it first.")
        default:
            throw DaemonError(.socketRefused, "\(path) exists and is not a socket; remove it by hand.")
        }
    }
}
