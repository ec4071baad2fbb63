/// Counts raises for the flood rule of EEMUA 191 and ISA-18.2: begins above ten new alarms in ten minutes, ends below five.
struct FloodGauge: Sendable, Hashable {
    private static let window: Int64 = 600_000
    /// The newest raises inside the window, oldest first; more than the eleven that begin a flood need not be known.
    private var raises: [Int64] = []
    private(set) var isFlood = false

    mutating func raise(at uptime: Int64) {
        raises.append(uptime)
        if raises.count > 11 { raises.removeFirst() }
        settle(at: uptime)
    }

    mutating func settle(at uptime: Int64) {
        raises.removeAll { $0 <= uptime - Self.window }
        isFlood = isFlood ? raises.count >= 5 : raises.count > 10
    }

    /// When the count may change by itself.
    var next: Int64? { isFlood ? raises.first.map { $0 + Self.window } : nil }
}
