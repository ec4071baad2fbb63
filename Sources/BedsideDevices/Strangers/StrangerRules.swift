/// Which plugged devices nobody let in: a keyboard that could type at the kiosk, and what USBGuard refused.
///
/// The machine's own keyboards (PS/2, buttons) cannot be plugged in by a visitor and are not judged. Devices are told by
/// where they are plugged, in the kernel's words: never by what they call themselves.
struct StrangerRules {
    /// The devices that the configuration means.
    let known: [UdevMatch]
    /// Set by the rules that `bedside devices allow` writes.
    static let allowedProperty = "BEDSIDE_ALLOWED"

    /// - Parameter isRefused: whether the kernel was told to make no use of the USB device at this path in sysfs.
    func places(among devices: [UdevDevice], isRefused: (String) -> Bool) -> Set<String> {
        Set(devices.filter { isStranger($0, isRefused) }.map { Self.place($0.syspath) })
    }

    private func isStranger(_ device: UdevDevice, _ isRefused: (String) -> Bool) -> Bool {
        let properties = device.properties
        switch device.subsystem {
        case "usb": return properties["DEVTYPE"] == "usb_device" && isRefused(device.syspath)
        case "input":
            guard device.sysname.hasPrefix("event"), properties["ID_INPUT_KEYBOARD"] == "1",
                ["usb", "bluetooth"].contains(properties["ID_BUS"])
            else { return false }
            return properties[Self.allowedProperty] == nil && !known.contains { $0.matches(properties) }
        default: return false
        }
    }

    /// `USB 1-2.4` from a path in sysfs, `Bluetooth` or `USB` where it holds no port.
    static func place(_ syspath: String) -> String {
        let parts = syspath.split(separator: "/")
        if let port = parts.last(where: isPort) { return "USB \(port)" }
        return parts.contains { $0.hasPrefix("bluetooth") || $0.hasPrefix("uhid") } ? "Bluetooth" : "USB"
    }

    /// `1-2.4`: a bus, and a port of each hub.
    private static func isPort(_ part: Substring) -> Bool {
        let halves = part.split(separator: "-", omittingEmptySubsequences: false)
        guard part.utf8.count <= 24, halves.count == 2 else { return false }
        let numbers = halves[1].split(separator: ".", omittingEmptySubsequences: false) + [halves[0]]
        return numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}

/// What was told of strangers, and what is to be told: one that stays for a moment, because USBGuard first refuses every
/// device and then lets its own in; and one that was told and is gone.
struct StrangerBook {
    /// How long one must be there before it is told.
    let patience: Duration
    /// More places than a terminal has ports are not told apart.
    static let mostPlaces = 16

    private var since: [String: ContinuousClock.Instant] = [:]
    private(set) var told: Set<String> = []

    init(patience: Duration = .seconds(2)) { self.patience = patience }

    /// When the next one is to be told.
    var due: ContinuousClock.Instant? {
        guard told.count < Self.mostPlaces else { return nil }
        return since.filter { !told.contains($0.key) }.values.min().map { $0 + patience }
    }

    /// What changed, with what is there now.
    mutating func see(_ places: Set<String>, at now: ContinuousClock.Instant) -> [StrangerNews] {
        since = since.filter { places.contains($0.key) }
        for place in places where since[place] == nil { since[place] = now }
        let gone = told.subtracting(places).sorted()
        told.subtract(gone)
        let ripe = since.filter { !told.contains($0.key) && $0.value + patience <= now }.keys.sorted()
        let new = ripe.prefix(Self.mostPlaces - told.count)
        told.formUnion(new)
        return gone.map { StrangerNews(place: $0, isThere: false) } + new.map { StrangerNews(place: $0, isThere: true) }
    }
}

/// A device that nobody let in was plugged in, or is gone again.
package struct StrangerNews: Sendable, Hashable {
    /// `USB 1-2.4`; made of the kernel's words only.
    package let place: String
    package let isThere: Bool

    package init(place: String, isThere: Bool) {
        self.place = place
        self.isThere = isThere
    }
}
