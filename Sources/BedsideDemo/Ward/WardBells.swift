package import BedsideRigs

/// The demo ward's call buttons: frames of its wireless base, seven bytes each (area, room, bed, command, and to whom).
package enum WardBells {
    package enum Command: UInt8 {
        case call = 0x05
        case infusion = 0x06
        case emergency = 0x08
        /// The cancel key at the bed.
        case clear = 0x10
    }

    struct Frame {
        var command: Command
        var bed: UInt8
        var isToilet = false
    }

    /// Capital letters press; small ones and digits are the nurses' own keys.
    static let keys: [Unicode.Scalar: [Frame]] = [
        "A": [Frame(command: .call, bed: 3)], "B": [Frame(command: .call, bed: 7)],
        "E": [Frame(command: .call, bed: 5, isToilet: true)], "F": [Frame(command: .infusion, bed: 2)],
        "Z": [2, 3, 7].map { Frame(command: .clear, bed: $0) } + [Frame(command: .clear, bed: 5, isToilet: true)],
    ]

    /// Each fits a terminal of 80 columns.
    static let help = [
        "按铃 bells: A 3床 bed 3  B 7床 bed 7  E 5床厕所 toilet  F 2床输液 infusion",
        "Z 床旁取消 cancel at the beds   护士 nurse gh1000017 2468   Ctrl-C 退出 leave",
    ]

    /// The YAML under `alarms:` for beds 1 to 8 and their toilets.
    package static func configuration(path: String) -> String {
        let beds = (1...8).map { "        - {bed: \"\($0)\", station: 1.1.\($0)}\n" }
        let toilets = (1...8).map { "        - {bed: \"\($0)\", station: 1.2.\($0), at: toilet}\n" }
        return """
              place: 病区大厅
              inputs:
                - name: bells
                  kind: ward-bus
                  path: \(path)
                  points:
            \((beds + toilets).joined())
            """
    }

    /// One frame from a bed, or from its toilet. Throws ``RigError``.
    package static func send(
        _ command: Command, bed: UInt8, fromToilet: Bool = false, on line: PtyScanner
    ) throws(RigError) {
        try line.send([1, fromToilet ? 2 : 1, bed, command.rawValue, 0, 0, 0])
    }
}
