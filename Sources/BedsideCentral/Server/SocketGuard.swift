import CPosix
import Glibc

/// Makes way for the admin socket: only a stale socket is removed, never another file, and never one that answers.
enum SocketGuard {
    /// Throws ``CentralServerError`` `socketInUse`.
    static func clear(_ path: String) throws(CentralServerError) {
        switch unsafe bedside_socket_state(path) {
        case 0: return
        case 1 where unsafe unlink(path) == 0: return
        case 1: throw CentralServerError(.socketInUse, "The old socket \(path) cannot be removed; check the rights.")
        case 2: throw CentralServerError(.socketInUse, "Another bedside-central runs at \(path); stop it first.")
        default:
            throw CentralServerError(
                .socketInUse, "\(path) is no socket, or its path is longer than 107 bytes; choose another folder.")
        }
    }

    /// Whether a server answers there.
    static func isAnswered(_ path: String) -> Bool { unsafe bedside_socket_state(path) == 2 }
}
