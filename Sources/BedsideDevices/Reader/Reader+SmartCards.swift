/// Smart-card readers: pcscd finds and watches them, the watcher tells, and here they become devices like all others.
extension Reader {
    /// Takes what the watcher told: readers that came, cards that were read, readers that went, in this order.
    func followSmartCards() {
        guard let smartCards else { return }
        let news = smartCards.take()
        tellService(news.problem)
        let wanted = Dictionary(
            news.readers.compactMap { name in scanners.smartCardScanner(of: name).map { (name, $0) } },
            uniquingKeysWith: { first, _ in first })
        for (name, index) in wanted where table.token(of: .smartCard(name)) == nil {
            attachSmartCards(name, scanner: index)
        }
        for (name, outcome) in news.outcomes {
            guard let index = scanners.smartCardScanner(of: name) else { continue }
            publish([outcome], of: index)
        }
        for (token, device) in table.byToken {
            guard case .smartCard(let name) = device.key, wanted[name] == nil else { continue }
            detach(token, news.problem == nil ? .removed : .unplugged)
        }
    }

    private func tellService(_ problem: String?) {
        for index in scanners.indices where scanners[index].match.kind == .smartCard {
            if let problem {
                troubles.refuse(.smartCardService(index), scanner: index, reason: problem)
            } else {
                troubles.forget(.smartCardService(index))
            }
            show(index)
        }
    }

    private func attachSmartCards(_ name: String, scanner index: Int) {
        guard table.devices(of: index).count < DeviceTable.mostNodesPerScanner else { return }
        let token = table.newToken()
        let info = DeviceInfo(scanner: scanners[index].name, kind: .smartCard, node: "pcscd", model: name)
        table.insert(
            OpenDevice(
                key: .smartCard(name), scanner: index, info: info, identity: nil, channel: SmartCardChannel()),
            token: token)
        announce(token)
    }
}

extension [ScannerConfiguration] {
    /// The scanner that a reader of this name is.
    func smartCardScanner(of reader: String) -> Int? {
        firstIndex {
            if case .smartCard(let pattern) = $0.match { reader.hasPrefix(pattern.prefix) } else { false }
        }
    }
}

/// Stands for a smart-card reader among the open devices: it has no descriptor of its own, the watcher reads it.
private final class SmartCardChannel: InputChannel {
    let number: Int32 = -1
    let isTaken = true
    let deadline: ContinuousClock.Instant? = nil

    func drain(into outcomes: inout [ScanOutcome], buffer: inout [UInt8], at now: ContinuousClock.Instant) -> DrainEnd {
        .drained
    }

    func expire(at now: ContinuousClock.Instant) -> [ScanOutcome] { [] }
    func close() -> [ScanOutcome] { [] }
}
