/// The demo ward's codes, as its slips, wristbands and badges carry them (assets/import.md lists all of them).
package enum DemoCodes {
    package struct Patient: Sendable {
        package let slip: String
        package let wristband: String
    }

    /// 张明华: insured, owes a top-up at discharge.
    package static let zhang = Patient(slip: "RY20261120000173", wristband: "WD20261120000173")
    /// Anna Smith: self-pay, gets a refund above the limit.
    package static let smith = Patient(slip: "RY20261120000256", wristband: "WD20261120000256")
    /// 李秀英: not ready for discharge.
    package static let li = Patient(slip: "RY20261121000313", wristband: "WD20261121000313")
    /// The ward that all of it belongs to.
    package static let ward = "W-HX1"
    package static let residentID = "110101199003070011"
    package static let specimen = "BB26112001024"
    package static let weChatCode = "134567890123456789"
    package static let nurse = (badge: "GH1000017", pin: "2468")
    package static let cashier = (badge: "GH2000016", pin: "1357")
    package static let technician = (badge: "GH3000015", pin: "9999")

    /// Capital letters scan; small ones stay for the price search.
    static let keys: [Unicode.Scalar: String] = [
        "A": zhang.slip, "W": zhang.wristband, "B": smith.slip, "V": smith.wristband, "I": residentID, "S": specimen,
        "N": nurse.badge, "C": cashier.badge, "T": technician.badge, "X": weChatCode,
    ]

    /// Each fits a terminal of 80 columns.
    static let help = [
        "扫码 scan: A 住院单 slip  W 腕带 wristband  S 回执单 report  I 身份证 ID card",
        "B V 第二位患者 second patient  X 付款码 pay code  P 手机付款 the phone pays",
        "N 护士 nurse 2468  C 收费员 cashier 1357  T 信息科 IT 9999  Ctrl-C 退出 leave",
    ]
}
