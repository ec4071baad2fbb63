/// What a device is known by for as long as it is plugged in.
enum DeviceKey: Hashable {
    /// Its path in sysfs.
    case syspath(String)
    /// The configured path of the scanner with this index.
    case path(Int)
    /// The name that pcscd gives to a smart-card reader.
    case smartCard(String)
    /// pcscd itself, for the smart-card scanner with this index.
    case smartCardService(Int)
}

/// One device that is open.
struct OpenDevice {
    let key: DeviceKey
    /// The index of its scanner in the configuration.
    let scanner: Int
    let info: DeviceInfo
    /// Nil for a device without a node.
    let identity: FileIdentity?
    let channel: any InputChannel
    /// ``DeviceEvent/attached(_:)`` was published.
    var isAnnounced = false
}

/// The open devices, by token and by key.
struct DeviceTable {
    /// The most nodes of one scanner: a hostile device can make any number of them.
    static let mostNodesPerScanner = 8

    private(set) var byToken: [UInt64: OpenDevice] = [:]
    private var tokens: [DeviceKey: UInt64] = [:]
    private var lastToken: UInt64 = 15  // Below are the reader's own descriptors.

    /// A token that no device ever had.
    mutating func newToken() -> UInt64 {
        lastToken += 1
        return lastToken
    }

    mutating func insert(_ device: OpenDevice, token: UInt64) {
        byToken[token] = device
        tokens[device.key] = token
    }

    mutating func remove(_ token: UInt64) -> OpenDevice? {
        guard let device = byToken.removeValue(forKey: token) else { return nil }
        tokens[device.key] = nil
        return device
    }

    mutating func markAnnounced(_ token: UInt64) { byToken[token]?.isAnnounced = true }

    func token(of key: DeviceKey) -> UInt64? { tokens[key] }

    func devices(of scanner: Int) -> [OpenDevice] {
        byToken.filter { $0.value.scanner == scanner }.sorted { $0.key < $1.key }.map(\.value)
    }
}

/// Devices that are there but do not work, and when they are tried again.
struct Troubles {
    private struct Trouble {
        var backoff = Backoff()
        var due: ContinuousClock.Instant?
        var scanner: Int
        var state: DeviceState?
    }

    private var byKey: [DeviceKey: Trouble] = [:]

    /// When the next attempt is due.
    var due: ContinuousClock.Instant? { byKey.values.compactMap(\.due).min() }

    /// What to show for a scanner of which no device is open.
    func state(of scanner: Int) -> DeviceState {
        byKey.values.lazy.filter { $0.scanner == scanner }.compactMap(\.state).first ?? .absent
    }

    /// Plans the next attempt; `state` is what staff are shown until then.
    mutating func retry(_ key: DeviceKey, scanner: Int, state: DeviceState?, now: ContinuousClock.Instant) {
        var trouble = byKey[key] ?? Trouble(scanner: scanner)
        trouble.due = now + trouble.backoff.next()
        trouble.scanner = scanner
        trouble.state = state
        byKey[key] = trouble
    }

    /// The device is there but not to be opened; only a message about it can change that.
    mutating func refuse(_ key: DeviceKey, scanner: Int, reason: String) {
        byKey[key] = Trouble(scanner: scanner, state: .failed(reason: reason))
    }

    /// The device opened; how often it failed is kept until it has sent something.
    mutating func opened(_ key: DeviceKey) {
        byKey[key]?.due = nil
        byKey[key]?.state = nil
    }

    /// The device works, is gone, or was plugged in anew.
    mutating func forget(_ key: DeviceKey) { byKey[key] = nil }

    /// The devices whose time has come; they are planned no more.
    mutating func takeDue(at now: ContinuousClock.Instant) -> [DeviceKey] {
        let keys = byKey.filter { $0.value.due.map { $0 <= now } ?? false }.map(\.key)
        for key in keys { byKey[key]?.due = nil }
        return keys
    }
}
