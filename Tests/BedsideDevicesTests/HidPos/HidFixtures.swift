/// What real devices say of themselves and send, transcribed by hand from public dumps.
enum HidFixtures {
    /// A Honeywell HID-POS scanner's report descriptor, 127 bytes.
    static let honeywell = bytes(
        """
        05 8C 09 02 A1 01
          09 12 A1 02 85 02 15 00 26 FF 00 75 08
            95 01 05 01 09 3B 81 02
            95 03 05 8C 09 FB 09 FC 09 FD 81 02
            95 38 09 FE 82 02 02
            06 66 FF 95 02 09 00 09 00 81 02
            05 8C 25 01 75 01 95 08 09 FF 81 02 C0
          09 14 A1 02 85 04 15 00 25 01 75 01 95 08 09 5F 09 60 09 85 09 86 91 86 C0
          06 FF FF 09 01 A1 02 85 F0 15 00 26 FF 00 75 08 95 3F 09 02 82 02 02 95 3F 09 03 92 02 02 C0
        C0
        """)

    /// A Voyager 1602g's answer to REVINF: its menu text in six reports, then its reply to the command.
    static let revisionInfo: [[UInt8]] = [
        report("Product Name: Voyager 1602g\r\nBoot Revision: : 8992\r\nSoft", aim: "]X0", continued: true),
        report("ware Part Number: CW00082BBA\r\nSoftware Revision: $Proje", aim: "]X0", continued: true),
        report("ctRevision: 16345 \r\nSerial Number: 15232B1F0C\r\nSupported", aim: "]X0", continued: true),
        report(" IF: Bluetooth\r\nPCB Assembly ID: 000000\r\nEngine Firmware", aim: "]X0", continued: true),
        report(" Type: N/A   Revision: N/A   Serial Number: N/A   Checks", aim: "]X0", continued: true),
        report("um: N/A\r\n", aim: "]X0"),
        report("REVINF\u{6}.", aim: "]Z6", vendor: 0x36),
    ]

    /// One report of that scanner: 64 bytes.
    static func report(
        _ text: String, aim: String = "]C0", continued: Bool = false, vendor: UInt8 = 0x3F
    ) -> [UInt8] {
        let data = Array(text.utf8)
        return [2, UInt8(data.count)] + Array(aim.utf8) + data + [UInt8](repeating: 0, count: 56 - data.count)
            + [vendor, 0, continued ? 1 : 0]
    }

    /// Keyboards: no scanned data. Cherry, a Logitech receiver, a Datalogic GD4400 in keyboard mode, and a Logitech mouse
    /// with many reports.
    static let keyboards: [[UInt8]] = [
        bytes(
            """
            05 01 09 06 A1 01 05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02 75 08 95 01 81 03 19 00 29 DD 15 00 26 DD 00
            75 08 95 06 81 00 05 08 19 01 29 03 15 00 25 01 75 01 95 03 91 02 75 05 95 01 91 03 C0
            """),
        bytes(
            """
            05 01 09 06 A1 01 05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02 81 03 95 05 05 08 19 01 29 05 91 02 95 01 75
            03 91 01 95 06 75 08 15 00 26 A4 00 05 07 19 00 2A A4 00 81 00 C0
            """),
        bytes(
            """
            05 01 09 06 A1 01 05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 01 95 05 75 01 05 08 19 01 29
            05 91 02 95 01 75 03 91 01 95 06 75 08 15 00 26 FF 00 05 07 19 00 2A FF 00 81 00 C0
            """),
        bytes(
            """
            05 01 09 02 A1 01 85 02 09 01 A1 00 05 09 19 01 29 08 15 00 25 01 75 01 95 08 81 02 05 01 09 30 09 31 16 01 F8
            26 FF 07 75 0C 95 02 81 06 09 38 15 81 25 7F 75 08 95 01 81 06 C0 C0 06 00 FF 09 01 A1 01 85 10 75 08 95 06 15
            00 26 FF 00 09 01 81 00 09 01 91 00 C0
            """),
    ]

    static func bytes(_ hex: String) -> [UInt8] {
        hex.split { $0 == " " || $0 == "\n" }.compactMap { UInt8($0, radix: 16) }
    }
}
