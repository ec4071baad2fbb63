/// What real wedges sent, in the form of ``KeyScript``: transcribed by hand from public reports, with their holes.
enum RecordedWedges {
    /// A 2D scanner whose suffix is LF, typed as Ctrl+Shift+J: "12", then a second code of which the reader lost events
    /// around a hole of 124 ms: a B that goes down twice, an E that comes up unpressed.
    static let controlShiftJ = """
        0.000 +1
        0.990 -1
        1.997 +2
        3.010 -2
        4.009 +LEFTCTRL
        4.009 +LEFTSHIFT
        5.017 +J
        6.005 -J
        7.004 -LEFTCTRL
        8.005 +D
        8.993 -D
        10.002 +B
        11.015 -B
        11.997 +B
        135.002 -E
        136.003 +N
        137.005 -N
        137.968 +E
        """

    /// Boot reports of three labels, "4*9", "4*8" and "4*1": Shift goes down in a report of its own before the 8 key.
    static let shiftStar: [(label: String, script: String)] = [
        ("4*9", labels("9")), ("4*8", labels("8")), ("4*1", labels("1")),
    ]

    /// A QR code with a web address; the scanner presses Num Lock first.
    static let numLockFirst = """
        0 +NUMLOCK
        1 -NUMLOCK

        """ + lower("HTTPS") + colon + lower(["SLASH", "SLASH"]) + lower("PAY") + lower(["DOT"]) + lower("EXAMPLE")
        + lower(["SLASH"]) + lower("52109618") + lower(["ENTER"])

    /// Chinese as Alt and a decimal code point on the keypad, then plain keys. Wedges are read without Alt codes so far:
    /// such a scan is refused, never read as the digits.
    static let altDecimal = """
        0 +LEFTALT
        1 +KP3
        2 -KP3
        3 +KP1
        4 -KP1
        5 +KP5
        6 -KP5
        7 +KP0
        8 -KP0
        9 +KP8
        10 -KP8
        11 -LEFTALT
        12 +MINUS
        13 -MINUS
        14 +0
        15 -0
        16 +1
        17 -1
        18 +ENTER
        19 -ENTER
        """

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

    private static func labels(_ last: String) -> String {
        "0 +4\n0 SYN\n8 -4\n8 SYN\n16 +LEFTSHIFT\n16 SYN\n24 +8\n24 SYN\n32 -8\n32 SYN\n40 -LEFTSHIFT\n40 SYN\n48 +\(last)\n48 SYN\n56 -\(last)\n56 SYN\n64 +ENTER\n64 SYN\n72 -ENTER\n72 SYN"
    }

    private static let colon = "2 +LEFTSHIFT\n2 +SEMICOLON\n2 -SEMICOLON\n2 -LEFTSHIFT\n"

    private static func lower(_ keys: String) -> String { lower(keys.map { String($0) }) }

    private static func lower(_ keys: [String]) -> String { keys.map { "2 +\($0)\n2 -\($0)\n" }.joined() }
}
