/// What real wedges and keyboards sent, transcribed by hand from public reports, with their holes.
enum RecordedWedges {
    /// A 2D scanner whose suffix is LF, typed as Ctrl+Shift+J: "12", then a second code of which the reader lost events
    /// around a hole of 124 ms: a B that goes down twice, an E that comes up unpressed.
    static let controlShiftJ = """
        0.000 2 1
        0.990 2 0
        1.997 3 1
        3.010 3 0
        4.009 29 1
        4.009 42 1
        5.017 36 1
        6.005 36 0
        7.004 29 0
        8.005 32 1
        8.993 32 0
        10.002 48 1
        11.015 48 0
        11.997 48 1
        135.002 18 0
        136.003 49 1
        137.005 49 0
        137.968 18 1
        """

    /// Boot reports of three labels: Shift goes down in a report of its own before the 8 key.
    static let shiftStar: [(label: String, reports: String)] = [
        ("4*9", labels("26")), ("4*8", labels("25")), ("4*1", labels("1e")),
    ]

    /// A QR code with a web address, as usages; the scanner presses Num Lock first.
    static let numLockFirst =
        "83 11 23 23 19 22 2 2 51 56 56 21 8 25 19 4 28 55 24 14 56 34 31 30 39 38 35 30 37 40"

    /// Chinese as Alt and decimal code points on the keypad, then plain keys; no ending.
    static let altDecimal = "KP:31508 KP:35760 KP:26412 MINUS 0 1"

    /// FNC1 between two parts of a code, typed as Alt and three digits.
    static let separatorAsAltCode = "1 0 A KP:029 2 1 B ENTER"

    /// Alt+0DDD, the byte of a separator, with a hole of 35 ms in which two digits were lost.
    static let altByteWithHole = """
        0 +LEFTALT
        1 +KP0
        2 -KP0
        37 +KP2
        38 -KP2
        39 -LEFTALT
        40 +ENTER
        41 -ENTER
        """

    /// A knob of a remote console, on a node of GPIO keys with the kernel's repetition: Enter, held for 0.6 s.
    static let knob = "0.000 28 1\n250.695 28 2\n604.196 28 0"

    /// A keyboard on which a recording was begun with Enter and ended with Ctrl+C.
    static let keyboard = "0 28 0\n1399.993 29 1\n1560.030 46 1"

    /// The same on another one, whose Ctrl was held long enough to repeat.
    static let keyboardWithRepetition =
        "0 28 0\n11228.232 29 1\n11476.441 29 2\n11509.775 29 2\n11543.109 29 2\n11576.221 46 1"

    /// A tablet's keyboard: Enter twice, slowly.
    static let enterTwice = "0 28 0\n4589.970 28 1\n4709.938 28 0\n6429.910 28 1\n6639.958 28 0"

    /// The buttons of a headset, as milliseconds, code, value: presses without releases, releases without presses.
    static let headset: [(milliseconds: Double, code: UInt16, value: Int32)] = [
        (0, 0x102, 1), (752, 0x101, 1), (752, 0x101, 0), (1456, 0x100, 1), (1456, 0x100, 0), (2256, 0x102, 0),
        (2256, 0x103, 1), (2256, 0x103, 0), (3256, 0x103, 1), (3256, 0x103, 0), (3904, 0x100, 1), (3904, 0x100, 0),
        (4600, 0x101, 1), (4600, 0x101, 0), (5256, 0x102, 1),
    ]

    /// A trackball that has a scanner's product number: movements, as type, code, value.
    static let trackball: [(milliseconds: Double, type: UInt16, code: UInt16, value: Int32)] = [
        (0, 2, 1, 1), (0, 0, 0, 0), (16, 2, 1, 1), (16, 0, 0, 0),
    ]

    private static func labels(_ last: String) -> String {
        ["00 21", "00 00", "02 00", "02 25", "02 00", "00 00", "00 \(last)", "00 00", "00 28", "00 00"].map { report in
            let bytes = report.split(separator: " ")
            return "\(bytes[0]) 00 \(bytes[1]) 00 00 00 00 00"
        }.joined(separator: "\n")
    }
}
