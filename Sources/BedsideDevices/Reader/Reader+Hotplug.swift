/// Which devices are there: first everything that is plugged in, then what comes and goes.
extension Reader {
    /// The monitor already listens, so nothing falls between; what both tell is opened once.
    func start() {
        paths?.follow()
        for index in scanners.indices { lookAtPath(of: index) }
        hotplug?.enumerate()?.forEach(consider)
    }

    /// Takes all messages of hotplug.
    func receiveHotplug() {
        guard let hotplug else { return }
        while true {
            switch hotplug.receive() {
            case .nothing: return
            case .overflow: reconcile()
            case .device(let device):
                // A message about it is news: failures of before count no more.
                troubles.forget(.syspath(device.syspath))
                if device.action == .removed { remove(device) } else { consider(device) }
            }
        }
    }

    /// Takes all notices about configured paths.
    func followPaths() {
        guard let paths else { return }
        let changed = paths.changes()
        guard !changed.isEmpty else { return }
        paths.follow()
        let indices = scanners.indices.filter { scanners[$0].path != nil }
        for change in changed.sorted() {
            troubles.forget(.path(indices[change]))
            lookAtPath(of: indices[change])
        }
    }

    /// Tries a device again that did not work.
    func reconsider(_ key: DeviceKey) {
        switch key {
        case .path(let index): lookAtPath(of: index)
        // The watcher tells of these by itself.
        case .smartCard, .smartCardService: break
        case .syspath(let syspath):
            guard let device = hotplug?.device(syspath: syspath) else {
                troubles.forget(key)
                return showAll()
            }
            consider(device)
        }
    }

    /// Messages were lost: what is open but no longer there goes, what is there but not open comes.
    private func reconcile() {
        guard let devices = hotplug?.enumerate() else { return }
        let present = Set(devices.map { DeviceKey.syspath($0.syspath) })
        for (token, device) in table.byToken {
            if case .syspath = device.key, !present.contains(device.key) { detach(token, .removed) }
        }
        devices.forEach(consider)
    }

    private func remove(_ device: UdevDevice) {
        if let token = table.token(of: .syspath(device.syspath)) { detach(token, .removed) } else { showAll() }
    }

    /// Opens a device that udev describes, if it is one of ours and not open yet.
    private func consider(_ device: UdevDevice) {
        guard let node = device.node, let index = scanners.firstIndex(where: { $0.matches(device) }) else { return }
        let key = DeviceKey.syspath(device.syspath)
        guard scanners[index].match.identifies(device.properties) else {
            troubles.refuse(
                key, scanner: index,
                reason: "\(node) has no serial number of its own; choose it by its port (ID_PATH) instead")
            return show(index)
        }
        if let token = table.token(of: key) {
            // The same syspath may already be another device, when its removal went unseen.
            guard FileIdentity(path: node) != table.byToken[token]?.identity else { return }
            detach(token, .replaced)
        }
        attach(key, scanner: index, node: node, model: device.model)
    }

    /// Opens, keeps, replaces or closes the device that a configured path means now.
    private func lookAtPath(of index: Int) {
        guard let path = scanners[index].path else { return }
        let key = DeviceKey.path(index)
        let identity = FileIdentity(path: path)
        if let token = table.token(of: key) {
            guard identity != table.byToken[token]?.identity else { return }
            detach(token, identity == nil ? .removed : .replaced)
        }
        guard identity != nil else {
            troubles.forget(key)
            return show(index)
        }
        attach(key, scanner: index, node: path, model: "")
    }
}
