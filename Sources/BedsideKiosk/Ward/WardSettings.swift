package import BedsideDomain

/// What a hospital sets for one ward screen; validated before the flow sees it.
package struct WardSettings: Sendable {
    package var screen: WardScreenName
    package var hospital: String
    package var ward: String
    package var clock: HospitalClock
    package var firstLanguage: Language
    /// The places that this screen stands at: only there may somebody say that they have come. Empty for a desk.
    package var beds: Set<AlarmPlace>
    /// For the age of the last proof and the longest shelf.
    package var rules: AlarmRules

    package init(
        screen: WardScreenName, hospital: String, ward: String, clock: HospitalClock = .china,
        firstLanguage: Language = .chinese, beds: Set<AlarmPlace> = [], rules: AlarmRules = .standard
    ) {
        self.screen = screen
        self.hospital = hospital
        self.ward = ward
        self.clock = clock
        self.firstLanguage = firstLanguage
        self.beds = beds
        self.rules = rules
    }
}
