/// How often one scanner may deliver: what a person can mean by scanning, apart from what a device or a hostile code does.
package struct ScanLimits: Sendable, Hashable {
    /// The same code again within so long is the same scan, counted from when it was last seen; zero switches it off.
    ///
    /// From the last time, not the first: a wristband that lies before a presentation scanner is one scan for as long as
    /// it lies there, and keeps nobody's session open.
    package let repeatWindow: Duration
    /// Nil for no limit.
    package let rate: ScanRate?

    /// 1.5 s and ``ScanRate/standard``.
    package static let standard = ScanLimits(trusted: .milliseconds(1500), .standard)
    /// Every scan passes: for figures, and for devices that check for themselves.
    package static let none = ScanLimits(trusted: .zero, nil)

    /// Throws ``DeviceError`` `invalidLimits` for a window outside 0 to 60 s.
    package init(repeatWindow: Duration = standard.repeatWindow, rate: ScanRate? = .standard) throws(DeviceError) {
        guard (.zero ... .seconds(60)).contains(repeatWindow) else {
            throw DeviceError(
                .invalidLimits,
                "The window in which the same code is one scan must be 0 to 60 s (got \(repeatWindow)).")
        }
        self.init(trusted: repeatWindow, rate)
    }

    private init(trusted repeatWindow: Duration, _ rate: ScanRate?) {
        self.repeatWindow = repeatWindow
        self.rate = rate
    }
}

/// So many scans a second, and so many at once after a rest.
package struct ScanRate: Sendable, Hashable {
    /// 1 to 1,000.
    package let perSecond: Int
    /// 1 to 1,000.
    package let burst: Int

    /// Five a second and ten at once: twice what practised hands reach, far below what floods a terminal.
    package static let standard = ScanRate(trusted: 5, 10)

    /// Throws ``DeviceError`` `invalidLimits` outside the ranges above.
    package init(perSecond: Int, burst: Int) throws(DeviceError) {
        guard (1...1000).contains(perSecond), (1...1000).contains(burst) else {
            throw DeviceError(
                .invalidLimits,
                "A scanner's rate must be 1 to 1,000 scans a second with 1 to 1,000 at once (got \(perSecond) and \(burst))."
            )
        }
        self.init(trusted: perSecond, burst)
    }

    private init(trusted perSecond: Int, _ burst: Int) {
        self.perSecond = perSecond
        self.burst = burst
    }
}
