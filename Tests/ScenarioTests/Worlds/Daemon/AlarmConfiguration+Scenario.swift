import BedsideDevices
import BedsideDomain

@testable import BedsideDaemon

extension AlarmConfiguration {
    /// The wiring of a scenario's ward: every contact by its name, a cancel key and a battery at every place.
    init(_ scenario: Scenario, journal: String) throws {
        var meanings: [PointName: PointMeaning] = [:]
        for point in scenario.points { meanings[try PointName(point.name)] = .raises(point.source) }
        for place in scenario.places {
            meanings[try place.cancelKey] = .cancels(place)
            meanings[try PointName(place.battery.origin)] = .reports(place.battery)
        }
        self.init(
            journal: journal, home: try AlarmPlace(Scenario.Ward.home), beds: Set(scenario.places),
            rules: .standard, audience: scenario.ward.audience, screenBeds: [:], inputs: [], meanings: meanings,
            sound: nil)
    }
}

extension AlarmPlace {
    var cancelKey: PointName {
        get throws { try PointName("cancel-" + pointText) }
    }
}
