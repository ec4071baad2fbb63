import BedsideDevices
import BedsideDomain

/// `alarms.inputs`: the contact inputs, their points, and what each point means to the ward.
extension ConfigurationReader {
    private enum InputKind: String, CaseIterable {
        case evdev, gpio, modbus, infusion
        case wardBus = "ward-bus"

        /// A wired input is seen within ten seconds, a wireless one within ninety (alarms.md 5.4).
        var supervision: (standard: Int, most: Int) {
            switch self {
            case .evdev, .gpio, .modbus: (10, 30)
            case .wardBus, .infusion: (90, 90)
            }
        }
    }

    static func inputs(_ section: YAMLSection) -> ([ContactInput], [PointName: PointMeaning]) {
        var inputs: [ContactInput] = []
        var meanings: [PointName: PointMeaning] = [:]
        for part in section.sections("inputs", limit: 32) {
            if let (input, own) = input(part) {
                inputs.append(input)
                meanings.merge(own) { first, _ in first }
            }
            part.finish()
        }
        _ = section.check("inputs") { try ContactInput.validate(inputs) }
        return (inputs, meanings)
    }

    private static func input(_ part: YAMLSection) -> (ContactInput, [PointName: PointMeaning])? {
        let text = part.string("name", "must be 1 to 32 of a-z 0-9 -") { _ in true }
        let kind = part.choice("kind", default: InputKind.evdev)
        let supervision = part.integer(
            "supervision_seconds", default: kind.supervision.standard, in: 1...kind.supervision.most)
        let link = link(part, kind)
        let name = part.check("name") { () throws(DeviceError) in try InputName(text) }
        // All is read even without a name, so that no other key is blamed for it.
        let found = part.sections("points", limit: 2048).flatMap { section in
            defer { section.finish() }
            return points(section, kind, of: name?.text ?? "input")
        }
        guard let name, let link else { return nil }
        return (
            ContactInput(
                name: name, link: link, points: found.map(\.0), supervision: .seconds(supervision)),
            Dictionary(found.map { ($0.0.name, $0.1) }) { first, _ in first }
        )
    }

    private static func link(_ part: YAMLSection, _ kind: InputKind) -> ContactLink? {
        switch kind {
        case .evdev:
            let path = part.string("path", default: "", "must be an absolute path", where: isPath)
            let properties = part.properties("udev")
            let isByPath = part.contains("path")
            return part.check(isByPath ? "path" : "udev") { () throws(DeviceError) in
                !isByPath ? .evdev(try UdevMatch(properties)) : .evdevPath(try SerialPath(path))
            }
        case .gpio:
            let chip = part.string("chip", "must be an absolute path", where: isPath)
            return part.check("chip") { () throws(DeviceError) in .gpio(chip: try SerialPath(chip)) }
        case .wardBus:
            let path = part.string("path", "must be an absolute path", where: isPath)
            let baud = baud(part)
            return part.check("path") { () throws(DeviceError) in .wirelessBase(try SerialPath(path), baud: baud) }
        case .modbus:
            let path = part.string("path", "must be an absolute path", where: isPath)
            let baud = baud(part)
            let parity = part.choice("parity", default: ModbusLink.Parity.even)
            let slave = part.integer("slave", default: 1, in: 1...247)
            let poll = part.integer("poll_ms", default: 100, in: 20...1000)
            let answer = part.integer("answer_ms", default: 300, in: 20...5000)
            return part.check("path") { () throws(DeviceError) in
                .modbus(
                    ModbusLink(
                        path: try SerialPath(path), baud: baud, parity: parity, slave: slave,
                        poll: .milliseconds(poll), answer: .milliseconds(answer)))
            }
        case .infusion:
            let host = part.string("address", default: "127.0.0.1", "must be an IPv4 address to listen at") {
                $0.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }.count == 4
            }
            let port = part.integer("port", in: 1...65_535)
            return .infusionReceivers(ListenAddress(host: host, port: UInt16(clamping: port)))
        }
    }

    private static func baud(_ part: YAMLSection) -> Int {
        let words = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200].map(String.init)
        let text = part.string("baud", default: "9600", "must be one of: " + words.joined(separator: ", ")) {
            words.contains($0)
        }
        return Int(text) ?? 9600
    }

    /// The points that one entry stands for: a station of the ward bus has a verb for each kind of call, a drip detector a
    /// sign for each condition.
    private static func points(
        _ part: YAMLSection, _ kind: InputKind, of input: String
    ) -> [(ContactPoint, PointMeaning)] {
        let bed = part.string("bed", "must be 1 to 24 bytes as on the wall") { (1...24).contains($0.utf8.count) }
        let place = part.check("bed") { () throws(DomainError) in try AlarmPlace(bed) } ?? .unnamed
        switch kind {
        case .evdev, .gpio, .modbus: return [wired(part, kind, of: input, at: place)].compactMap(\.self)
        case .wardBus: return station(part, of: input, at: place)
        case .infusion: return detector(part, of: input, at: place)
        }
    }

    private static func wired(
        _ part: YAMLSection, _ kind: InputKind, of input: String, at place: AlarmPlace
    ) -> (ContactPoint, PointMeaning)? {
        let (address, word): (ContactAddress, String)
        switch kind {
        case .evdev where part.contains("switch"):
            let code = part.integer("switch", in: 0...0x10)
            (address, word) = (.switch(UInt16(clamping: code)), "switch\(code)")
        case .evdev:
            let code = part.integer("key", in: 1...0x2FF)
            (address, word) = (.key(UInt16(clamping: code)), "key\(code)")
        case .gpio:
            let line = part.integer("line", in: 0...1023)
            (address, word) = (.line(UInt32(clamping: line)), "line\(line)")
        case .modbus, .wardBus, .infusion:
            let number = part.integer("input", in: 0...65_535)
            (address, word) = (.discrete(number), "input\(number)")
        }
        let mode = part.choice("contact", default: ContactPoint.Mode.momentary)
        let debounce = part.integer("debounce_ms", default: 30, in: 5...100)
        let cancels = part.string("does", default: "raise", "must be one of: raise, cancel") {
            ["raise", "cancel"].contains($0)
        }
        let raises = part.word("raises", default: AlarmKind.call, of: AlarmKind.ofInputs, by: \.word)
        guard let name = pointName(part, "name", "\(input).\(word)") else { return nil }
        let point = ContactPoint(name: name, address: address, mode: mode, debounce: .milliseconds(debounce))
        let source = AlarmSource(place: place, kind: raises, origin: name.text)
        return (point, cancels == "cancel" ? .cancels(place) : .raises(source))
    }

    private static func pointName(_ part: YAMLSection, _ key: String, _ text: String) -> PointName? {
        part.check(key) { () throws(DeviceError) in try PointName(text) }
    }

    private static func station(
        _ part: YAMLSection, of input: String, at place: AlarmPlace
    ) -> [(ContactPoint, PointMeaning)] {
        let text = part.string("station", "must be area.room.bed, each 0 to 255") {
            $0.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }.count == 3
        }
        let isToilet = part.string("at", default: "bed", "must be one of: bed, toilet") {
            ["bed", "toilet"].contains($0)
        }
        // What is no station was noted; it is read on, so that nothing else is blamed for it.
        let numbers = text.split(separator: ".").compactMap { UInt8($0) } + [0, 0, 0]
        let station = WardBusStation(area: numbers[0], room: numbers[1], bed: numbers[2])
        return WardBusVerb.allCases.compactMap { verb in
            guard let name = pointName(part, "station", "\(input).\(text).\(verb.rawValue)") else { return nil }
            let point = ContactPoint(name: name, address: .station(station, verb), mode: .momentary, debounce: .zero)
            guard let kind = verb.kind(isToilet: isToilet == "toilet") else { return (point, .cancels(place)) }
            return (point, .raises(AlarmSource(place: place, kind: kind, origin: name.text)))
        }
    }

    private static func detector(
        _ part: YAMLSection, of input: String, at place: AlarmPlace
    ) -> [(ContactPoint, PointMeaning)] {
        func number(_ key: String) -> UInt32 {
            UInt32(
                part.string(key, "must be 8 hexadecimal digits") { $0.utf8.count == 8 && UInt32($0, radix: 16) != nil },
                radix: 16) ?? 0
        }
        let (receiver, detector) = (number("receiver"), number("detector"))
        return DetectorSign.allCases.compactMap { sign in
            let text = "\(input).\(String(detector, radix: 16)).\(sign.rawValue)"
            guard let name = pointName(part, "detector", text) else { return nil }
            let point = ContactPoint(
                name: name, address: .detector(receiver: receiver, detector: detector, sign), mode: .normallyOpen,
                debounce: .zero)
            return (point, sign.meaning(at: place, origin: name.text))
        }
    }
}

extension WardBusVerb {
    /// The kind that a verb raises; nil for those that end a call. A toilet's call ranks as an emergency.
    fileprivate func kind(isToilet: Bool) -> AlarmKind? {
        switch self {
        case .call, .help: isToilet ? .toilet : .call
        case .infusion: .infusionEmpty
        case .service: .service
        case .emergency: .emergency
        case .clear, .nurseIn: nil
        }
    }
}

extension DetectorSign {
    fileprivate func meaning(at place: AlarmPlace, origin: String) -> PointMeaning {
        switch self {
        case .noFluid: .raises(AlarmSource(place: place, kind: .infusionEmpty, origin: origin))
        case .clamped: .raises(AlarmSource(place: place, kind: .infusionStopped, origin: origin))
        case .batteryLow: .reports(AlarmSource(place: place, kind: .technical(.batteryLow), origin: origin))
        }
    }
}
