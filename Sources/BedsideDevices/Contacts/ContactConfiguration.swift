/// One contact input of a terminal, as the configuration says it, with the points that are read at it.
package struct ContactInput: Sendable, Hashable {
    package let name: InputName
    package let link: ContactLink
    package let points: [ContactPoint]
    /// After this long without a sign of life the input is lost: at most 30 s for wired inputs and 90 s for wireless ones
    /// (alarms.md 5.4).
    package let supervision: Duration

    package init(name: InputName, link: ContactLink, points: [ContactPoint], supervision: Duration) {
        self.name = name
        self.link = link
        self.points = points
        self.supervision = supervision
    }
}

/// How an input is reached.
package enum ContactLink: Sendable, Hashable {
    /// Keys and switches of an evdev node (gpio-keys, USB keypads).
    case evdev(UdevMatch)
    /// The same by the node's path, for nodes that udev does not name.
    case evdevPath(SerialPath)
    /// Lines of a GPIO chip by its node, character-device uAPI v2.
    case gpio(chip: SerialPath)
    /// Discrete inputs of a Modbus RTU slave on a serial line; FC02, polled.
    case modbus(ModbusLink)
    /// A wireless base on a serial line that sends the seven-byte ward-bus frames.
    case wirelessBase(SerialPath, baud: Int)
    /// Infusion receivers that connect to this TCP port and send 0x66 frames.
    case infusionReceivers(ListenAddress)
}

package struct ModbusLink: Sendable, Hashable {
    package let path: SerialPath
    package let baud: Int
    package let parity: Parity
    /// 1 to 247.
    package let slave: Int
    package let poll: Duration
    /// How long an answer may take.
    package let answer: Duration

    package enum Parity: String, Sendable, Hashable, CaseIterable { case none, even, odd }

    package init(path: SerialPath, baud: Int, parity: Parity, slave: Int, poll: Duration, answer: Duration) {
        self.path = path
        self.baud = baud
        self.parity = parity
        self.slave = slave
        self.poll = poll
        self.answer = answer
    }
}

/// An IPv4 address and a TCP port to listen at.
package struct ListenAddress: Sendable, Hashable {
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}

/// One point of an input.
package struct ContactPoint: Sendable, Hashable {
    package let name: PointName
    package let address: ContactAddress
    package let mode: Mode
    /// How long a level must stand before it counts; 5 to 100 ms (alarms.md 5.4), nothing for frames.
    package let debounce: Duration

    package enum Mode: String, Sendable, Hashable, CaseIterable {
        /// A button: its press is told, its release is not.
        case momentary
        /// A contact that is closed while active.
        case normallyOpen = "normally-open"
        /// A loop that is open while active: a cut wire is an alarm.
        case normallyClosed = "normally-closed"
    }

    package init(name: PointName, address: ContactAddress, mode: Mode, debounce: Duration) {
        self.name = name
        self.address = address
        self.mode = mode
        self.debounce = debounce
    }
}

/// Where a point is at its input.
package enum ContactAddress: Sendable, Hashable {
    /// An evdev key (EV_KEY) by its code.
    case key(UInt16)
    /// An evdev switch (EV_SW) by its code.
    case `switch`(UInt16)
    /// A line of a GPIO chip.
    case line(UInt32)
    /// A discrete input of a Modbus slave, from 0.
    case discrete(Int)
    /// A verb of a station on the ward bus; always momentary.
    case station(WardBusStation, WardBusVerb)
    /// A state bit of one drip detector at one receiver; a level.
    case detector(receiver: UInt32, detector: UInt32, DetectorSign)
}

/// Area, room and bed of a ward-bus frame.
package struct WardBusStation: Sendable, Hashable {
    package let area: UInt8
    package let room: UInt8
    package let bed: UInt8

    package init(area: UInt8, room: UInt8, bed: UInt8) {
        self.area = area
        self.room = room
        self.bed = bed
    }
}

/// What a station of the ward bus says (the published command bytes of alarms.md section 2).
package enum WardBusVerb: String, Sendable, Hashable, CaseIterable {
    case call, infusion, service, emergency, help
    /// Any of the clear commands: the cancel key at the bed.
    case clear
    /// A nurse came in, at the bed.
    case nurseIn = "nurse-in"
}

/// What a drip detector's state tells.
package enum DetectorSign: String, Sendable, Hashable, CaseIterable {
    case noFluid = "no-fluid"
    case clamped
    case batteryLow = "battery-low"
}
