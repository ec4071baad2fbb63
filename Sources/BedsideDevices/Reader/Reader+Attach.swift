/// Opening and closing devices; the one place where each happens.
extension Reader {
    /// Opens a device and registers it; what cannot be opened is shown and tried again.
    func attach(_ key: DeviceKey, scanner index: Int, node: String, model: String) {
        defer { show(index) }
        guard table.devices(of: index).count < DeviceTable.mostNodesPerScanner else { return }
        guard let identity = FileIdentity(path: node) else { return }
        do throws(OpenFailure) {
            let channel = try open(node, scanners[index])
            guard FileIdentity(path: node) == identity else { throw .vanished }
            let token = table.newToken()
            do throws(SystemCallError) {
                try epoll.add(channel.number, token: token)
            } catch {
                throw OpenFailure(error, node: node)
            }
            let configuration = scanners[index]
            channel.tap(TraceTap(traces: traces, scanner: configuration.name))
            let info = DeviceInfo(
                scanner: configuration.name, kind: configuration.match.kind, node: node, model: model,
                descriptor: channel.descriptorBytes)
            troubles.opened(key)
            table.insert(
                OpenDevice(key: key, scanner: index, info: info, identity: identity, channel: channel), token: token)
            announce(token)
        } catch {
            troubles.retry(key, scanner: index, state: error.state, now: now)
        }
    }

    /// Publishes a device as soon as it is ours: at once, or when the key that was held comes up.
    func announce(_ token: UInt64) {
        guard let device = table.byToken[token], !device.isAnnounced, device.channel.isTaken else { return }
        table.markAnnounced(token)
        // Shown before it is published: who reacts to the event sees the status that belongs to it.
        show(device.scanner, attachments: 1)
        traces.tell(.attached(device.info), of: device.info.scanner, at: now)
        outlet.publish(.attached(device.info), of: device.info.scanner)
    }

    /// Closes a device: reports a scan that was open, forgets its state, and waits for it for ever.
    func detach(_ token: UInt64, _ reason: DetachReason) {
        guard let device = table.remove(token) else { return }
        epoll.remove(device.channel.number)
        show(device.scanner)
        // What it sent before it went may still wait to be read.
        publish(rest(of: device), of: device.scanner)
        publish(device.channel.close(), of: device.scanner)
        if device.isAnnounced {
            traces.tell(.detached(reason), of: device.info.scanner, at: now)
            outlet.publish(.detached(device.info, reason: reason), of: device.info.scanner)
        }
    }

    /// A device failed while it was open. Its removal may be announced or not, before or after: it is looked at again.
    func lose(_ token: UInt64, _ reason: DetachReason, state: DeviceState?) {
        guard let device = table.byToken[token] else { return }
        troubles.retry(device.key, scanner: device.scanner, state: state, now: now)
        detach(token, reason)
    }

    /// Shows how a scanner is now.
    func show(_ index: Int, attachments: Int = 0) {
        let devices = table.devices(of: index)
        let state: DeviceState =
            if devices.contains(where: \.isAnnounced) { .present } else if !devices.isEmpty { .keyHeld } else {
                troubles.state(of: index)
            }
        board.show(state, devices: devices.map(\.info), attachments: attachments, of: index)
    }

    func showAll() {
        for index in scanners.indices { show(index) }
    }

    private func open(_ node: String, _ scanner: ScannerConfiguration) throws(OpenFailure) -> any InputChannel {
        switch scanner.match.kind {
        case .evdev: try WedgeChannel(node: node, scanner: scanner, evdev: evdev)
        case .serial: try SerialChannel(node: node, scanner: scanner)
        case .hidpos: try HidPosChannel(node: node, scanner: scanner)
        case .identityCard: try IdentityCardChannel(node: node, scanner: scanner, at: now)
        case .smartCard: throw .unusable("\(node) is a node, and smart cards are read through pcscd.")
        }
    }
}

extension OpenFailure {
    /// What staff are shown until the next attempt.
    fileprivate var state: DeviceState? {
        switch self {
        case .vanished: nil
        case .held: .heldByAnother
        case .unusable(let sentence): .failed(reason: sentence)
        }
    }
}
