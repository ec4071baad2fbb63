package import BedsideDevices
package import BedsideDomain
package import BedsideSound

/// The alarms of a terminal, as the configuration says them.
package struct AlarmConfiguration: Sendable, Hashable {
    /// The folder of the journal.
    package var journal: String
    /// Where this terminal is; the place of its technical alarms and of calls from its kiosk by nobody known.
    package var home: AlarmPlace
    /// The beds at which this terminal stands: a badge at its kiosk closes their calls.
    package var beds: Set<AlarmPlace>
    package var rules: AlarmRules
    package var audience: AlarmAudience
    /// The beds at which a ward screen stands.
    package var screenBeds: [WardScreenName: Set<AlarmPlace>]
    package var inputs: [ContactInput]
    package var meanings: [PointName: PointMeaning]
    /// Nil when the terminal shall be silent.
    package var sound: SoundConfiguration?
    /// Whether a keyboard, or a refused device, that nobody let in is a technical alarm.
    package var watchesDevices = false
}

/// What a point of an input means to the ward.
package enum PointMeaning: Sendable, Hashable {
    case raises(AlarmSource)
    /// The cancel key at a bed, or a nurse's presence there.
    case cancels(AlarmPlace)
    /// A technical condition of the point's own device.
    case reports(AlarmSource)
}

extension AlarmConfiguration {
    /// The events of the table for what an input told.
    func events(_ event: ContactEvent) -> [AlarmEvent] {
        switch event {
        case .pressed(let point, let count):
            switch meanings[point] {
            case .raises(let source): [.signal(source, .pressed(count))]
            case .cancels(let place): [.cancelled(place)]
            case .reports, nil: []
            }
        case .level(let point, let isActive):
            switch meanings[point] {
            case .raises(let source): [.signal(source, .level(isActive))]
            case .cancels(let place): isActive ? [.cancelled(place)] : []
            case .reports(let source): [.fault(source, isPresent: isActive)]
            case nil: []
            }
        case .lost(let subject, _): [.fault(lost(subject), isPresent: true)]
        case .back(let subject): [.fault(lost(subject), isPresent: false)]
        // Nobody knows when a stranger has gone: told once, it stands for a while.
        case .stranger(let input):
            [
                .signal(
                    AlarmSource(place: home, kind: .technical(.unknownSource), origin: input.text), .pressed(1))
            ]
        }
    }

    /// The technical alarm of a loss. A point's is at its bed, where somebody can look; an input's is at home.
    private func lost(_ subject: ContactSubject) -> AlarmSource {
        let (place, name): (AlarmPlace, String) =
            switch subject {
            case .input(let input): (home, input.text)
            case .point(let point): (meanings[point]?.place ?? home, point.text)
            }
        return AlarmSource(place: place, kind: .technical(.inputLost), origin: name)
    }
}

extension PointMeaning {
    var place: AlarmPlace {
        switch self {
        case .raises(let source), .reports(let source): source.place
        case .cancels(let place): place
        }
    }
}
