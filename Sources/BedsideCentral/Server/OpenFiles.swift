import Glibc

/// Each terminal is a connection, and a process usually begins with 1024 descriptors: the server takes as many as it may.
enum OpenFiles {
    static func raise() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // When it may not, the connections that it has still count; more are not taken.
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
