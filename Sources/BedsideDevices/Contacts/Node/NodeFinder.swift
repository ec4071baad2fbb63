/// Where the node of an input is, and when that may have changed. Used by one thread at a time; it listens from the
/// moment that it is made.
protocol NodeFinder: AnyObject {
    /// Ready to read when there is news, for the ``Epoll`` of the input.
    var number: Int32 { get }
    /// Takes all news; true when ``nodes()`` may answer otherwise than before.
    func takeNews() -> Bool
    /// The nodes that the input may be, the likeliest first; empty when none is there.
    func nodes() -> [String]
}

/// A node by its path or a link to it: inotify.
final class PathNodeFinder: NodeFinder {
    private let path: String
    private let watcher: PathWatcher

    init(path: SerialPath) throws(SystemCallError) {
        self.path = path.text
        watcher = try PathWatcher(paths: [path.text])
        watcher.follow()
    }

    var number: Int32 { watcher.number }

    func takeNews() -> Bool {
        guard !watcher.changes().isEmpty else { return false }
        watcher.follow()
        return true
    }

    func nodes() -> [String] { FileIdentity(path: path) == nil ? [] : [path] }
}

/// evdev nodes by udev properties. A keypad may have several nodes with the same properties.
final class UdevNodeFinder: NodeFinder {
    /// The most nodes that are looked at: a hostile device can make any number of them.
    private static let mostNodes = 8

    private let wanted: UdevMatch
    private let hotplug: any HotplugSource

    init(_ wanted: UdevMatch, hotplug: any HotplugSource) {
        self.wanted = wanted
        self.hotplug = hotplug
    }

    var number: Int32 { hotplug.number }

    func takeNews() -> Bool {
        var isNews = false
        while true {
            switch hotplug.receive() {
            case .nothing: return isNews
            case .overflow: isNews = true
            case .device(let device): isNews = isNews || isWanted(device)
            }
        }
    }

    func nodes() -> [String] {
        let devices = (hotplug.enumerate() ?? []).filter { isWanted($0) && wanted.identifies($0.properties) }
        return devices.sorted { $0.syspath < $1.syspath }.compactMap(\.node).prefix(Self.mostNodes).map(\.self)
    }

    /// Also nodes that are no keyboards to udev: a node of switches alone.
    private func isWanted(_ device: UdevDevice) -> Bool {
        device.subsystem == "input" && device.sysname.hasPrefix("event") && wanted.matches(device.properties)
    }
}
