import CPosix
import Glibc

/// A new pseudo terminal whose other side is a link at the path, and raw before anybody opens it: a device's line is quiet
/// until its driver is ready.
///
/// Returns our side, which the caller closes, or -errno.
func rawPty(at path: String) -> Int32 {
    var master: Int32 = -1
    var slave: Int32 = -1
    var name = [CChar](repeating: 0, count: 128)
    guard unsafe openpty(&master, &slave, &name, nil, nil) == 0 else { return -errno }
    var raw = termios()
    unsafe tcgetattr(slave, &raw)
    unsafe cfmakeraw(&raw)
    unsafe tcsetattr(slave, TCSANOW, &raw)
    close(slave)
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    unsafe unlink(path)
    guard unsafe symlink(&name, path) == 0 else {
        let problem = errno
        close(master)
        return -problem
    }
    return master
}
