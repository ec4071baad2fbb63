extension ContactInput {
    /// The most inputs of one terminal: each is a thread.
    package static let mostInputs = 32
    /// The most points of one terminal, over all its inputs.
    package static let mostPoints = 8192

    /// Checks the inputs of a terminal together and each by itself. Throws ``DeviceError`` that names the input or point
    /// and the rule.
    package static func validate(_ inputs: [ContactInput]) throws(DeviceError) {
        guard inputs.count <= mostInputs else {
            throw DeviceError(
                .tooManyContacts, "A terminal has at most \(mostInputs) contact inputs (got \(inputs.count)).")
        }
        let count = inputs.reduce(0) { $0 + $1.points.count }
        guard count <= mostPoints else {
            throw DeviceError(.tooManyContacts, "A terminal has at most \(mostPoints) contact points (got \(count)).")
        }
        var names: Set<InputName> = []
        var points: Set<PointName> = []
        var devices: [ContactDevice: InputName] = [:]
        for input in inputs {
            guard names.insert(input.name).inserted else {
                throw DeviceError(
                    .duplicateContact, "Two contact inputs are named '\(input.name)'; give each its own name.")
            }
            for point in input.points where !points.insert(point.name).inserted {
                throw DeviceError(
                    .duplicateContact,
                    "Two contact points of this terminal are named '\(point.name)'; give each its own name.")
            }
            if let other = devices.updateValue(input.name, forKey: ContactDevice(input.link)) {
                throw DeviceError(
                    .duplicateContact,
                    "The contact inputs '\(other)' and '\(input.name)' mean the same device; put their points into one input."
                )
            }
            try input.validate()
        }
    }

    private func validate() throws(DeviceError) {
        guard !points.isEmpty else { throw invalid("has no points; remove it or give it some") }
        guard supervision >= .seconds(1), supervision <= link.longestSupervision else {
            throw invalid(
                "must have a supervision time of 1 to \(link.longestSupervision.components.seconds) s (got \(supervision))"
            )
        }
        try validateLink()
        var addresses: [ContactAddress: PointName] = [:]
        for point in points {
            if let other = addresses.updateValue(point.name, forKey: point.address) {
                throw DeviceError(
                    .duplicateContact,
                    "The points '\(other)' and '\(point.name)' of the contact input '\(name)' have the same address.")
            }
            try validate(point)
        }
    }

    private func validateLink() throws(DeviceError) {
        switch link {
        case .gpio where points.count > GpioRequests.mostLines:
            throw invalid("has \(points.count) lines; one chip gives at most \(GpioRequests.mostLines) to one input")
        case .modbus(let link):
            guard (1...247).contains(link.slave) else {
                throw invalid("must have a slave number of 1 to 247 (got \(link.slave))")
            }
            guard link.baud > 0 else { throw invalid("must have a baud rate above 0 (got \(link.baud))") }
            guard link.poll >= .milliseconds(10), link.poll <= .seconds(1) else {
                throw invalid("must be polled every 10 to 1,000 ms (got \(link.poll)); a press may be that short")
            }
            guard link.answer >= .milliseconds(10), link.answer < supervision else {
                throw invalid(
                    "must wait for an answer at least 10 ms and less than its supervision time (got \(link.answer))")
            }
        case .wirelessBase(_, let baud) where baud <= 0:
            throw invalid("must have a baud rate above 0 (got \(baud))")
        case .infusionReceivers(let address) where address.port == 0:
            throw invalid("must listen at a port of 1 to 65535 (got 0)")
        case .evdev, .evdevPath, .gpio, .wirelessBase, .infusionReceivers: break
        }
    }

    private func validate(_ point: ContactPoint) throws(DeviceError) {
        guard link.takes(point.address) else {
            throw invalid("has a point '\(point.name)' whose address is of another kind of input or out of range")
        }
        let (shortest, longest) =
            link.hasContacts ? (Duration.milliseconds(5), Duration.milliseconds(100)) : (.zero, .zero)
        guard point.debounce >= shortest, point.debounce <= longest else {
            throw invalid(
                link.hasContacts
                    ? "must debounce its point '\(point.name)' by 5 to 100 ms (got \(point.debounce))"
                    : "sends frames, which do not bounce: its point '\(point.name)' must have no debounce time")
        }
        switch point.address {
        case .station where point.mode != .momentary:
            throw invalid("must have a momentary point '\(point.name)': the ward bus tells calls, not levels")
        case .detector where point.mode != .normallyOpen:
            throw invalid("must have a normally-open point '\(point.name)': a drip detector tells levels")
        case .key, .switch, .line, .discrete, .station, .detector: break
        }
    }

    private func invalid(_ rule: String) -> DeviceError {
        DeviceError(.invalidContact, "The contact input '\(name)' \(rule).")
    }
}

/// What two inputs cannot both have.
private enum ContactDevice: Hashable {
    case node(UdevMatch)
    case path(SerialPath)
    case port(UInt16)

    init(_ link: ContactLink) {
        self =
            switch link {
            case .evdev(let match): .node(match)
            case .evdevPath(let path), .gpio(let path), .wirelessBase(let path, _): .path(path)
            case .modbus(let link): .path(link.path)
            case .infusionReceivers(let address): .port(address.port)
            }
    }
}

extension ContactLink {
    /// Wired inputs 30 s, wireless ones 90 s (alarms.md 5.4).
    fileprivate var longestSupervision: Duration { hasContacts ? .seconds(30) : .seconds(90) }

    /// Whether its points are contacts, which bounce; else frames, which do not.
    fileprivate var hasContacts: Bool {
        switch self {
        case .evdev, .evdevPath, .gpio, .modbus: true
        case .wirelessBase, .infusionReceivers: false
        }
    }

    /// Whether an address is one of this kind of input, in its range.
    fileprivate func takes(_ address: ContactAddress) -> Bool {
        switch (self, address) {
        case (.evdev, .key(let code)), (.evdevPath, .key(let code)): (1..<KeyCode.count).contains(code)
        // SW_MAX.
        case (.evdev, .switch(let code)), (.evdevPath, .switch(let code)): code <= 0x10
        case (.gpio, .line): true
        // What one FC02 request can read.
        case (.modbus, .discrete(let number)): (0..<2_000).contains(number)
        case (.wirelessBase, .station), (.infusionReceivers, .detector): true
        case (.evdev, _), (.evdevPath, _), (.gpio, _), (.modbus, _), (.wirelessBase, _), (.infusionReceivers, _): false
        }
    }
}
