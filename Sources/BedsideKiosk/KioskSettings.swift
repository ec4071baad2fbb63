package import BedsideDomain

/// What a hospital sets for its kiosks; validated before the flow sees it.
package struct KioskSettings: Sendable {
    package var hospital: String
    package var ward: String
    package var clock: HospitalClock
    package var reader: CredentialReader
    /// Seconds without a key or scan until the session ends, the warning included.
    package var idle: Duration
    /// How long before the end the warning stands; WCAG 2.2.1 asks for at least 20 s.
    package var warning: Duration
    /// The longest that one patient's session may last, whatever keys are pressed; extended by scanning again.
    package var longest: Duration
    /// How long a page must have stood before a key decides anything on it (``KeyGuard``).
    package var settling: Duration
    package var deposit: DepositRule
    /// A refund above it needs a badge and PIN.
    package var refundLimit: Money
    package var channels: [PaymentChannel]
    package var firstLanguage: Language
    /// The places at which this kiosk stands: the first screen says how far their calls are.
    package var callPlaces: Set<AlarmPlace>

    package init(
        hospital: String, ward: String, clock: HospitalClock = .china, reader: CredentialReader = CredentialReader(),
        idle: Duration = .seconds(60), warning: Duration = .seconds(20), longest: Duration = .seconds(900),
        settling: Duration = .milliseconds(300), deposit: DepositRule, refundLimit: Money, channels: [PaymentChannel],
        firstLanguage: Language = .chinese,
        callPlaces: Set<AlarmPlace> = []
    ) {
        self.hospital = hospital
        self.ward = ward
        self.clock = clock
        self.reader = reader
        self.idle = idle
        self.warning = warning
        self.longest = longest
        self.settling = settling
        self.deposit = deposit
        self.refundLimit = refundLimit
        self.channels = channels
        self.firstLanguage = firstLanguage
        self.callPlaces = callPlaces
    }
}
