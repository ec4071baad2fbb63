import CPosix

/// Tells when a path may mean another file than before: inotify on the directories of the path, of what it links to,
/// and, while a directory is missing, on the deepest one that is there. No polling.
final class PathWatcher {
    private let descriptor: Descriptor
    private let paths: [String]
    /// By watch descriptor: the names in that directory that matter, with the paths (by index) they matter to.
    private var watches: [Int32: [String: Set<Int>]] = [:]
    private var buffer = [UInt8](repeating: 0, count: 16 * 1024)

    init(paths: [String]) throws(SystemCallError) {
        descriptor = Descriptor(owning: try checked(bedside_inotify_new(), "inotify_init1"))
        self.paths = paths
    }

    /// For the reader's ``Epoll``.
    var number: Int32 { descriptor.number }

    /// Sets the watches anew. After it returns, every further change of a path shows in ``changes()``: look at the paths
    /// after this, not before.
    func follow() {
        // A directory that came between looking and watching is found by looking again; paths that are remade all the
        // time cannot hold the thread here.
        for _ in 0..<4 where watchOnce() { return }
    }

    /// The paths that something happened to, by index; all of them when the kernel lost count.
    func changes() -> Set<Int> {
        var changed: Set<Int> = []
        while case .bytes(let count) = descriptor.read(into: &buffer) {
            for notice in InotifyNotice.parse(buffer[..<count]) {
                if notice.isOverflow { return Set(paths.indices) }
                guard let names = watches[notice.watch] else { continue }
                if notice.isAboutDirectory {
                    names.values.forEach { changed.formUnion($0) }
                } else if let indices = names[notice.name] {
                    changed.formUnion(indices)
                }
            }
        }
        return changed
    }

    /// True when nothing moved meanwhile.
    private func watchOnce() -> Bool {
        let trails = paths.map(trail)
        var new: [Int32: [String: Set<Int>]] = [:]
        for (index, trail) in trails.enumerated() {
            for step in trail {
                let watch = unsafe bedside_inotify_watch(descriptor.number, step.directory)
                if watch >= 0 { new[watch, default: [:]][step.name, default: []].insert(index) }
            }
        }
        for watch in watches.keys where new[watch] == nil { _ = bedside_inotify_unwatch(descriptor.number, watch) }
        watches = new
        return paths.map(trail) == trails
    }
}

/// A name in a directory that decides what a path means.
private struct Step: Equatable {
    let directory: String
    let name: String
}

/// The steps of a path: the name itself, and the names of what it links to, at most eight links far.
private func trail(of path: String) -> [Step] {
    var steps: [Step] = []
    var current = path
    for _ in 0..<8 {
        let (step, isComplete) = deepestStep(of: current)
        if steps.contains(step) { break }
        steps.append(step)
        guard isComplete, let target = linkTarget(of: current) else { break }
        current = target
    }
    return steps
}

/// The deepest directory of a path that is there, with the name to wait for in it; complete when that is the last name.
private func deepestStep(of path: String) -> (Step, isComplete: Bool) {
    var name = Substring(path)
    var isComplete = true
    while true {
        let directory = parent(of: String(name))
        let shown = directory.isEmpty ? "/" : String(directory)
        if directory.isEmpty || FileIdentity(path: shown) != nil {
            return (Step(directory: shown, name: String(name.dropFirst(directory.count + 1))), isComplete)
        }
        isComplete = false
        name = directory
    }
}
