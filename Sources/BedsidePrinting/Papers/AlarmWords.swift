import BedsideDomain

// The words of the ward's alarms on paper: Chinese first, English second.

extension AlarmPriority {
    var onPaper: String {
        switch self {
        case .emergency: "紧急 Emergency"
        case .infusion: "输液 Infusion"
        case .call: "呼叫 Call"
        case .technical: "技术 Technical"
        }
    }

    /// For the narrow columns of a table.
    var short: String { String(onPaper.prefix { $0 != " " }) }
}

extension AlarmKind {
    var onPaper: String {
        switch self {
        case .call: "呼叫 Call"
        case .service: "服务 Service"
        case .toilet: "卫生间 Toilet"
        case .emergency: "紧急按钮 Emergency"
        case .infusionEmpty: "输液完毕 Infusion empty"
        case .infusionStopped: "输液受阻 Infusion stopped"
        case .device: "设备报警 Device"
        case .technical(let fault): fault.onPaper
        }
    }
}

extension TechnicalFault {
    fileprivate var onPaper: String {
        switch self {
        case .inputLost: "输入失联 Input lost"
        case .unstableInput: "输入抖动 Unstable input"
        case .batteryLow: "电池电量低 Battery low"
        case .unknownSource: "未知来源 Unknown source"
        case .recordStore: "记录存储故障 Record store"
        case .screenLost: "护士屏失联 Screen lost"
        case .noScreen: "无护士屏 No screen"
        case .sound: "声音设备故障 Sound"
        case .audit: "时限核查异常 Audit"
        case .pathUnproven: "通路未验证 Path unproven"
        case .clock: "时钟跳变 Clock"
        case .wardLink: "终端失联 Ward link"
        case .unknownDevice: "陌生设备 Unknown device"
        }
    }
}

extension HospitalShift {
    var onPaper: String {
        switch self {
        case .day: "白班 Day"
        case .evening: "小夜班 Evening"
        case .night: "大夜班 Night"
        }
    }
}

/// Milliseconds as seconds: whole ones from ten on, a decimal below. A dash when nothing was measured.
func seconds(_ milliseconds: Int64?) -> String {
    guard let milliseconds else { return "–" }
    if milliseconds >= 9_950 { return "\((milliseconds + 500) / 1000)" }
    let tenths = (milliseconds + 50) / 100
    return "\(tenths / 10).\(tenths % 10)"
}

/// `2 h 05 min`, `12 min`, `40 s`.
func span(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    if seconds >= 3600 { return "\(seconds / 3600) h \(padded(seconds / 60 % 60)) min" }
    return seconds >= 60 ? "\(seconds / 60) min" : "\(seconds) s"
}

private func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

/// `92.3 %`; a dash without anything to count.
func perCent(_ permille: Int?) -> String { permille.map { "\($0 / 10).\($0 % 10) %" } ?? "–" }
