/// The colours of each style: dark text on white, keys white on blue, the selected key black on yellow.
///
/// Every pair that carries text has a contrast of at least 7:1 (WCAG 1.4.6); ThemeTests computes it for each.
package enum Theme {
    /// What is measured to be legible on a kiosk's panel from where a patient sits up in bed.
    package static func paint(_ style: Style) -> Paint {
        switch style {
        case .body: Paint(ink, on: white)
        case .strong: Paint(ink, on: white, bold: true)
        case .quiet: Paint(0x47_4F5A, on: white)
        case .caution: Paint(0x9B_0A20, on: white, bold: true)
        case .success: Paint(0x00_5C2A, on: white, bold: true)

        case .bar: Paint(white, on: navy, bold: true)
        case .barKey: Paint(navy, on: 0xE3_ECF7, bold: true)
        case .barNote: Paint(0xFF_E27A, on: navy, bold: true)
        case .staffBar: Paint(white, on: plum, bold: true)
        case .staffBarKey: Paint(plum, on: 0xEF_E6F5, bold: true)
        case .staffBarNote: Paint(0xFF_E27A, on: plum, bold: true)

        case .headingCalm: Paint(navy, on: 0xDC_E8F5, bold: true)
        case .headingSuccess: Paint(0x00_3B1C, on: 0xC8_EDD4, bold: true)
        case .headingCaution: Paint(0x3D_2200, on: 0xFF_DF8C, bold: true)
        case .headingStaff: Paint(plum, on: 0xEB_E0F3, bold: true)
        case .headingSign: Paint(white, on: 0x8C_1D00, bold: true)

        case .key: Paint(white, on: blue, bold: true)
        case .keyDigit: Paint(0x00_4066, on: white, bold: true)
        case .keyDetail: Paint(0xE4_F3FC, on: blue)
        case .keyEdge: Paint(blue, on: white)
        case .danger: Paint(white, on: red, bold: true)
        case .dangerDigit: Paint(red, on: white, bold: true)
        case .dangerDetail: Paint(0xFF_F0F0, on: red)
        case .dangerEdge: Paint(red, on: white)
        case .selected: Paint(black, on: yellow, bold: true)
        case .selectedDigit: Paint(yellow, on: black, bold: true)
        case .selectedDetail: Paint(black, on: yellow)
        case .selectedEdge: Paint(yellow, on: white)

        case .tableHead: Paint(navy, on: 0xC2_D6EB, bold: true)
        case .tableStripe: Paint(ink, on: 0xF1_F5FA)
        case .field: Paint(ink, on: white, bold: true)
        case .fieldFrame: Paint(blue, on: white, bold: true)
        case .fieldCursor: Paint(white, on: blue, bold: true)
        case .progress: Paint(blue, on: 0xE3_ECF7)
        case .alarmEmergency: Paint(white, on: red, bold: true)
        case .alarmInfusion: Paint(black, on: 0xFF_9A3C, bold: true)
        case .alarmCall: Paint(black, on: 0xFF_E680, bold: true)
        case .alarmTechnical: Paint(white, on: blue, bold: true)
        case .alarmPassed: Paint(ink, on: 0xE3_ECF7, bold: true)
        case .alarmTaken: Paint(ink, on: white)
        case .codeLight: Paint(black, on: white)
        case .codeDark: Paint(white, on: black)
        }
    }

    private static let white: UInt32 = 0xFF_FFFF
    private static let black: UInt32 = 0x00_0000
    private static let ink: UInt32 = 0x11_1822
    private static let navy: UInt32 = 0x06_1A4F
    private static let plum: UInt32 = 0x3B_1150
    private static let blue: UInt32 = 0x00_5078
    private static let red: UInt32 = 0x9B_0A20
    private static let yellow: UInt32 = 0xFF_D600
}
